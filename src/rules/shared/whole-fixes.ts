import type { Effect, Settled } from '../../core/effect.ts'
import type { Edit, Fix } from '../../core/finding.ts'
import type { Setting } from '../../core/setting.ts'
import { findParameter } from '../../kernel/parameters.ts'
import { isPlainTask, siblingTask, taskAt } from './ansible-task.ts'
import { deleteLine } from './fixes.ts'
import { type OwnLine, ownLine, sibling } from './own-line.ts'

/** Sets another parameter beside one, in the way that the author sets that; null where no line or task can be copied. */
export function addBeside(setting: Setting, parameter: string, value: string): Fix | null {
  const title = `Add ${parameter} = ${value}`
  const line = ownLine(setting)
  if (line)
    return { title, safe: false, whole: true, edits: [insertAfter(line, sibling(line, setting, parameter, value))] }
  const twin = siblingTask(setting, parameter, value)
  if (!twin) return null
  const { source, end } = twin.task
  return { title, safe: false, whole: true, edits: [{ at: { source, start: end, end }, text: twin.text }] }
}

/** How many lines of one parameter go at once. */
const mostBeaten = 20

/** The settings that others of the same parameter in the same file beat: which would come back to life without those. */
export type Beaten = (setting: Setting) => readonly Setting[]

/** Looks through a target once. */
export function beatenIn({ effects }: Settled): Beaten {
  const nameOf = ({ key, parameter }: Setting): string => `${key.source.path}\0${parameter}`
  const beaten = new Map<string, Setting[]>()
  for (const { setting, outcome } of effects) {
    if (outcome !== 'overridden') continue
    const list = beaten.get(nameOf(setting))
    if (list) list.push(setting)
    else beaten.set(nameOf(setting), [setting])
  }
  return setting => beaten.get(nameOf(setting)) ?? []
}

/** Deletes a setting with its line, and with it those that it beats; null where one of them cannot go. */
export function deleteSetting(setting: Setting, beaten: Beaten, title: string): Fix | null {
  const others = beaten(setting)
  if (others.length > mostBeaten) return null
  const edits: Edit[] = []
  for (const one of [setting, ...others]) {
    const fix = deleteOne(one, title)
    if (!fix) return null
    edits.push(...fix.edits)
  }
  edits.sort((a, b) => a.at.start - b.at.start)
  return { title: edits.length > 1 ? `${title}s` : title, safe: false, whole: true, edits }
}

/** Also in YAML and scripts, where a neighbour of the same kind stays. */
function deleteOne(setting: Setting, title: string): Fix | null {
  const inFile = deleteLine(setting, title)
  if (inFile) return inFile
  const line = ownLine(setting)
  if (!line || !hasNeighbour(line)) return null
  const { source, start, next } = line
  return { title, safe: false, whole: true, edits: [{ at: { source, start, end: next }, text: '' }] }
}

/** A line that may be the only one left: of a shell's block it must be a command, of a list an item, of a mapping an entry. */
const stays: Readonly<Record<OwnLine['style'], RegExp>> = {
  assignment: /^[^\s#;]/,
  entry: /^["']?[\w.-]+["']?:( |\r?$)/,
  item: /^- \S/,
  sysctl: /^(?!(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|in|function|select)\b)[\w./-]+ /,
  write: /^(?!(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|in|function|select)\b)[\w./-]+ /,
}

function hasNeighbour({ source: { text }, start, next, indent, style, frame }: OwnLine): boolean {
  const pattern = stays[frame.startsWith('- ', indent.length) ? 'item' : style]
  /** null where what is there may go itself, so that the next one counts. */
  const isOne = (from: number): boolean | null => {
    const line = text.slice(from, from + 200).split('\n', 1)[0]!
    if (!line.startsWith(indent) || !pattern.test(line.slice(indent.length))) return false
    return mayGoToo(line) ? null : true
  }
  const search = (first: number, step: (from: number) => number): boolean => {
    for (let at = first, count = 0; at >= 0 && at < text.length && count < 20; at = step(at), count++) {
      const one = isOne(at)
      if (one !== null) return one
    }
    return false
  }
  const before = (from: number) => (from === 0 ? -1 : from === 1 ? 0 : text.lastIndexOf('\n', from - 2) + 1)
  const after = (from: number) => {
    const newline = text.indexOf('\n', from)
    return newline < 0 ? -1 : newline + 1
  }
  return search(next, after) || search(before(start), before)
}

/** Whether a fix of its own may delete a line, so that it is no neighbour to rely on. */
function mayGoToo(line: string): boolean {
  const names = line.match(/net[./](?:ipv4|netfilter)[./][\w./]+/g) ?? []
  return names.some(name => {
    const parameter = findParameter(name.replaceAll('/', '.'))
    return parameter !== undefined && (parameter.removedIn !== null || parameter.noEffectSince !== null)
  })
}

/** Values that a shell, YAML and sysctl.conf all take as they are, without quotes. */
const plainValue = /^[\w.,-]+([ \t]+[\w.,-]+)*$/

/** A line of a file that is read at boot, below which others may stand. */
export interface Home {
  readonly line: OwnLine
  readonly setting: Setting
}

/** The first of some settings that stands on a line of its own in a sysctl file. */
export function homeAmong(kept: readonly Effect[]): Home | null {
  for (const { setting } of kept.slice(0, 20)) {
    const line = ownLine(setting)
    if (line?.style === 'assignment') return { line, setting }
  }
  return null
}

/**
 * Writes a setting of the running kernel to a file that is read at boot: a line of a file that the same target writes, a command beside
 * the one that sets it, or the module in the place of the command.
 * @param home where the same target keeps another setting
 * @param once whether the target sets the parameter nowhere else
 */
export function keepOverReboots(setting: Setting, home: Home | null, once: boolean): Fix | null {
  const { parameter } = setting
  const value = setting.value.trim().replace(/[ \t]+/g, ' ')
  // what does nothing need not be kept
  if (!plainValue.test(value) || findParameter(parameter)?.noEffectSince) return null
  if (home) {
    const edits = [insertAfter(home.line, sibling(home.line, home.setting, parameter, value))]
    return { title: `Write it to the file that keeps ${home.setting.parameter} too`, safe: false, whole: true, edits }
  }
  const file = `/etc/sysctl.d/60-${parameter.replace(/^net\.ipv4\./, '')}.conf`
  if (!/^[\w./-]+$/.test(file)) return null
  const module = byModule(setting, value, file)
  if (module)
    return { title: `Let ansible.posix.sysctl write it to ${file}`, safe: false, whole: true, edits: [module] }
  const line = ownLine(setting)
  if (line?.style !== 'sysctl' && line?.style !== 'write') return null
  const moved = once ? intoTree(setting, line, value, file) : null
  if (moved) return moved
  const start = /^[ \t]*(- +)?/.exec(line.frame)![0]
  const print = `echo ${parameter} = ${value}`
  const command = /\bsudo\b/.test(line.frame) ? `${print} | sudo tee ${file} > /dev/null` : `${print} > ${file}`
  const isItem = start.trimStart() !== ''
  const edit = isItem ? insertAfter(line, start + command) : insertBefore(line, start + command)
  return { title: `Write it to ${file} too`, safe: false, whole: true, edits: [edit] }
}

/** Above the comments that speak of a line. In a script the last command decides about success, and stays the last. */
function insertBefore({ source, start, eol, indent }: OwnLine, text: string): Edit {
  let at = start
  for (let count = 0; at > 0 && count < 20; count++) {
    const before = source.text.lastIndexOf('\n', at - 2) + 1
    const line = source.text.slice(before, Math.min(at, before + 500))
    if (!line.startsWith(`${indent}#`) || line.startsWith(`${indent}#!`)) break
    at = before
  }
  return { at: { source, start: at, end: at }, text: text + eol }
}

/** At the end of the line, so that a file without a final line break stays so. */
function insertAfter({ source, end, eol }: OwnLine, text: string): Edit {
  return { at: { source, start: end, end }, text: eol + text }
}

const command =
  /^( *)(- )?(ansible\.builtin\.)?(command|shell): +(["']?)(\/usr)?(\/sbin\/)?sysctl( +-[qwe]+)* +(["']?)\S+\9\5 *$/

/** A task whose command is `sysctl -w` and nothing else. */
function byModule(
  { key, valueAt, format, parameter, literal, through }: Setting,
  value: string,
  file: string,
): Edit | null {
  if (format !== 'ansible' || !literal || through || valueAt.source !== key.source) return null
  const { source } = key
  const start = source.text.lastIndexOf('\n', key.start - 1) + 1
  const task = taskAt(source, key.start)
  const own = task?.lines.findIndex(line => command.test(line)) ?? -1
  if (!task || own < 0 || !isPlainTask(task, own)) return null
  const text = task.lines[own]!
  if (source.text.slice(start, start + text.length) !== text || valueAt.end > start + text.length) return null
  if (!text.includes(`${parameter}=`)) return null
  const [, indent, dash = ''] = command.exec(text)!
  const deeper = `${task.eol}${indent}${' '.repeat(dash.length)}  `
  const quote = /^\d+$/.test(value) || value.includes(' ') ? '"' : ''
  const options = [`name: ${parameter}`, `value: ${quote}${value}${quote}`, `sysctl_file: ${file}`]
  return {
    at: { source, start, end: start + text.length },
    text: `${indent}${dash}ansible.posix.sysctl:${options.map(option => deeper + option).join('')}`,
  }
}

/** A program in a tree that is copied to the host as a whole: in an Ansible role each file needs a task of its own. */
const inTree = /^((?:.*\/)?)(?:usr\/(?:local\/)?s?bin|opt\/(?:[^/]+\/)*s?bin)\/[^/]+$/

/** Parameters that are judged by what else the script sets, and so stay in it. */
const together = /\.tcp_(keepalive_\w+|tw_reuse|timestamps)$/

/** The tree gets a drop-in, and the script loads it. */
function intoTree({ key, format, parameter, within }: Setting, line: OwnLine, value: string, file: string): Fix | null {
  const root = inTree.exec(key.source.path)?.[1]
  if (format !== 'shell' || within.length > 0 || root === undefined || together.test(parameter)) return null
  if (/(^|\/)(roles|files|templates)\//.test(root) || line.style !== 'sysctl') return null
  const before = /^[ \t]*(?:sudo +(?:-n +)?)?/.exec(line.frame)![0]
  const after = /(?: *(?:2?> *\/dev\/null|\|\| *(?:true|:)))*$/.exec(line.frame)![0]
  return {
    title: `Move it to ${file} and load that`,
    safe: false,
    whole: true,
    edits: [
      { at: { source: line.source, start: line.start, end: line.end }, text: `${before}sysctl -p ${file}${after}` },
    ],
    creates: [{ path: `${root}${file.slice(1)}`, text: `${parameter} = ${value}\n` }],
  }
}
