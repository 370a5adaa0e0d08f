import type { Origin } from '../../core/setting.ts'
import type { Dropped, Phase, Step } from '../../core/target.ts'
import { type Span, spanOf, type Text } from '../../core/text.ts'
import { indexMarks, textBuilder } from '../../syntax/text-builder.ts'
import { readShell, type ShellOptions, type ShellReading } from '../shell/read-shell.ts'
import type { Context } from './context.ts'
import { showStep } from './template-mask.ts'
import type { WrittenScript } from './written-file.ts'

/** What a script does, and what of it never happens. */
export interface Done {
  readonly steps: readonly Step[]
  readonly dropped: readonly Dropped[]
}

/** Reads scripts, and follows the calls of scripts that the same user-data writes. */
export interface Runner {
  run(commands: Text, options: ShellOptions): Done
  /** What is left when all commands have been read: scripts that the host runs by itself, and those that nothing runs. */
  rest(): Done
}

/**
 * A call of a written script is read as the load of a file that cannot exist, which keeps its place among the steps and what it
 * depends on, and is then exchanged for what the script does.
 */
const placeholder = '/.cloud-init/script/'

/** The command words that only hand a script to a shell. */
const call =
  /^(?:sudo (?:-[A-Za-z]+ )*)?(?:(?:(?:\/usr)?\/bin\/)?(?:ba|da)?sh (?:-[a-z]+ )*|source |\. |exec )?(\/[^\s;&|<>()]+)/

/** @param scripts the scripts that write_files writes; of equal paths the last */
export function createRunner(scripts: readonly WrittenScript[], context: Context): Runner {
  const byPath = new Map(scripts.map(script => [script.path, script]))
  const called = new Set<WrittenScript>()
  const enabled = new Set<string>()

  const run = (commands: Text, options: ShellOptions): Done => {
    const numbers: WrittenScript[] = []
    const text = byPath.size === 0 ? commands : withPlaceholders(commands, byPath, numbers)
    if (byPath.size > 0) for (const unit of enabledUnits(commands.text)) enabled.add(unit)
    return exchange(readCommands(text, options, context), step => {
      const script = scriptOf(step, numbers)
      if (!script) return null
      if (called.has(script)) return { steps: [], dropped: [] }
      called.add(script)
      const { conditional, phase } = step as Step & { do: 'load' }
      return run(script.commands, scriptOptions(script, phase, conditional ?? options.origin.conditional))
    })
  }

  const left = (script: WrittenScript): Done => {
    const { boot, path } = script
    if (!boot) return run(script.commands, scriptOptions(script, 'once', `nothing here plainly runs ${path}`))
    const { unit } = boot
    const runs = unit === null || enabled.has(unit) || enabled.has(unit.replace(/\.service$/, ''))
    const why = boot.conditional ?? (runs ? null : `nothing here enables ${unit}`)
    return run(script.commands, scriptOptions(script, boot.phase, why))
  }

  return {
    run,
    rest: () => join([...byPath.values()].flatMap(script => (called.has(script) ? [] : [left(script)]))),
  }
}

/** Reads commands of a shell; template syntax that was hidden comes back. */
export function readCommands(commands: Text, options: ShellOptions, context: Context): Done {
  if (!affords(commands.text.length, spanOf(commands, 0, 1), context)) return { steps: [], dropped: [] }
  return shown(readShell(commands, options), context)
}

/** Whether commands may be read within the bounds; the first that may not are said. */
export function affords(length: number, at: Span, context: Context): boolean {
  const affordable = context.budget.takeScript(length)
  if (!affordable && context.budget.firstRefusal()) {
    const message = `${context.name} holds more commands than are read (1 MiB a script, 4 MiB a file), so what is left is not checked`
    context.complain('syntax', message, at)
  }
  return affordable
}

/** What a reader of commands found, its problems said and hidden template syntax brought back. */
export function shown(reading: ShellReading, context: Context): Done {
  for (const { rule, problem } of reading.problems)
    if (context.templating === 'none' || rule !== 'syntax') context.pass({ rule, problem })
  return {
    steps: reading.steps.flatMap(step => showStep(step) ?? []),
    dropped: reading.dropped.flatMap(d => {
      const step = showStep(d.step)
      return step ? [{ ...d, step }] : []
    }),
  }
}

/** Several as one, in order. */
export function join(all: readonly Done[]): Done {
  return { steps: all.flatMap(d => d.steps), dropped: all.flatMap(d => d.dropped) }
}

function scriptOptions({ origin, dialect }: WrittenScript, phase: Phase, conditional: string | null): ShellOptions {
  const own: Origin = { ...origin, conditional: origin.conditional ?? conditional }
  return { origin: own, phase, dialect }
}

function scriptOf(step: Step, numbers: readonly WrittenScript[]): WrittenScript | null {
  if (step.do !== 'load' || step.files === 'system') return null
  const [file] = step.files
  return file?.startsWith(placeholder) ? (numbers[Number(file.slice(placeholder.length))] ?? null) : null
}

function exchange(done: Done, exchanged: (step: Step) => Done | null): Done {
  const steps: Step[] = []
  const dropped: Dropped[] = []
  for (const step of done.steps) {
    const other = exchanged(step)
    for (const one of other ? other.steps : [step]) steps.push(one)
    for (const one of other?.dropped ?? []) dropped.push(one)
  }
  for (const drop of done.dropped) {
    const other = exchanged(drop.step)
    for (const step of other ? other.steps : [drop.step]) dropped.push({ ...drop, step })
  }
  return { steps, dropped }
}

/**
 * The commands with the first plain call of each written script exchanged for the load of a placeholder. Plain is a call that is
 * alone on its line, or between `&&`, `||` and `;` on a line without quotes.
 */
function withPlaceholders(commands: Text, scripts: ReadonlyMap<string, WrittenScript>, numbers: WrittenScript[]): Text {
  const { text } = commands
  const builder = textBuilder(indexMarks(commands))
  let at = 0
  for (const { start, end } of simpleCommands(text)) {
    const words = text
      .slice(start, Math.min(end, start + 500))
      .trim()
      .replace(/['"]/g, '')
      .replace(/[ \t]+/g, ' ')
    const script = scripts.get(call.exec(words)?.[1] ?? '')
    if (!script || numbers.includes(script)) continue
    builder.take(at, start)
    builder.put(` sysctl -p ${placeholder}${numbers.push(script) - 1} `, start, end)
    at = end
  }
  if (at === 0) return commands
  builder.take(at, text.length)
  return builder.build()
}

function* simpleCommands(text: string): Iterable<{ start: number; end: number }> {
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const line = text.slice(start, end)
    let from = start
    if (!/['"`#]/.test(line))
      for (const { index, 0: operator } of line.matchAll(/&&|\|\||;/g)) {
        yield { start: from, end: start + index }
        from = start + index + operator.length
      }
    yield { start: from, end }
    start = end + 1
  }
}

/** The names on lines by which systemd starts units or enables them. */
function enabledUnits(commands: string): string[] {
  const lines = commands
    .split('\n')
    .filter(line => line.includes('systemctl') && /\b(enable|reenable|start|restart)\b/.test(line))
  return lines.flatMap(line => line.split(/[\s'";&|]+/)).filter(word => word !== '')
}
