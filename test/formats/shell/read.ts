import type { ReadProblem, Step } from '../../../src/core/target.ts'
import { textOf, written } from '../../../src/core/text.ts'
import { readShell, type ShellOptions } from '../../../src/formats/shell/read-shell.ts'

/** A script of its own, run once by dash unless said otherwise. */
export const options: ShellOptions = {
  origin: { format: 'shell', within: [], conditional: null, onError: 'continues' },
  phase: 'once',
  dialect: 'sh',
}

export function read(script: string, changed: Partial<ShellOptions> = {}) {
  return readShell(textOf({ path: 'tune.sh', text: script }), { ...options, ...changed })
}

/** Each step on a line, as short as can be: what differs from a plain setting follows it. */
export function said(script: string, changed: Partial<ShellOptions> = {}): string[] {
  const { steps, dropped } = read(script, changed)
  return [...steps.map(line), ...dropped.map(d => `never (${d.why}): ${line(d.step)}`)]
}

export function line(step: Step): string {
  const notes: string[] = []
  const note = (text: string | null | undefined | false): void => void (text && notes.push(text))
  let text: string
  if (step.do === 'load') {
    note(step.conditional)
    text = `load ${step.by} ${step.files === 'system' ? 'system' : step.files.join(' ')}`
  } else if (step.do === 'write') {
    note(step.origin.conditional)
    note(step.origin.onError !== 'continues' && step.origin.onError)
    text = `${step.append ? 'append to' : 'write'} ${step.path} ${JSON.stringify(step.content.text)}`
  } else {
    const { parameter, value, known, conditional, onError } = step.setting
    note(!known && 'unknown')
    note(conditional)
    note(onError !== 'continues' && onError)
    text = `${step.do === 'line' ? `line in ${step.path}: ` : ''}${parameter.replace('net.ipv4.tcp_', '')}=${value}`
  }
  return notes.length ? `${text} [${notes.join('; ')}]` : text
}

export function problemLines(problems: readonly ReadProblem[]): string[] {
  return problems.map(p => `${p.rule} at ${JSON.stringify(written(p.problem.at))}: ${p.problem.message}`)
}
