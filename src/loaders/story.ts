import type { Beaten, Effect, Lasts, OutcomeName } from '../core/effect.ts'
import type { KernelRange } from '../core/kernel-range.ts'
import type { Setting } from '../core/setting.ts'
import { presence } from '../kernel/presence.ts'
import { type WriteResult, writeParameter } from '../kernel/write.ts'

/** What one course of events (the run, the next boot) made of one setting. */
export interface Told {
  readonly outcome: OutcomeName
  readonly why: string
  readonly beaten: Beaten | null
}

/** Everything that is known of one written place; the courses of events add to it. */
export interface Story {
  readonly setting: Setting
  readonly result: WriteResult
  readonly appliedBy: string
  readonly lasts: Lasts
  run: Told | null
  boot: Told | null
}

/** The kernel's word on a setting, or `unknown` where the value is. */
export function kernelResult(setting: Setting, kernel: KernelRange): WriteResult {
  if (setting.known) return writeParameter(setting.parameter, setting.value, kernel)
  // a removed or misspelt key is refused whatever the value is
  const there = presence(setting.parameter, kernel)
  if (there === 'absent' || there === 'never-existed') return writeParameter(setting.parameter, '0', kernel)
  return { outcome: 'unknown', effective: null, errno: null, why: 'its value is not known from the file' }
}

/** A place is told apart by file, offset and parameter; a glob has several parameters at one place. */
export function placeOf(setting: Setting): string {
  return `${setting.key.source.path}\0${setting.key.start}\0${setting.parameter}`
}

const weight: Record<OutcomeName, number> = { applied: 4, unknown: 3, overridden: 2, refused: 1, ignored: 0 }

/** The two courses as one: a setting counts as applied if it is what holds after the run, or after the next boot. */
export function effectOf(story: Story): Effect {
  const { setting, result, appliedBy, lasts } = story
  const told = [story.boot, story.run].filter(t => t !== null).sort((a, b) => weight[b.outcome] - weight[a.outcome])[0]
  const base = { setting, appliedBy, effective: result.effective, errno: result.errno }
  if (setting.state === 'absent')
    return { ...base, effective: null, outcome: 'applied', why: 'the line is removed', lasts, beaten: null }
  // what is never written is not refused either; a later line of the same file does not make a wrong one right
  const unwritten = told?.outcome === 'ignored' || told?.beaten?.how === 'masked' || told?.beaten?.how === 'replaced'
  if (result.outcome === 'refused' && !unwritten)
    return { ...base, outcome: 'refused', why: result.why, lasts, beaten: null }
  if (!told) return { ...base, outcome: 'ignored', why: 'no loader reads it', lasts: 'unknown', beaten: null }
  if (told.outcome !== 'applied') {
    const stays = told.outcome === 'ignored' ? 'unknown' : lasts
    return { ...base, outcome: told.outcome, why: told.why, lasts: stays, beaten: told.beaten }
  }
  if (result.outcome === 'unknown') return { ...base, outcome: 'unknown', why: result.why, lasts, beaten: null }
  const stays = story.boot?.outcome === 'applied' || lasts !== 'persistent' ? lasts : 'runtime'
  return { ...base, outcome: 'applied', why: result.why, lasts: stays, beaten: null }
}
