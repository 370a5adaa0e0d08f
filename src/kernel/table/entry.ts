import type { Accepts, Parameter } from '../parameter.ts'
import { type History, release, since } from '../version.ts'

/** One line of the table; everything left out has the value that most parameters have. */
export interface Entry {
  readonly doc: string
  /** Bounds and storage, by release. */
  readonly accepts: History<Accepts>
  /** A default that never changed, or its history; left out where no value is fixed. */
  readonly default?: string | History<string | null>
  readonly unit?: string
  /** First mainline release. */
  readonly since?: string
  /** Releases of older series that it was carried to. */
  readonly stable?: readonly string[]
  /** Older series may have it from this release on. */
  readonly perhapsSince?: string
  readonly removedIn?: string
  readonly replacedBy?: readonly string[]
  /** The release from which on it does nothing. */
  readonly noEffectSince?: string
  readonly effect?: Parameter['effect']
  /** true unless said. */
  readonly netns?: boolean
  /** true unless said. */
  readonly writable?: boolean
  readonly values?: Readonly<Record<string, string>>
  /** Beside those of its group. */
  readonly sources?: readonly string[]
}

/**
 * Completes the entries of a group.
 * @param section what stands before each name: `net.ipv4.`
 * @param sources where all of them are from
 */
export function group(
  section: string,
  sources: readonly string[],
  entries: Readonly<Record<string, Entry>>,
): readonly Parameter[] {
  return Object.entries(entries).map(([name, entry]) => complete(section + name, sources, entry))
}

function complete(name: string, sources: readonly string[], entry: Entry): Parameter {
  const exists = [since(entry.since ?? null, true, ...(entry.stable ?? []))]
  if (entry.removedIn) exists.push({ since: release(entry.removedIn), stable: [], is: false })
  const { default: initial = null } = entry
  return {
    name,
    kind: entry.accepts.at(-1)!.is.kind as Parameter['kind'],
    unit: entry.unit ?? null,
    doc: entry.doc,
    netns: entry.netns ?? true,
    since: entry.since ?? null,
    removedIn: entry.removedIn ?? null,
    replacedBy: entry.replacedBy ?? [],
    effect: entry.effect ?? (entry.noEffectSince ? 'no-op' : 'active'),
    noEffectSince: entry.noEffectSince ?? null,
    writable: entry.writable ?? true,
    defaults: typeof initial === 'string' || initial === null ? [since<string | null>(null, initial)] : initial,
    accepts: entry.accepts,
    exists,
    mayExist: entry.perhapsSince ? [since(entry.perhapsSince, true)] : [],
    values: entry.values ?? null,
    sources: entry.sources ? [...sources, ...entry.sources] : sources,
  }
}
