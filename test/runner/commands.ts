/**
 * What GitHub's runner makes of the output of a step: a port of actions/runner 2.336 (ActionCommand.cs, ActionCommandManager.cs,
 * ExecutionContext.AddIssue), with its two ways of writing a command and its limits.
 */
export interface Command {
  readonly name: string
  readonly properties: ReadonlyMap<string, string>
  readonly data: string
}

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
  /** `file`, `line`, `endLine`, `col`, `endColumn`, `title`, as far as the runner keeps them. */
  readonly data: Readonly<Record<string, string>>
}

export interface StepResult {
  /** Every command that was carried out, in order. */
  readonly commands: readonly Command[]
  /** What is shown with the change: the first ten of each level. */
  readonly annotations: readonly Annotation[]
  /** Those that only the log has. */
  readonly dropped: readonly Annotation[]
  /** Lines that are no command. */
  readonly log: readonly string[]
}

const registered = [
  ...['set-env', 'set-output', 'save-state', 'add-mask', 'add-path', 'add-matcher', 'remove-matcher', 'debug'],
  ...['warning', 'error', 'notice', 'group', 'endgroup', 'echo', 'stop-commands'],
]
const maxCountPerIssueType = 10
const maxIssueMessageLength = 4096

/** @param workspace the folder that annotated files are made relative to */
export function processOutput(output: string, workspace = '/home/runner/work/repo/repo'): StepResult {
  const names = new Set(registered)
  const commands: Command[] = []
  const annotations: Annotation[] = []
  const dropped: Annotation[] = []
  const log: string[] = []
  const counts = { error: 0, warning: 0, notice: 0 }
  let stopToken: string | null = null
  // StreamReader.ReadLine ends a line at any of the three
  for (const line of output.split(/\r\n|\n|\r/)) {
    const command = tryParseV2(line, names) ?? tryParse(line, names)
    if (!command || (stopToken !== null && command.name.toLowerCase() !== stopToken)) {
      log.push(line)
      continue
    }
    commands.push(command)
    const name = command.name.toLowerCase()
    if (stopToken !== null) {
      names.delete(stopToken)
      stopToken = null
    } else if (name === 'stop-commands') {
      stopToken = command.data.toLowerCase()
      names.add(stopToken)
    } else if (name === 'error' || name === 'warning' || name === 'notice') {
      const annotation = issueOf(name, command, workspace)
      if (counts[name]++ < maxCountPerIssueType) annotations.push(annotation)
      else dropped.push(annotation)
      log.push(annotation.message)
    }
  }
  return { commands, annotations, dropped, log }
}

/** `::name key=value,key=value::data`, at the start of a line but for blanks. */
export function tryParseV2(line: string, names: ReadonlySet<string>): Command | null {
  const message = line.trimStart()
  if (!message.startsWith('::')) return null
  const end = message.indexOf('::', 2)
  if (end < 0) return null
  const { name, rest } = nameOf(message.slice(2, end))
  if (!names.has(name.toLowerCase())) return null
  return {
    name,
    properties: propertiesOf(rest.trim(), ',', v2Property),
    data: unescaped(message.slice(end + 2), v2Data),
  }
}

/** `##[name key=value;key=value]data`, anywhere in a line. */
export function tryParse(line: string, names: ReadonlySet<string>): Command | null {
  const start = line.indexOf('##[')
  const end = start < 0 ? -1 : line.indexOf(']', start)
  if (end < 0) return null
  const { name, rest } = nameOf(line.slice(start + 3, end))
  if (!names.has(name.toLowerCase())) return null
  return { name, properties: propertiesOf(rest, ';', v1), data: unescaped(line.slice(end + 1), v1) }
}

function nameOf(info: string): { name: string; rest: string } {
  const space = info.indexOf(' ')
  return space < 0 ? { name: info, rest: '' } : { name: info.slice(0, space), rest: info.slice(space + 1) }
}

type Mapping = readonly (readonly [token: string, replacement: string])[]
const v2Data: Mapping = [
  ['\r', '%0D'],
  ['\n', '%0A'],
  ['%', '%25'],
]
const v2Property: Mapping = [...v2Data.slice(0, 2), [':', '%3A'], [',', '%2C'], ['%', '%25']]
const v1: Mapping = [[';', '%3B'], ...v2Data.slice(0, 2), [']', '%5D'], ['%', '%25']]

function unescaped(text: string, mapping: Mapping): string {
  return mapping.reduce((out, [token, replacement]) => out.replaceAll(replacement, token), text)
}

function propertiesOf(text: string, separator: string, mapping: Mapping): Map<string, string> {
  const properties = new Map<string, string>()
  for (const property of text.split(separator)) {
    // Split('=', count: 2, RemoveEmptyEntries): no key or no value, no property
    const equals = property.replace(/^=+/, '').indexOf('=')
    const trimmed = property.replace(/^=+/, '')
    if (equals > 0 && equals < trimmed.length - 1)
      properties.set(trimmed.slice(0, equals), unescaped(trimmed.slice(equals + 1), mapping))
  }
  return properties
}

function issueOf(level: Annotation['level'], { properties, data }: Command, workspace: string): Annotation {
  const kept = validateLinesAndColumns(new Map([...properties].map(([key, value]) => [keyOf(key), value])))
  const file = kept.get('file')
  if (file?.startsWith(`${workspace}/`)) kept.set('file', file.slice(workspace.length + 1))
  return { level, message: data.slice(0, maxIssueMessageLength), data: Object.fromEntries(kept) }
}

/** The dictionary of properties does not tell upper from lower case. */
function keyOf(key: string): string {
  return (
    ['file', 'line', 'endLine', 'col', 'endColumn', 'title'].find(k => k.toLowerCase() === key.toLowerCase()) ?? key
  )
}

/** IssueCommandExtension.ValidateLinesAndColumns. */
export function validateLinesAndColumns(properties: ReadonlyMap<string, string>): Map<string, string> {
  const kept = new Map(properties)
  const number = (key: string): number | null =>
    /^\s*[-+]?\d+\s*$/.test(kept.get(key) ?? '') ? Number(kept.get(key)) : null
  const drop = (...keys: string[]): void => {
    for (const key of keys) kept.delete(key)
  }
  if (number('endLine') !== null && number('line') === null) kept.set('line', kept.get('endLine')!)
  if (number('endColumn') !== null && number('col') === null) kept.set('col', kept.get('endColumn')!)
  const hasColumn = number('col') !== null || number('endColumn') !== null
  const [line, endLine, column, endColumn] = [number('line'), number('endLine'), number('col'), number('endColumn')]
  if (line === null && hasColumn) drop('col', 'endColumn')
  if (endLine !== null && kept.get('line') !== kept.get('endLine') && hasColumn) drop('col', 'endColumn')
  if (line !== null && endLine !== null && endLine < line) drop('line', 'endLine')
  if (column !== null && endColumn !== null && endColumn < column) drop('col', 'endColumn')
  return kept
}
