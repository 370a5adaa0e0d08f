import type { Setting } from '../../../src/core/setting.ts'
import type { Step } from '../../../src/core/target.ts'
import { written } from '../../../src/core/text.ts'
import { readAnsible } from '../../../src/formats/ansible/read.ts'

/** A setting in one line: what is set, and what is out of the ordinary about it. */
export function showSetting(setting: Setting): string {
  const { parameter, value, known, state, conditional, onError, dash } = setting
  const notes = [
    known ? '' : 'unknown',
    state === 'absent' ? 'absent' : '',
    conditional ? `if ${conditional}` : '',
    onError === 'continues' ? '' : onError,
    dash ? 'dash' : '',
  ].filter(Boolean)
  return `${parameter.replace('net.ipv4.tcp_', '')}=${value}${notes.length ? ` (${notes.join(', ')})` : ''}`
}

/** A step in one line. */
export function showStep(step: Step): string {
  if (step.do === 'set')
    return `set ${showSetting(step.setting)} by ${step.by}${step.phase === 'once' ? '' : ' each boot'}`
  if (step.do === 'line') return `line ${step.path} ${showSetting(step.setting)}`
  if (step.do === 'load') return `load ${step.by} ${step.files}${step.conditional ? ` if ${step.conditional}` : ''}`
  const { path, append, content, origin } = step
  const marks = (content.marks ?? []).map(m => `${m.kind} ${content.text.slice(m.start, m.end).trim()}`)
  const notes = [...marks, origin.conditional ? `if ${origin.conditional}` : ''].filter(Boolean)
  return `${append ? 'append' : 'write'} ${path} ${JSON.stringify(content.text)}${notes.length ? ` (${notes.join('; ')})` : ''}`
}

/** Every step of a text read as a file of tasks, what is dropped in brackets. */
export function steps(text: string, path = 'roles/net/tasks/main.yml'): string[] {
  return readAnsible({ path, text }).targets.flatMap(target => [
    ...target.steps.map(showStep),
    ...target.dropped.map(d => `[${d.outcome}: ${showStep(d.step)}]`),
  ])
}

/** The settings of line and set steps, without loads. */
export function settings(text: string, path = 'roles/net/tasks/main.yml'): string[] {
  return readAnsible({ path, text }).targets.flatMap(target =>
    target.steps.flatMap(s => (s.do === 'line' || s.do === 'set' ? showSetting(s.setting) : [])),
  )
}

/** What stands in the file at the key and at the value of each setting. */
export function places(text: string, path = 'roles/net/tasks/main.yml'): string[] {
  return readAnsible({ path, text }).targets.flatMap(target =>
    target.steps.flatMap(s =>
      s.do === 'line' || s.do === 'set' ? `${written(s.setting.key)} | ${written(s.setting.valueAt)}` : [],
    ),
  )
}
