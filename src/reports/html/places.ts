import type { Effect } from '../../core/effect.ts'
import { compareSeverity, type Severity } from '../../core/finding.ts'
import type { Source } from '../../core/text.ts'
import { collapseBlanks } from '../collapse-blanks.ts'
import type { Item, Shown } from './items.ts'

/** How a setting stands: by its worst open finding; set aside; not decided by the files; fine. */
export type Standing = Severity | 'aside' | 'undecided' | 'fine'

/** Worst first. */
export const standings = ['error', 'warning', 'notice', 'undecided', 'aside', 'fine'] as const

/** A place where a parameter is set, as the page shows it. All its texts are from outside. */
export interface PlaceOfSetting {
  readonly parameter: string
  /** As it is written, blanks collapsed, a secret hidden. */
  readonly value: string
  /** What the kernel would read back; null where that is not known. */
  readonly effective: string | null
  readonly state: 'set' | 'absent'
  readonly outcome: Effect['outcome']
  readonly why: string
  readonly lasts: Effect['lasts']
  readonly file: string
  readonly line: number
  readonly standing: Standing
  /** The findings about it, worst first. */
  readonly findings: readonly Item[]
}

/** Findings at one place that are looked at; all that stands in one base64 text has the same place. */
const mostAbout = 200

/** Every place where something is set, in the order of the report, with the findings about it. */
export function placesOf(
  settings: readonly Effect[],
  items: readonly Item[],
  { locate, redactor }: Shown,
): PlaceOfSetting[] {
  const about = findingsByPlace(items)
  return settings.map(effect => {
    const { setting, outcome, effective, why, lasts } = effect
    const findings = about(effect).toSorted((a, b) => compareSeverity(a.severity, b.severity))
    return {
      parameter: setting.parameter,
      value: collapseBlanks(redactor.value(setting.parameter, setting.value)),
      effective: effective === null ? null : redactor.value(setting.parameter, effective),
      state: setting.state,
      outcome,
      why: redactor.text(why),
      lasts,
      file: setting.key.source.path,
      line: locate(setting.key).line,
      standing: standingOf(effect, findings),
      findings,
    }
  })
}

function standingOf({ outcome }: Effect, findings: readonly Item[]): Standing {
  const open = findings.find(item => item.state !== 'aside')
  if (open) return open.severity
  if (findings.length > 0) return 'aside'
  return outcome === 'unknown' ? 'undecided' : 'fine'
}

/** Looks up the findings that touch a setting, from its key to its value, and speak of its parameter if of any. */
function findingsByPlace(items: readonly Item[]): (effect: Effect) => Item[] {
  const files = new Map<Source, Item[]>()
  for (const item of items) {
    if (!item.at) continue
    const group = files.get(item.at.source)
    if (group) group.push(item)
    else files.set(item.at.source, [item])
  }
  for (const group of files.values()) group.sort((a, b) => a.at!.start - b.at!.start)
  return ({ setting: { parameter, key, valueAt } }) => {
    const group = files.get(key.source) ?? []
    const from = Math.min(key.start, valueAt.start)
    const to = Math.max(key.end, valueAt.end)
    const first = firstFrom(group, from)
    // Findings about a setting begin at its key or its value.
    let end = first
    while (end < group.length && end < first + mostAbout && group[end]!.at!.start < to) end++
    return group.slice(first, end).filter(item => item.parameter === null || item.parameter === parameter)
  }
}

function firstFrom(items: readonly Item[], offset: number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (items[middle]!.at!.start < offset) low = middle + 1
    else high = middle
  }
  return low
}
