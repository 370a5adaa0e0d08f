/**
 * Python's re.match for patterns that come from files: no point of return, so the time is at most the product of both lengths. Patterns
 * with more to them (references, looking around, flags) are not followed.
 */

/** Longer patterns, and those that come to more instructions, are not followed. */
const longest = 500
const mostInstructions = 300
const deepest = 20

type Test = (char: string) => boolean

type Instruction =
  | { readonly do: 'char'; readonly test: Test }
  | { readonly do: 'split'; readonly to: readonly number[] }
  | { readonly do: 'start' | 'end' | 'found' }

type Node =
  | { readonly kind: 'char'; readonly test: Test }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly least: number; readonly most: number | null }

/**
 * Whether a text begins with what a pattern means; null where nobody can tell.
 * @param spend takes steps from what there is; false when that is used up
 */
export type RegexMatcher = (text: string, spend: (steps: number) => boolean) => boolean | null

/** A matcher, or null for a pattern that is not followed, or that Python would refuse. */
export function compileRegex(pattern: string): RegexMatcher | null {
  if (pattern.length > longest || /[^\x20-\x7e]/.test(pattern)) return null
  const reader = { text: pattern, at: 0 }
  const node = alternatives(reader, 0)
  if (!node || reader.at < pattern.length) return null
  const program: Instruction[] = []
  if (!emit(program, node)) return null
  program.push({ do: 'found' })
  // \d and \w are more than ASCII for Python
  return (text, spend) => (/[^\x20-\x7e]/.test(text) ? null : matches(program, text, spend))
}

interface Reader {
  readonly text: string
  at: number
}

function alternatives(reader: Reader, depth: number): Node | null {
  if (depth > deepest) return null
  const parts: Node[] = []
  for (;;) {
    const part = sequence(reader, depth)
    if (!part) return null
    parts.push(part)
    if (reader.text[reader.at] !== '|') return parts.length === 1 ? part : { kind: 'any', parts }
    reader.at++
  }
}

function sequence(reader: Reader, depth: number): Node | null {
  const parts: Node[] = []
  while (reader.at < reader.text.length && !/[|)]/.test(reader.text[reader.at]!)) {
    const one = element(reader, depth)
    const part = one && quantified(reader, one)
    if (!part) return null
    parts.push(part)
  }
  return { kind: 'all', parts }
}

function element(reader: Reader, depth: number): Node | null {
  const { text, at } = reader
  const char = text[at]!
  reader.at++
  if (char === '^') return { kind: 'start' }
  if (char === '$') return { kind: 'end' }
  if (char === '.') return { kind: 'char', test: () => true }
  if (char === '(') {
    if (text[reader.at] === '?') {
      if (text[reader.at + 1] !== ':') return null
      reader.at += 2
    }
    const inner = alternatives(reader, depth + 1)
    if (!inner || text[reader.at] !== ')') return null
    reader.at++
    return inner
  }
  if (char === '[') return charSet(reader)
  if (/[*+?{})\]]/.test(char)) return null
  const test = char === '\\' ? escaped(reader) : equalTo(char)
  return test && { kind: 'char', test }
}

function quantified(reader: Reader, part: Node): Node | null {
  const found = /^(?:([*+?])|\{(\d{1,3})?(,)?(\d{1,3})?\})/.exec(reader.text.slice(reader.at, reader.at + 12))
  if (!found) return reader.text[reader.at] === '{' ? null : part
  const [all, sign, least, comma, most] = found
  if (part.kind === 'start' || part.kind === 'end' || (!sign && least === undefined && !comma)) return null
  reader.at += all!.length
  if (reader.text[reader.at] === '?') reader.at++
  if (/^[*+?{]/.test(reader.text.slice(reader.at))) return null
  if (sign) return { kind: 'repeat', part, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : null }
  const from = Number(least ?? 0)
  const to = comma ? (most === undefined ? null : Number(most)) : from
  return to !== null && to < from ? null : { kind: 'repeat', part, least: from, most: to }
}

function equalTo(char: string): Test {
  return one => one === char
}

const classes: Readonly<Record<string, RegExp>> = {
  ...{ d: /[0-9]/, D: /[^0-9]/, w: /[A-Za-z0-9_]/, W: /[^A-Za-z0-9_]/, s: /\s/, S: /\S/ },
}

/** What stands behind a backslash; other letters and digits mean more. */
function escaped(reader: Reader): Test | null {
  const char = reader.text[reader.at++]
  if (char === undefined) return null
  const known = classes[char]
  if (known) return one => known.test(one)
  return /[A-Za-z0-9]/.test(char) ? null : equalTo(char)
}

function charSet(reader: Reader): Node | null {
  const { text } = reader
  const negated = text[reader.at] === '^'
  if (negated) reader.at++
  const tests: Test[] = []
  for (let first = true; first || text[reader.at] !== ']'; first = false) {
    const char = text[reader.at++]
    if (char === undefined) return null
    if (char === '\\') {
      const test = escaped(reader)
      // a range from something escaped
      if (!test || (text[reader.at] === '-' && text[reader.at + 1] !== ']')) return null
      tests.push(test)
    } else if (text[reader.at] === '-' && text[reader.at + 1] !== ']') {
      const last = text[reader.at + 1]
      if (last === undefined || last === '\\' || last < char) return null
      reader.at += 2
      tests.push(one => char <= one && one <= last)
    } else tests.push(equalTo(char))
  }
  reader.at++
  return { kind: 'char', test: one => tests.some(test => test(one)) !== negated }
}

/** False where it comes to too many instructions. */
function emit(program: Instruction[], node: Node): boolean {
  if (program.length > mostInstructions) return false
  const split = (...to: number[]) => program.push({ do: 'split', to }) - 1
  const land = (at: number, ...to: number[]) => {
    program[at] = { do: 'split', to }
  }
  switch (node.kind) {
    case 'char':
      program.push({ do: 'char', test: node.test })
      return true
    case 'start':
    case 'end':
      program.push({ do: node.kind })
      return true
    case 'all':
      return node.parts.every(part => emit(program, part))
    case 'any': {
      const ends: number[] = []
      const from = split()
      const starts: number[] = []
      for (const part of node.parts) {
        starts.push(program.length)
        if (!emit(program, part)) return false
        ends.push(split())
      }
      land(from, ...starts)
      for (const end of ends) land(end, program.length)
      return true
    }
    case 'repeat': {
      for (let i = 0; i < node.least; i++) if (!emit(program, node.part)) return false
      if (node.most === null) {
        const from = split()
        if (!emit(program, node.part)) return false
        split(from)
        land(from, from + 1, program.length)
        return true
      }
      const exits: number[] = []
      for (let i = node.least; i < node.most; i++) {
        exits.push(split())
        if (!emit(program, node.part)) return false
      }
      for (const exit of exits) land(exit, exit + 1, program.length)
      return true
    }
  }
}

/** All ways at once: the set of instructions that the text so far leads to. */
function matches(program: readonly Instruction[], text: string, spend: (steps: number) => boolean): boolean | null {
  let now: number[] = [0]
  for (let at = 0; ; at++) {
    const seen = new Set<number>()
    const open = [...now]
    const next: number[] = []
    for (let i = open.pop(); i !== undefined; i = open.pop()) {
      if (seen.has(i)) continue
      seen.add(i)
      const one = program[i]!
      if (one.do === 'found') return true
      if (one.do === 'split') open.push(...one.to)
      else if (one.do === 'char') {
        if (at < text.length && one.test(text[at]!)) next.push(i + 1)
      } else if (one.do === 'start' ? at === 0 : at === text.length) open.push(i + 1)
    }
    if (!spend(seen.size)) return null
    if (next.length === 0) return false
    now = next
  }
}
