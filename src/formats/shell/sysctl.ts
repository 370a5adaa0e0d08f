import { spanOf, type Text } from '../../core/text.ts'
import { isInScope } from '../../loaders/content-items.ts'
import { canonicalKey } from '../../loaders/sysctl-key.ts'
import { type Call, print, settingText } from './call.ts'
import { makeLoad, makeSet, makeWrite, trimmed } from './make-steps.ts'
import { contentOf, isKnown } from './output.ts'
import { reportOption, reportSpread, reportSurplus } from './sysctl-mistakes.ts'
import { readSysctlOptions, type SysctlOptions } from './sysctl-options.ts'
import { likely, maybe, type Verdict } from './verdict.ts'
import { absolute } from './write-file.ts'

/** `sysctl`, which sets each `key=value`, or loads files. */
export function runSysctl(call: Call): Verdict {
  const { shell, where } = call
  const asked = readSysctlOptions(call.args)
  print(call, call.source, true)
  if (asked.refused) reportOption(call, asked.refused)
  if (asked.idle) return likely
  if (asked.system) makeLoad(shell, where, 'procps', 'system')
  else if (asked.load) load(call, asked)
  else return setAll(call, asked) ? likely : maybe
  return likely
}

function load(call: Call, { operands, attached }: SysctlOptions): void {
  const { shell, where } = call
  const files = operands.map(o =>
    /^(-|\/dev\/stdin)$/.test(o.text.text) ? '-' : (absolutePattern(call, o.text) ?? ''),
  )
  if (attached !== null) files.unshift(attached)
  if (operands.length === 0 && attached === null) files.push('/etc/sysctl.conf')
  const paths = files.flatMap(file => (file === '-' ? (readInput(call) ?? []) : file))
  makeLoad(
    shell,
    where,
    'procps',
    paths.filter(path => path.startsWith('/')),
  )
}

/** The shell resolves a pattern to the files that are there, and so would sysctl. */
function absolutePattern(call: Call, text: Text): string | null {
  const marks = text.marks?.filter(m => m.kind === 'unknown' && m.why !== 'a file name pattern') ?? []
  return marks.length > 0 ? null : absolute(call.shell, { ...text, marks: [] })
}

/** What `sysctl -p -` reads becomes a file of its own. */
function readInput({ shell, where, source }: Call): string | null {
  if (!where.input || where.input.every(p => p.opaque)) return null
  const path = shell.reading.inputs++ === 0 ? '/dev/stdin' : `/dev/stdin.${shell.reading.inputs}`
  const content = contentOf(where.input, source.source, where.conditional)
  makeWrite(shell, where, path, { path, at: spanOf(content, 0, content.text.length), append: false, content })
  return path
}

/** Sets each `key=value`; false if one of them fails. */
function setAll(call: Call, { operands, ignore, write }: SysctlOptions): boolean {
  const texts = operands.map(settingText)
  let succeeds = true
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i]!
    const spread = spreadFrom(texts, i)
    if (spread > i) {
      reportSpread(call, texts.slice(i, spread + 1))
      succeeds = false
      i = spread
      continue
    }
    const equals = text.text.indexOf('=')
    if (equals <= 0) continue
    const key = trimmed(text, 0, equals)
    const name = text.text.slice(key.start, key.end)
    succeeds =
      makeSet(call.shell, call.where, name, key, trimmed(text, equals + 1, text.text.length), 'sysctl -w', ignore) &&
      succeeds
    const last = lastSurplus(texts, i, write)
    if (last > i && isKey(name)) reportSurplus(call, texts.slice(i, last + 1))
    if (last > i) succeeds = false
    i = last
  }
  return succeeds
}

/** The last word of an assignment that stands in several (`k = v`, `k =v`, `k= v`) and so sets nothing; else `i`. */
function spreadFrom(texts: readonly Text[], i: number): number {
  const first = texts[i]!.text
  const second = texts[i + 1]?.text
  if (second === undefined || !isKnown(texts[i]!)) return i
  const parted = isKey(first) && second.startsWith('=')
  const ended = first.endsWith('=') && isKey(first.slice(0, -1)) && !second.includes('=')
  if (!parted && !ended) return i
  const third = texts[i + 2]?.text
  return lastNumber(texts, second === '=' && third !== undefined && !third.includes('=') ? i + 2 : i + 1)
}

/** The last of the numbers that follow word `i`, as those of a vector do. */
function lastNumber(texts: readonly Text[], i: number): number {
  let last = i
  while (/^-?\d+$/.test(texts[last + 1]?.text ?? '')) last++
  return last
}

/** The last of the words after an assignment that are none: with -w any such word is an error, else it asks for a value. */
function lastSurplus(texts: readonly Text[], i: number, write: boolean): number {
  if (!write) return lastNumber(texts, i)
  let last = i
  for (let next = texts[i + 1]; next && isKnown(next) && !next.text.includes('='); next = texts[last + 1]) last++
  return last
}

function isKey(text: string): boolean {
  return isInScope(canonicalKey(text.trim()))
}
