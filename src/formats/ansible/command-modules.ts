import type { Phase } from '../../core/target.ts'
import { markText, type Text } from '../../core/text.ts'
import { hideTemplate, showStep, type TemplatePiece } from '../cloud-init/template-mask.ts'
import { readArgv, readShell, type ShellReading } from '../shell/read-shell.ts'
import { mayMatter } from './acting.ts'
import { type Context, emit, originOf, spend } from './context.ts'
import type { ModuleCall } from './module-call.ts'
import { optionText } from './option-text.ts'
import { render, renderTemplate } from './render.ts'
import { splitWords } from './split-words.ts'
import { itemsOf } from './yaml-fields.ts'

/** Modules that run commands; what the commands set is the shell reader's to tell. */
export function runCommandModule(call: ModuleCall, context: Context): void {
  if (call.module === 'cron') {
    runCron(call, context)
    return
  }
  if (context.following && call.command && !mayMatter.test(call.command.text)) return
  const own = call.command ? commandText(call.command, context) : optionText(call, context, 'cmd', '_raw_params')
  if (call.module === 'shell' || call.module === 'raw') {
    if (own) runScript(own, isBash(call) ? 'bash' : 'sh', 'once', context)
    return
  }
  const argv = call.option('argv')
  // no shell reads it: redirections and pipes are words like any other
  const words = argv ? itemsOf(argv).map(n => render(n, context.scope)) : own && splitWords(hide(own))
  if (words) told(readArgv(words.filter(w => w !== null).map(hide), optionsOf('sh', 'once', context)), context)
}

function commandText(text: Text, context: Context): Text | null {
  return spend(context.file, text.text.length) ? renderTemplate(text, context.scope) : null
}

function isBash(call: ModuleCall): boolean {
  const executable = call.option('executable')
  return executable?.kind === 'scalar' && /bash$/.test(executable.printed)
}

/** Jobs that run as the machine starts; others run at some hour, and are not followed. */
function runCron(call: ModuleCall, context: Context): void {
  const job = optionText(call, context, 'job')
  const time = optionText(call, context, 'special_time')
  if (job && time?.text === 'reboot') runScript(job, 'sh', 'each-boot', context)
}

function runScript(text: Text, dialect: 'sh' | 'bash', phase: Phase, context: Context): void {
  told(readShell(hide(text), optionsOf(dialect, phase, context)), context)
}

function optionsOf(dialect: 'sh' | 'bash', phase: Phase, context: Context) {
  return { origin: originOf(context), phase, dialect }
}

/** What Jinja fills in is no word of the shell's, whatever quotes and bars stand in it. */
function hide(text: Text): Text {
  const marks = text.marks ?? []
  if (marks.length === 0) return text
  const pieces: TemplatePiece[] = marks
    .filter(m => m.kind === 'unknown')
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => ({ start, end, kind: text.text.startsWith('{{', start) ? 'expression' : 'tag' }))
  return hideTemplate(
    markText(text, []),
    pieces,
    marks.filter(m => m.kind === 'conditional'),
  )
}

function told({ steps, dropped, problems }: ShellReading, context: Context): void {
  for (const step of steps) {
    const shown = showStep(step)
    if (shown) emit(context, shown)
  }
  for (const entry of dropped) {
    const step = showStep(entry.step)
    if (step) context.run.dropped.push({ ...entry, step })
  }
  for (const problem of problems) if (problem.rule !== 'syntax') context.file.problems.push(problem)
}
