import type { Finding } from './finding.ts'

/** A finding that was there when the baseline was written: told by what it is about, not by its line. */
export interface BaselineEntry {
  readonly rule: string
  /** Relative to the working directory, with `/`. */
  readonly file: string
  readonly parameter: string | null
  /** As reports show it: never a secret. */
  readonly value: string | null
  /** How many such findings the file had. */
  readonly count: number
}

export interface Baseline {
  readonly entries: readonly BaselineEntry[]
}

/** A finding's value as reports show it. */
export type ShownValue = (finding: Finding) => string | null

/** Findings of a run as a baseline, in order of file, rule, parameter and value. Those set aside by comments need none. */
export function baselineOf(findings: readonly Finding[], shown: ShownValue): Baseline {
  const counts = new Map<string, BaselineEntry>()
  for (const finding of findings) {
    if (finding.suppressed?.kind === 'inline') continue
    const entry = entryOf(finding, shown)
    const key = keyOf(entry)
    counts.set(key, { ...entry, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return { entries: [...counts.values()].sort(byFile) }
}

/** A baseline as its file holds it: one entry a line, so that it merges well. */
export function baselineText({ entries }: Baseline): string {
  const lines = entries.map(({ rule, file, parameter, value, count }) => {
    return `    ${JSON.stringify({ file, rule, parameter, value, count })}`
  })
  return `{\n  "version": 1,\n  "findings": [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}]\n}\n`
}

/** More entries than that are no baseline but a flood. */
const mostEntries = 200_000

/** Reads what a baseline's file holds. The file may be anybody's: anything else than a baseline gives one sentence. */
export function parseBaseline(text: string): Baseline | { readonly error: string } {
  let whole: unknown
  try {
    whole = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return { error: 'is no JSON; --write-baseline makes a new one' }
  }
  if (!isObject(whole) || whole['version'] !== 1)
    return { error: 'is no baseline of version 1; --write-baseline makes a new one' }
  const list = whole['findings']
  if (!Array.isArray(list) || list.length > mostEntries)
    return { error: 'has no list of findings; --write-baseline makes a new one' }
  const entries: BaselineEntry[] = []
  for (const [index, one] of list.entries()) {
    const entry = isObject(one) ? readEntry(one) : null
    if (!entry) return { error: `has an entry that is none (findings[${index}]); --write-baseline makes a new one` }
    entries.push(entry)
  }
  return { entries }
}

function readEntry({ file, rule, parameter, value, count }: Record<string, unknown>): BaselineEntry | null {
  const isText = (one: unknown): one is string => typeof one === 'string' && one.length <= 10_000
  if (!isText(file) || !isText(rule) || !(parameter === null || isText(parameter))) return null
  if (!(value === null || isText(value)) || !Number.isSafeInteger(count) || (count as number) < 1) return null
  return { file, rule, parameter, value, count: count as number }
}

export interface Applied {
  readonly findings: readonly Finding[]
  /** Entries that match fewer findings than they stand for, with what is left over as their count. */
  readonly stale: readonly BaselineEntry[]
}

/**
 * Sets aside the findings that the baseline knows, each entry as often as it counts, the first ones of a file first.
 * @param renamed old path → new path
 */
export function applyBaseline(
  findings: readonly Finding[],
  { entries }: Baseline,
  shown: ShownValue,
  renamed: ReadonlyMap<string, string> = new Map(),
): Applied {
  const left = new Map<string, { entry: BaselineEntry; count: number }>()
  for (const entry of entries) {
    const key = keyOf({ ...entry, file: renamed.get(entry.file) ?? entry.file })
    left.set(key, { entry, count: entry.count + (left.get(key)?.count ?? 0) })
  }
  const marked = findings.map(finding => {
    if (finding.suppressed) return finding
    const known = left.get(keyOf(entryOf(finding, shown)))
    if (!known || known.count === 0) return finding
    known.count--
    return { ...finding, suppressed: { kind: 'baseline', reason: '' } as const }
  })
  const stale = [...left.values()].filter(one => one.count > 0)
  return { findings: marked, stale: stale.map(({ entry, count }) => ({ ...entry, count })) }
}

/** The baseline without what matches nothing any more, renamed files under their new names. */
export function prunedBaseline(
  findings: readonly Finding[],
  baseline: Baseline,
  shown: ShownValue,
  renamed: ReadonlyMap<string, string>,
): Baseline {
  const { findings: marked } = applyBaseline(findings, baseline, shown, renamed)
  return baselineOf(
    marked.filter(f => f.suppressed?.kind === 'baseline'),
    shown,
  )
}

function entryOf(finding: Finding, shown: ShownValue): BaselineEntry {
  const { rule, at, parameter } = finding
  return { rule, file: at.source.path, parameter: parameter ?? null, value: shown(finding), count: 1 }
}

function keyOf({ rule, file, parameter, value }: BaselineEntry): string {
  return JSON.stringify([rule, file, parameter, value])
}

function byFile(a: BaselineEntry, b: BaselineEntry): number {
  const [x, y] = [
    JSON.stringify([a.file, a.rule, a.parameter, a.value]),
    JSON.stringify([b.file, b.rule, b.parameter, b.value]),
  ]
  return x < y ? -1 : 1
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
