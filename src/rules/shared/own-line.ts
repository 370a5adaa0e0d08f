import type { Setting } from '../../core/setting.ts'
import { type Source, written } from '../../core/text.ts'

/** A line of a file that holds one setting, key and value as they reach the kernel, in one of the ways that people write. */
export interface OwnLine {
  readonly source: Source
  /** Where the line starts, and where its text ends before the line break. */
  readonly start: number
  readonly end: number
  /** Where the next line starts; the end of the file after the last one. */
  readonly next: number
  readonly indent: string
  readonly style: Style
  /** The line with `\0` in the place of the key and `\x01` in that of the value. */
  readonly frame: string
  /** Its line break, or where it has none that of the first line. */
  readonly eol: string
}

/** `assignment`: of a sysctl file. `entry`: of a YAML mapping. `item`: a flow mapping in a list. The others are commands. */
export type Style = 'assignment' | 'entry' | 'item' | 'sysctl' | 'write'

const styles: readonly (readonly [Style, RegExp])[] = [
  ['assignment', /^[ \t]*-?[ \t]*\0[ \t]*=[ \t]*\x01[ \t]*$/],
  ['entry', /^ *(["']?)\0\1[ \t]*:[ \t]+(["']?)\x01\2[ \t]*$/],
  ['item', /^ *-[ \t]+\{[^{}[\]#\0\x01]*\0[^{}[\]#\0\x01]*\x01[^{}[\]#\0\x01]*\}[ \t]*$/],
  [
    'sysctl',
    /^[ \t]*(?:- +)?(["']?)(?:sudo +(?:-n +)?)?(?:\/usr)?(?:\/sbin\/)?sysctl(?: +-[qwe]+)* +(["']?)\0=(["']?)\x01\3\2(?: *(?:2?> *\/dev\/null|\|\| *(?:true|:)))*\1[ \t]*$/,
  ],
  ['sysctl', /^ *- +\[ *(["']?)(?:\/usr)?(?:\/sbin\/)?sysctl\1 *, *(?:(["']?)-w\2 *, *)?(["']?)\0=\x01\3 *\][ \t]*$/],
  ['write', /^[ \t]*(?:- +)?(["']?)echo +(["']?)\x01\2 *> *(?:\/proc\/sys\/)?\0\1[ \t]*$/],
  [
    'write',
    /^[ \t]*(?:- +)?(["']?)echo +(["']?)\x01\2 *\| *(?:sudo +)?tee +(?:\/proc\/sys\/)?\0(?: *> *\/dev\/null)?\1[ \t]*$/,
  ],
]

/** A line longer than that is nobody's to copy. */
const longest = 500

/** The line of a setting, if key and value are written out in it and nothing else of meaning is; else null. */
export function ownLine(setting: Setting): OwnLine | null {
  const { key, valueAt, value, literal, through } = setting
  const { source } = key
  if (!literal || through || valueAt.source !== source || spelling(setting) === null) return null
  if (value === '' || written(valueAt) !== value) return null
  const first = Math.min(key.start, valueAt.start)
  const last = Math.max(key.end, valueAt.end)
  if (last - first > longest) return null
  const start = source.text.lastIndexOf('\n', first - 1) + 1
  const newline = source.text.indexOf('\n', last)
  const next = newline < 0 ? source.text.length : newline + 1
  const end = newline < 0 ? next : source.text[newline - 1] === '\r' ? newline - 1 : newline
  if (end < last || first - start > longest || end - last > longest) return null
  const frame = frameOf(setting, start, end)
  const style = frame === null ? null : styleOf(setting, frame)
  if (frame === null || style === null || !isLineOfItsText(setting, start, next, style)) return null
  const firstBreak = newline < 0 ? source.text.indexOf('\n') : newline
  const eol = firstBreak > 0 && source.text[firstBreak - 1] === '\r' ? '\r\n' : '\n'
  const indent = /^[ \t]*/.exec(frame)![0]
  // a shell takes the carriage return for a part of the last word
  if (eol === '\r\n' && (style === 'sysctl' || style === 'write') && !/^ *- /.test(frame)) return null
  return { source, start, end, next, indent, style, frame, eol }
}

/** The same line for another parameter and value. */
export function sibling(line: OwnLine, setting: Setting, parameter: string, value: string): string {
  return line.frame.replace('\0', spelling(setting)!(parameter)).replace('\x01', value)
}

/** How the author spells keys, or null where it is not written out. */
function spelling({ key, parameter }: Setting): ((parameter: string) => string) | null {
  const text = written(key)
  if (text === parameter) return name => name
  const path = parameter.replaceAll('.', '/')
  const prefix = text.slice(0, Math.max(0, text.length - path.length))
  if (!text.endsWith(path) || !/^(\/proc\/sys\/|\/)?$/.test(prefix)) return null
  return name => prefix + name.replaceAll('.', '/')
}

function frameOf({ key, valueAt }: Setting, start: number, end: number): string | null {
  const line = key.source.text.slice(start, end)
  if (/[\0\x01]/.test(line)) return null
  const cuts = [
    { from: key.start - start, to: key.end - start, mark: '\0' },
    { from: valueAt.start - start, to: valueAt.end - start, mark: '\x01' },
  ].sort((a, b) => b.from - a.from)
  if (cuts[1]!.to > cuts[0]!.from) return null
  return cuts.reduce((text, { from, to, mark }) => text.slice(0, from) + mark + text.slice(to), line)
}

function styleOf({ format, within }: Setting, frame: string): Style | null {
  const reader = within.at(-1) ?? format
  const found = styles.find(([style, pattern]) => fitsReader(style, reader, frame) && pattern.test(frame))
  return found?.[0] ?? null
}

function fitsReader(style: Style, reader: string, frame: string): boolean {
  if (style === 'assignment') return reader === 'sysctl-conf'
  if (style === 'entry' || style === 'item') return reader !== 'sysctl-conf' && reader !== 'shell'
  // a list item of YAML, or a line of a script
  return reader === 'shell' && !/^[ \t]*-[ \t]*$/.test(frame)
}

/** Ends of lines after which a new command does not start, or its status counts. */
const unfinished = /(\\|&&|\|\|?|\b(if|elif|while|until)|!)[ \t]*$/
/** Lines that open a block of a script, so that what is further in stands in the same text. */
const opensBlock = /(\b(then|do|else|in)|[{(]|\))[ \t]*$/
/** A literal block scalar of YAML keeps its lines as they are. */
const opensText = /(^|[:-])[ \t]+\|[-+\d]*[ \t]*(#.*)?$/
/** How far up the start of a text is looked for. */
const mostLines = 300

/**
 * Whether the line is a line, too, of the text that it belongs to, so that another may follow it: it does not in a folded scalar of YAML,
 * or where a command or a plain scalar goes on.
 */
function isLineOfItsText({ key: { source }, format }: Setting, start: number, next: number, style: Style): boolean {
  const line = source.text.slice(start, next)
  const isItem = /^ *- /.test(line) && style !== 'assignment'
  const before = lineBefore(source, start)
  const isScript = format === 'shell' || format === 'sysctl-conf'
  const first = before !== null && !isScript && opensText.test(before.tail)
  if (!isItem && before && !first && unfinished.test(before.tail)) return false
  if (isScript) return true
  if (line.includes('\t')) return false
  const own = indentOf(line)
  if (isItem || style === 'entry') return indentAfter(source, next) <= own
  return standsInText(source, start, own)
}

function standsInText(source: Source, start: number, own: number): boolean {
  let indent = own
  let here = lineBefore(source, start)
  for (let count = 0; here && indent > 0 && count < mostLines; count++) {
    if (here.tail.trim() !== '' && here.indent < indent) {
      if (opensText.test(here.tail)) return true
      if (!opensBlock.test(here.tail) && !/<<[-~]?[ \t]*["']?\w+["']?/.test(here.tail)) return false
      indent = here.indent
    }
    here = lineBefore(source, here.start)
  }
  return here === null || indent === 0
}

/** A line by its blanks and its end: whoever writes it at great length opens nothing. */
interface Line {
  readonly start: number
  readonly indent: number
  readonly tail: string
}

function lineBefore({ text }: Source, start: number): Line | null {
  if (start === 0) return null
  const from = start === 1 ? 0 : text.lastIndexOf('\n', start - 2) + 1
  const end = text[start - 2] === '\r' ? start - 2 : start - 1
  const tail = text.slice(Math.max(from, end - 200), Math.max(from, end))
  return { start: from, indent: indentOf(text.slice(from, Math.min(end, from + longest))), tail }
}

/** How far the next line is indented that is not blank; 0 at the end of the file. */
function indentAfter({ text }: Source, next: number): number {
  const visible = /\S/g
  visible.lastIndex = next
  const found = visible.exec(text)
  return found ? found.index - (text.lastIndexOf('\n', found.index) + 1) : 0
}

function indentOf(line: string): number {
  return /^ */.exec(line)![0].length
}
