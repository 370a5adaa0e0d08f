import type { Effect, Held, Settled } from './effect.ts'
import type { Loader, Setting } from './setting.ts'
import type { Span } from './text.ts'

/** A place with the value that was written there. */
export interface ValuePlace {
  readonly at: Span
  readonly value: string
  /** The reason where it is refused, or beaten by more than a later line. */
  readonly why: string
}

/** What one parameter of a target ends up as. */
export interface EffectiveParameter {
  readonly parameter: string
  /** What the kernel would read back; null where that is not statically known. */
  readonly value: string | null
  /** Why it is not known; empty where it is. */
  readonly why: string
  /** The place it comes from. */
  readonly at: Span
  readonly beats: readonly ValuePlace[]
  readonly refused: readonly ValuePlace[]
}

/** A host, a tree or user-data, and what it ends up with. */
export interface EffectiveTarget {
  readonly name: string
  readonly loader: Loader
  /** In order of name. */
  readonly parameters: readonly EffectiveParameter[]
}

/** What a target is called and which course of events counts, or null for what is no host: a role, a script, a list of variables. */
function views({ target, run, boot }: Settled): { name: string; holds: Settled['run'] }[] {
  const { id, kind, format, name, alike = [], scope } = target
  if (kind === 'tree') return [{ name: id.slice('tree:'.length) || '.', holds: boot }]
  if (format === 'cloud-init')
    return [
      { name: `${scope} (first boot)`, holds: run },
      { name: `${scope} (after a reboot)`, holds: boot },
    ]
  if (name === undefined) return []
  const both = new Map([...boot, ...run])
  const changed = [...boot].some(([key, held]) => differs(held, run.get(key)))
  return [name, ...alike].flatMap(host => [
    { name: host, holds: both },
    ...(changed ? [{ name: `${host} (after a reboot)`, holds: boot }] : []),
  ])
}

function differs(a: Held, b: Held | undefined): boolean {
  if (b?.effective == null || a.effective === null) return false
  return a.effective !== b.effective || (doubtOf(a) !== undefined && doubtOf(b) === undefined)
}

/** A later setting that would change the value, if it happens. */
function doubtOf({ doubts, effective }: Held): Setting | undefined {
  return doubts.find(d => !d.known || d.value.trim() !== effective)
}

/** What each target that is a host ends up with, under the loader it was settled for. */
export function effectiveTargets(settled: readonly Settled[]): EffectiveTarget[] {
  return settled.flatMap(one => {
    const effects = byParameter(one.effects)
    return views(one).map(({ name, holds }) => {
      const found = [...effects].map(([parameter, own]) => endOf(parameter, own, holds.get(parameter)))
      const parameters = found.filter(p => p !== null).sort((a, b) => (a.parameter < b.parameter ? -1 : 1))
      return { name, loader: one.loader, parameters }
    })
  })
}

function byParameter(effects: readonly Effect[]): Map<string, Effect[]> {
  const groups = new Map<string, Effect[]>()
  for (const effect of effects) {
    const group = groups.get(effect.setting.parameter)
    if (group) group.push(effect)
    else groups.set(effect.setting.parameter, [effect])
  }
  return groups
}

/** Null where nothing of the parameter reaches the host, and nothing was refused. */
function endOf(parameter: string, effects: readonly Effect[], held: Held | undefined): EffectiveParameter | null {
  const own = effects.filter(e => e.setting.state === 'set')
  const failed = own.filter(e => e.outcome === 'refused')
  const refused = failed.map(e => place(e.setting, e.why))
  const open = own.filter(e => e.outcome === 'unknown')
  const winner = held?.setting ?? open.at(-1)?.setting ?? failed[0]?.setting
  if (!winner) return null
  const beats = own.filter(e => e.setting !== winner && e.outcome === 'overridden').map(e => place(e.setting, ''))
  for (const { key, value, why } of winner.through?.beaten ?? []) beats.push({ at: key, value, why })
  return { parameter, ...endValue(held, open, failed), at: winner.key, beats, refused }
}

/** The end of a parameter of which nothing that is written is taken. */
function refusedWords(refused: readonly Effect[]): string {
  return refused.every(effect => effect.errno === 'ENOENT')
    ? 'these kernels have no such parameter'
    : 'what is written is refused, and what was there before is not known'
}

function endValue(
  held: Held | undefined,
  open: readonly Effect[],
  refused: readonly Effect[],
): { value: string | null; why: string } {
  if (!held) return { value: null, why: open.at(-1)?.why ?? refusedWords(refused) }
  const doubt = doubtOf(held)
  if (doubt) {
    const why = doubt.conditional ?? open.find(e => e.setting === doubt)?.why
    return { value: null, why: `it may be set again: ${why || 'nothing says whether the other place is read'}` }
  }
  if (held.effective !== null) return { value: held.effective, why: '' }
  const told = open.find(e => e.setting === held.setting)?.why
  return { value: null, why: told || 'its value is not known from the files' }
}

function place({ key, value }: Setting, why: string): ValuePlace {
  return { at: key, value, why }
}
