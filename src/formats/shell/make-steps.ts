import type { Origin, Setting } from '../../core/setting.ts'
import type { LoadStep, Step, WriteStep } from '../../core/target.ts'
import { isVerbatim, markAt, type Span, spanOf, type Text } from '../../core/text.ts'
import { defaultKernel } from '../../kernel/range.ts'
import { presence, writeParameter } from '../../kernel/write.ts'
import { isInScope } from '../../loaders/content-items.ts'
import { canonicalKey } from '../../loaders/sysctl-key.ts'
import { mayBeginParameter, unnamedSetting } from '../../loaders/unnamed.ts'
import { type Made, onError, type Shell } from './shell-state.ts'
import type { Where } from './where.ts'

/** A stretch of a text. */
export interface Stretch {
  readonly text: Text
  readonly start: number
  readonly end: number
}

/** isspace() of the C locale, which procps strips with. */
const blank = /[ \t\n\v\f\r]/

/** A stretch without the blanks around it. */
export function trimmed(text: Text, start: number, end: number): Stretch {
  let [from, to] = [start, end]
  while (from < to && blank.test(text.text[from]!)) from++
  while (to > from && blank.test(text.text[to - 1]!)) to--
  return { text, start: from, end: to }
}

/**
 * Adds a write of the kernel parameter that `name` means, if it is one that we look at and its name is known. False if current
 * kernels refuse it.
 */
export function makeSet(
  shell: Shell,
  where: Where,
  name: string,
  key: Stretch,
  value: Stretch,
  by: string,
  guarded = false,
): boolean {
  const setting = settingOf(shell, where, name, key, value) ?? openSetting(shell, where, key)
  if (!setting) return true
  const made = guarded ? { ...setting, onError: 'guarded' as const } : setting
  const { dropped } = keep(shell, where, { do: 'set', setting: made, by, phase: shell.reading.options.phase })
  if (!isRefused(setting)) return true
  const ends = made.onError === 'stops' && (shell.errexit || where.failure === 'stops')
  if (ends && dropped === null && made.conditional === null)
    shell.perhaps ??= { by: 'exit', why: `setting ${setting.parameter} fails on current kernels and ends the script` }
  return guarded
}

function isRefused({ parameter, value, known }: Setting): boolean {
  if (parameter === '') return false
  if (known) {
    const { outcome, errno } = writeParameter(parameter, value, defaultKernel)
    return outcome === 'refused' || errno !== null
  }
  return ['absent', 'never-existed'].includes(presence(parameter, defaultKernel))
}

/** A key's line in a file that an editing command puts there; nothing says which lines the file had before. */
export function makeLine(
  shell: Shell,
  where: Where,
  path: string | null,
  at: Span,
  key: Stretch,
  value: Stretch,
): void {
  const setting = settingOf(shell, where, key.text.text.slice(key.start, key.end), key, value)
  if (!setting) return
  const line = { ...setting, known: false, literal: false }
  const { phase } = shell.reading.options
  const name = key.text.text.slice(key.start, key.end)
  keep(shell, where, { do: 'line', path, at, key: name, setting: line, keepsFirst: false, phase })
}

/** Adds a file's content; `name` is how the script calls the file. */
export function makeWrite(
  shell: Shell,
  where: Where,
  name: string,
  write: Pick<WriteStep, 'path' | 'at' | 'append' | 'content'>,
): void {
  const origin = originAt(shell, where, null)
  const made = keep(shell, where, { do: 'write', ...write, origin, phase: shell.reading.options.phase })
  const { written } = shell.reading
  const before = written.get(name)
  if (before) before.push(made)
  else written.set(name, [made])
}

/** Adds a loading of files that takes effect now. */
export function makeLoad(
  shell: Shell,
  where: Where,
  by: LoadStep['by'],
  files: LoadStep['files'],
  unless: string | null = null,
): void {
  if (files.length === 0) return
  const { conditional } = originAt(shell, where, null)
  keep(shell, where, { do: 'load', by, files, conditional: conditional ?? unless, phase: shell.reading.options.phase })
}

function settingOf(shell: Shell, where: Where, name: string, key: Stretch, value: Stretch): Setting | null {
  if (markAt(key.text, key.start, key.end, 'unknown')) return null
  const parameter = canonicalKey(name)
  if (!isInScope(parameter)) return null
  const maybe =
    markAt(value.text, value.start, value.end, 'conditional') ?? markAt(key.text, key.start, key.end, 'conditional')
  const known = markAt(value.text, value.start, value.end, 'unknown') === null
  const origin = originAt(shell, where, parameter)
  return {
    parameter,
    value: value.text.text.slice(value.start, value.end),
    known,
    state: 'set',
    key: spanOf(key.text, key.start, key.end),
    valueAt: spanOf(value.text, value.start, value.end),
    literal: known && isVerbatim(value.text, value.start, value.end),
    dash: false,
    ...origin,
    conditional: origin.conditional ?? maybe?.why ?? null,
  }
}

/** A write of which only a run can tell the parameter; null where the key begins like none of interest, or is no such write. */
function openSetting(shell: Shell, where: Where, key: Stretch): Setting | null {
  const { text, start, end } = key
  const mark = markAt(text, start, end, 'unknown')
  if (!mark || !mayBeginParameter(text.text.slice(start, Math.max(start, mark.start)))) return null
  return unnamedSetting(text, key, originAt(shell, where, null))
}

/** A test for another parameter's file says nothing of this one. */
function originAt(shell: Shell, where: Where, parameter: string | null): Origin {
  const { format, within } = shell.reading.origin
  const other = [...where.tested, ...shell.tested].find(
    path => canonicalKey(path.slice('/proc/sys/'.length)) !== parameter,
  )
  const tested = other === undefined ? null : `inside a test for ${other}`
  return {
    format,
    within,
    conditional: where.conditional ?? shell.perhaps?.why ?? tested,
    onError: onError(shell, where),
  }
}

function keep(shell: Shell, where: Where, step: Step): Made {
  const why = where.never ?? shell.ended?.why ?? null
  const made: Made = { step, dropped: why === null ? null : { outcome: 'ignored', why }, takenBack: false }
  shell.reading.made.push(made)
  return made
}
