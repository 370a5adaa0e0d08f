import { lstatSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Finding, NewFile } from '../core/finding.ts'
import { type FixChoice, type FixedFile, type FixPlan, planFixes, touchedBy } from '../core/fix.ts'
import { openFile, openPlace, whyNot } from './open-place.ts'
import { osPath } from './path-bytes.ts'
import { clearDrafts, createFile, replaceFile, type Standing } from './replace-file.ts'

/** A file that was left as it is, and why, in words that follow its name. */
export interface Refusal {
  readonly path: string
  readonly why: string
}

/** What an earlier attempt came to. */
interface Sofar {
  readonly known: readonly Refusal[]
  readonly created: ReadonlySet<string>
}

/** What can be done. */
export interface Openable {
  readonly plan: FixPlan
  readonly refusals: readonly Refusal[]
  /** The files of the plan as they are on the disk. */
  readonly opened: ReadonlyMap<string, { readonly place: string; readonly standing: Standing }>
}

/**
 * Plans fixes of files that are still as they were read. A fix that reaches into one that may not be changed is left out as a whole.
 * @param cwd absolute, without symbolic links
 * @param toWrite whether the files have to be writable
 */
export function openForFixes(
  cwd: string,
  findings: readonly Finding[],
  choice: FixChoice,
  toWrite: boolean,
  { known, created }: Sofar = { known: [], created: new Set() },
): Openable {
  const refusals = [...known]
  for (;;) {
    const refused = new Set(refusals.map(r => r.path))
    const plan = planFixes(findings, choice, path => !refused.has(path))
    const opened = new Map<string, { place: string; standing: Standing }>()
    const before = refusals.length
    for (const { source } of plan.files) {
      const found = openFile(cwd, source.path, source.text, toWrite)
      if ('refusal' in found) refusals.push({ path: source.path, why: found.refusal })
      else opened.set(source.path, found)
    }
    for (const { path } of plan.creates) {
      const why = created.has(path) ? null : whyNoRoom(cwd, path)
      if (why !== null) refusals.push({ path, why })
    }
    if (refusals.length === before) return { plan, refusals, opened }
  }
}

export interface Applied {
  /** The findings that are done away with. */
  readonly fixed: readonly Finding[]
  readonly waiting: readonly Finding[]
  readonly changed: number
  readonly created: number
  readonly refusals: readonly Refusal[]
}

/**
 * Makes fixes on the disk: each file whole or not at all, and each fix too, but for what fails after the files were looked at. New files
 * come first, so that nothing is taken from one place before it stands in the other.
 * @param cwd absolute, without symbolic links
 */
export function applyFixes(cwd: string, findings: readonly Finding[], choice: FixChoice): Applied {
  const created = new Set<string>()
  let known: readonly Refusal[] = []
  for (;;) {
    const { plan, refusals, opened } = openForFixes(cwd, findings, choice, true, { known, created })
    const failure = plan.creates.filter(file => !created.has(file.path)).map(file => make(cwd, file, created))
    const failed = failure.filter(one => one !== null)
    if (failed.length > 0) {
      known = [...refusals, ...failed]
      continue
    }
    const late = plan.files.map(file => write(file, opened.get(file.source.path)!)).filter(one => one !== null)
    const lost = new Set(late.map(one => one.path))
    const fixed = plan.fixed.filter(({ fix }) => !touchedBy(fix!).some(path => lost.has(path)))
    return {
      fixed,
      waiting: plan.waiting,
      changed: plan.files.length - late.length,
      created: created.size,
      refusals: [...refusals, ...late],
    }
  }
}

function whyNoRoom(cwd: string, path: string): string | null {
  try {
    const way = openPlace(cwd, path)
    if ('refusal' in way) return way.refusal
    return lstatSync(osPath(way.place), { throwIfNoEntry: false }) ? 'exists already' : null
  } catch (error) {
    return whyNot(error)
  }
}

function make(cwd: string, { path, text }: NewFile, created: Set<string>): Refusal | null {
  try {
    const way = openPlace(cwd, path)
    if ('refusal' in way) return { path, why: way.refusal }
    mkdirSync(osPath(dirname(way.place)), { recursive: true })
    clearDrafts(dirname(way.place))
    createFile(way.place, Buffer.from(text))
    created.add(path)
    return null
  } catch (error) {
    return { path, why: whyNot(error) }
  }
}

function write(
  { source, text }: FixedFile,
  { place, standing }: { place: string; standing: Standing },
): Refusal | null {
  try {
    clearDrafts(dirname(place))
    if (replaceFile(place, Buffer.from(text), standing)) return null
    return { path: source.path, why: 'has changed since it was read' }
  } catch (error) {
    return { path: source.path, why: whyNot(error) }
  }
}
