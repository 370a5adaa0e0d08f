/** A stretch of a file that a change replaces: lines counted from 0, `[oldAt, oldAt + removed)` by `[newAt, newAt + added)`. */
export interface LineChange {
  readonly oldAt: number
  readonly removed: number
  readonly newAt: number
  readonly added: number
}

/** A part of a unified diff, context included. Line numbers count from 0; lines keep a CR, and their first character says what they are. */
export interface Hunk {
  readonly oldAt: number
  readonly newAt: number
  readonly lines: readonly string[]
}

/** One file of a diff. Names are as git wrote them, unquoted: null on the side where there is no file. */
export interface FileDiff {
  readonly oldPath: string | null
  readonly newPath: string | null
  /** null: git shows no lines (a binary file), or the diff is cut off. */
  readonly changes: readonly LineChange[] | null
}

const header = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/

/**
 * Reads the hunks of one file, as GitHub's API gives them in `patch`.
 * @returns null if it is not whole
 */
export function readHunks(patch: string): readonly Hunk[] | null {
  const lines = patch.split('\n')
  const hunks: Hunk[] = []
  for (let at = 0; at < lines.length; ) {
    if (!lines[at]!.startsWith('@@ ')) {
      if (lines[at] !== '' && !lines[at]!.startsWith('\\')) return null
      at++
      continue
    }
    const read = readHunk(lines, at)
    if (read === null) return null
    hunks.push(read.hunk)
    at = read.next
  }
  return hunks
}

/** The hunk whose header stands at a line, and the line after it; null if its lines are fewer than its header says. */
function readHunk(lines: readonly string[], at: number): { readonly hunk: Hunk; readonly next: number } | null {
  const found = header.exec(lines[at]!)
  if (!found) return null
  const [oldLines, newLines] = [Number(found[2] ?? 1), Number(found[4] ?? 1)]
  // Where a side has no lines, git names the line before them.
  const hunk = {
    oldAt: Number(found[1]) - (oldLines > 0 ? 1 : 0),
    newAt: Number(found[3]) - (newLines > 0 ? 1 : 0),
    lines: [] as string[],
  }
  if (hunk.oldAt < 0 || hunk.newAt < 0) return null
  let next = at + 1
  for (let [old, fresh] = [oldLines, newLines]; old > 0 || fresh > 0; next++) {
    const line = lines[next]
    if (line === undefined) return null
    const kind = line[0]
    // "\ No newline at end of file"
    if (kind === '\\') continue
    if (kind !== '+' && kind !== '-' && kind !== ' ' && kind !== undefined && line !== '\r') return null
    if (kind !== '+') old--
    if (kind !== '-') fresh--
    if (old < 0 || fresh < 0) return null
    // With diff.suppressBlankEmpty an empty line of context has not even its blank.
    hunk.lines.push(kind === '+' || kind === '-' || kind === ' ' ? line : ` ${line}`)
  }
  return { hunk, next }
}

/** What hunks change, without their context. */
export function changesOf(hunks: readonly Hunk[]): LineChange[] {
  const changes: LineChange[] = []
  for (const hunk of hunks) {
    let { oldAt, newAt } = hunk
    let [removed, added] = [0, 0]
    const close = (): void => {
      if (removed + added > 0) changes.push({ oldAt, removed, newAt, added })
      oldAt += removed
      newAt += added
      removed = added = 0
    }
    for (const line of hunk.lines) {
      if (line[0] === '-') removed++
      else if (line[0] === '+') added++
      else {
        close()
        oldAt++
        newAt++
      }
    }
    close()
  }
  return changes
}

/**
 * Reads what `git diff` prints. Text is taken byte by byte (latin1), so that names keep theirs.
 */
export function readDiff(diff: string): FileDiff[] {
  const lines = diff.split('\n')
  const files: FileDiff[] = []
  for (let at = 0; at < lines.length; ) {
    if (!lines[at]!.startsWith('diff --git ')) {
      at++
      continue
    }
    const { file, next } = readFile(lines, at)
    files.push(file)
    at = next
  }
  return files
}

function readFile(lines: readonly string[], start: number): { readonly file: FileDiff; readonly next: number } {
  let [oldPath, newPath] = pathsOfHeader(lines[start]!.slice('diff --git '.length))
  let changes: LineChange[] | null = []
  let at = start + 1
  while (at < lines.length && !lines[at]!.startsWith('diff --git ')) {
    const line = lines[at++]!
    if (line.startsWith('rename from ') || line.startsWith('copy from '))
      oldPath = name(line.slice(line.indexOf('from ') + 5))
    else if (line.startsWith('rename to ') || line.startsWith('copy to '))
      newPath = name(line.slice(line.indexOf('to ') + 3))
    else if (line.startsWith('new file mode ')) oldPath = null
    else if (line.startsWith('deleted file mode ')) newPath = null
    else if (line.startsWith('--- ')) oldPath = side(line.slice(4))
    else if (line.startsWith('+++ ')) newPath = side(line.slice(4))
    else if (line.startsWith('Binary files ') || line === 'GIT binary patch') changes = null
    else if (line.startsWith('@@ ')) {
      const read = readHunk(lines, at - 1)
      if (read === null) changes = null
      else {
        if (changes) for (const change of changesOf([read.hunk])) changes.push(change)
        at = read.next
      }
    }
  }
  return { file: { oldPath, newPath, changes }, next: at }
}

/** `a/PATH` or `/dev/null`; git ends a name that has a blank in it with a TAB. */
function side(text: string): string | null {
  const whole = name(text.endsWith('\t') ? text.slice(0, -1) : text)
  return whole === '/dev/null' ? null : whole.slice(2)
}

/**
 * Both names of `diff --git a/PATH b/PATH`. Only where both are the same is the line all there is to tell (a change of mode, an empty
 * file), so it is cut in halves.
 */
function pathsOfHeader(text: string): [string | null, string | null] {
  if (text.startsWith('"')) {
    const end = /^"(?:[^"\\]|\\.)*"/.exec(text)?.[0].length ?? text.length
    return [name(text.slice(0, end)).slice(2), name(text.slice(end + 1)).slice(2)]
  }
  const half = (text.length - 1) >> 1
  return [text.slice(2, half), text.slice(half + 3)]
}

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
}

/** A name as git writes it: in quotes, as in C, where it holds a quote, a backslash or a control character. */
function name(text: string): string {
  if (!text.startsWith('"')) return text
  return text
    .slice(1, -1)
    .replace(/\\([0-7]{3}|.)/g, (_, code: string) =>
      code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (escapes[code] ?? code),
    )
}
