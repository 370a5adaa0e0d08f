import { release } from 'node:os'
import type { Held } from '../../../src/core/effect.ts'
import { effectiveTargets } from '../../../src/core/effective.ts'
import { parseKernel } from '../../../src/kernel/range.ts'
import { run } from '../../../src/run.ts'
import type { Project } from '../ansible-projects.ts'
import { before } from './parameters.ts'
import type { Real } from './real.ts'

/** Something that we call known and that came out otherwise. */
export interface Difference {
  readonly host: string
  readonly parameter: string
  /** Which of our words: what `effective` prints, what holds after the run or the boot, or an entry of `settings`. */
  readonly said: 'effective' | 'after the boot' | 'settings'
  readonly ours: string
  readonly real: string
  /** The place that we say it comes from. */
  readonly place: string
}

export interface Comparison {
  readonly differences: readonly Difference[]
  /** Values that were compared. */
  compared: number
  /** Of the parameters that are set on a host, and not under a condition: how many, and of how many the value is known. */
  sure: number
  known: number
  /** The parameters that are set and whose value we do not know: host, parameter, why. */
  readonly unknown: readonly string[]
}

/** Compares what the command would say of a project with what became of it. */
export async function compare(project: Project, folder: string, real: readonly Real[]): Promise<Comparison> {
  const kernel = parseKernel(release().split('-')[0]!, 250)
  if ('error' in kernel) throw new Error(kernel.error)
  const report = await run({ cwd: folder, paths: [], exclude: [], kernel, loader: 'systemd', judge: true })
  const differences: Difference[] = []
  const unknown: string[] = []
  const total = { compared: 0, sure: 0, known: 0 }
  for (const [i, job] of project.jobs.entries()) {
    const { run: ran, boot: booted } = real[i]!
    const settled = report.targets.filter(
      ({ target }) => target.format === 'ansible' && [target.name, ...(target.alike ?? [])].includes(job.target),
    )
    if (settled.length > 1) throw new Error(`${project.seed}: ${settled.length} targets for ${job.target}`)
    const host = job.target
    const check = (said: Difference['said'], parameter: string, ours: string, truth: string, place: string): void => {
      total.compared++
      if (!agrees(ours, truth, parameter)) differences.push({ host, parameter, said, ours, real: truth, place })
    }
    const known = new Set<string>()
    const why = new Map<string, string>()
    for (const one of settled) {
      const [now, later] = effectiveTargets([{ ...one, target: { ...one.target, name: job.target, alike: [] } }])
      for (const [target, isLater] of [[now, false] as const, [later, true] as const])
        for (const { parameter, value, at, why: reason } of target?.parameters ?? []) {
          if (!(parameter in before)) continue
          if (value === null) {
            if (!isLater) why.set(parameter, reason)
            continue
          }
          known.add(parameter)
          const truth = isLater || !one.run.has(parameter) ? booted[parameter]! : ran[parameter]!
          check('effective', parameter, value, truth, `${at.source.path}:${at.start}`)
        }
      for (const [parameter, held] of one.boot) {
        const value = certain(held)
        const { source, start } = held.setting.key
        if (value !== null && parameter in before)
          check('after the boot', parameter, value, booted[parameter]!, `${source.path}:${start}`)
      }
    }
    for (const [parameter, old] of Object.entries(before)) {
      if (project.conditional.has(parameter)) continue
      if (ran[parameter] === old && booted[parameter] === old) continue
      total.sure++
      if (known.has(parameter)) total.known++
      else unknown.push(`${host} ${parameter}: ${why.get(parameter) ?? 'not listed'}`)
    }
  }
  for (const { setting, outcome, effective } of report.settings) {
    if (outcome !== 'applied' || effective === null || !(setting.parameter in before)) continue
    const ends = real.flatMap(one => [one.run[setting.parameter]!, one.boot[setting.parameter]!])
    total.compared++
    if (ends.some(end => agrees(effective, end, setting.parameter))) continue
    const { source, start } = setting.key
    const place = `${source.path}:${start}`
    const told = { said: 'settings' as const, ours: effective, real: [...new Set(ends)].join(' or ') }
    differences.push({ host: 'any host', parameter: setting.parameter, ...told, place })
  }
  return { differences, ...total, unknown }
}

/** What holds, if nothing that may come later could change it. */
function certain({ effective, doubts }: Held): string | null {
  const doubt = doubts.some(one => !one.known || one.value.trim() !== effective)
  return doubt ? null : effective
}

/** `*` stands for a number that stays what it was. */
function agrees(ours: string, real: string, parameter: string): boolean {
  const old = before[parameter]!.split(' ')
  const whole = ours
    .split(' ')
    .map((number, i) => (number === '*' ? (old[i] ?? number) : number))
    .join(' ')
  return whole === real
}
