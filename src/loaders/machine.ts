import type { Beaten, Held } from '../core/effect.ts'
import type { Loader, Setting } from '../core/setting.ts'
import type { SetStep } from '../core/target.ts'
import type { Item, Write } from './item.ts'
import { type Lost, planWrites } from './plan-writes.ts'
import type { Story } from './story.ts'

/** One course of events on a host: which write to each parameter stands at the moment. */
export interface Machine {
  readonly course: 'run' | 'boot'
  readonly holds: Map<string, Standing>
  /** parameter → what may have taken its place since, for all that is known */
  readonly doubts: Map<string, Setting[]>
  /** How many writes there were, and the last of which only a run can tell the parameter: all that stands since before is in doubt. */
  readonly tally: { writes: number; unnamed: { readonly setting: Setting; readonly order: number } | null }
  readonly storyOf: (setting: Setting, file: string | null, set?: SetStep) => Story
}

/** The write that stands. `effective`: with the numbers it has kept from the one before. */
export interface Standing {
  readonly story: Story
  readonly file: string | null
  readonly effective: string | null
  /** Grows from write to write. */
  readonly order: number
}

/** A machine on which nothing has happened yet. */
export function createMachine(course: Machine['course'], storyOf: Machine['storyOf']): Machine {
  return { course, holds: new Map(), doubts: new Map(), tally: { writes: 0, unnamed: null }, storyOf }
}

/** What holds in the end. */
export function heldBy(machine: Machine): ReadonlyMap<string, Held> {
  const ends = [...machine.holds].map(([name, { story, effective }]) => {
    return [name, { effective, setting: story.setting, doubts: doubtsOf(machine, name) }] as const
  })
  return new Map(ends)
}

/** What may have taken the place of what holds. */
export function doubtsOf({ holds, doubts, tally }: Machine, parameter: string): readonly Setting[] {
  const own = doubts.get(parameter) ?? []
  const standing = holds.get(parameter)
  if (!tally.unnamed || !standing || standing.order > tally.unnamed.order) return own
  return [...own, { ...tally.unnamed.setting, parameter }]
}

/** Something is written of which only a run can tell the parameter. */
export function writeUnnamed({ tally }: Machine, setting: Setting): void {
  tally.unnamed = { setting, order: tally.writes }
}

/**
 * A loader reads these lines (of one or more files, in its order) and writes them.
 * @param conditional why the loader itself may not run, in words
 */
export function load(
  machine: Machine,
  items: readonly Item[],
  loader: Loader,
  conditional: string | null = null,
): void {
  const { writes, lost, unnamed } = planWrites(items, loader)
  if (conditional !== null) {
    for (const { setting, file } of writes) tellSometimes(machine, machine.storyOf(setting, file), conditional)
    if (unnamed) writeUnnamed(machine, unnamed.setting)
    return
  }
  for (const one of lost) tellLost(machine, one)
  for (const [i, write] of writes.entries()) {
    if (i === unnamed?.after) writeUnnamed(machine, unnamed.setting)
    writeNow(machine, write)
  }
  if (unnamed && unnamed.after === writes.length) writeUnnamed(machine, unnamed.setting)
}

/** One write to the running kernel, by a loader or by a step of its own. */
export function writeNow(machine: Machine, { setting, file }: Write, set?: SetStep): void {
  const story = machine.storyOf(setting, file, set)
  if (setting.state === 'absent' || story.result.outcome === 'refused') return
  if (setting.conditional !== null) {
    tellSometimes(machine, story, setting.conditional)
    return
  }
  story[machine.course] = { outcome: 'applied', why: '', beaten: null }
  const before = machine.holds.get(setting.parameter)
  if (before && before.story !== story && replacesAll(story)) {
    const how = before.file === null || file === null ? 'runtime' : before.file === file ? 'same-file' : 'later-file'
    tellBeaten(machine, before.story, { winner: story.setting, how })
  }
  const isWhole = replacesAll(story) || !before
  if (isWhole) machine.doubts.delete(setting.parameter)
  const order = isWhole ? ++machine.tally.writes : before.order
  const effective = filled(story.result.effective, before?.effective)
  machine.holds.set(setting.parameter, { story, file, effective, order })
}

/** `8192 * *` with the numbers that were there. */
function filled(effective: string | null, before: string | null | undefined): string | null {
  if (!effective?.includes('*') || before === undefined) return effective
  const kept = before?.split(' ')
  return kept
    ? effective
        .split(' ')
        .map((number, i) => (number === '*' ? (kept[i] ?? '*') : number))
        .join(' ')
    : null
}

function tellSometimes(machine: Machine, story: Story, why: string): void {
  story[machine.course] ??= { outcome: 'unknown', why: `it may not happen: ${why}`, beaten: null }
  const { state } = story.setting
  if (state !== 'absent' && story.result.outcome !== 'refused') doubt(machine, story.setting)
}

/** Notes that a setting may take the place of what holds. */
export function doubt({ doubts }: Machine, setting: Setting): void {
  const known = doubts.get(setting.parameter)
  if (!known) doubts.set(setting.parameter, [setting])
  else if (known.at(-1) !== setting) known.push(setting)
}

/** A kernel that may refuse the value, or a vector of fewer numbers, leaves (a part of) what was there. */
function replacesAll({ setting, result }: Story): boolean {
  return !setting.known || (result.outcome === 'applied' && !result.effective.includes('*'))
}

function tellLost(machine: Machine, { setting, by, file, how, rewriter }: Lost): void {
  const story = machine.storyOf(setting, file)
  if (by) {
    const winner = machine.storyOf(by.setting, by.file).setting
    const beaten = { winner, how: how ?? (by.file === file ? 'same-file' : 'later-file') } as const
    tellBeaten(machine, story, rewriter ? { ...beaten, rewriter } : beaten)
  } else
    story[machine.course] = { outcome: 'ignored', why: 'a later line with - and no value takes it out', beaten: null }
}

const words: Record<Beaten['how'], string> = {
  'same-file': 'a later line of the same file sets it again',
  'later-file': 'a file that is loaded later sets it again',
  masked: 'a file of the same name in a directory that goes first hides this one',
  replaced: 'the file is written anew afterwards',
  rewritten: "the file is written anew afterwards by Ansible's sysctl module, which keeps the first line of each key",
  runtime: 'it is set again afterwards',
  'duplicate-key': 'the same key stands again further down, and the last one counts',
}

/** Notes that something else takes the place of a setting. */
export function tellBeaten(machine: Machine, story: Story, beaten: Beaten): void {
  story[machine.course] = { outcome: 'overridden', why: words[beaten.how], beaten }
}
