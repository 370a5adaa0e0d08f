import type { Comparison } from '../organisation/compare.ts'
import type { OrganisationReport } from '../organisation/merge.ts'
import { summaryOf } from '../organisation/tally.ts'
import { cleanJson } from './clean.ts'

/** Reports of many repositories as one, which can be merged again: a finding a line. */
export function organisationJson(report: OrganisationReport, version: string, since: Comparison | null = null): string {
  const repositories = report.repositories.map(({ findings, ...about }) => {
    const list =
      findings.length === 0 ? '[]' : `[\n      ${findings.map(f => JSON.stringify(f)).join(',\n      ')}\n    ]`
    const change = since?.repositories.get(about.name)
    const moved = change ? { since: { new: change.fresh.size, still: change.still, fixed: change.fixed.length } } : {}
    return cleanJson(`    ${JSON.stringify({ ...about, ...moved }).slice(0, -1)},"findings":${list}}`)
  })
  const head = JSON.stringify({ name: 'sysctl-lint', version })
  const summary = JSON.stringify(summaryOf(report))
  const moved =
    since === null
      ? ''
      : `  "since": ${JSON.stringify({ new: since.fresh, still: since.still, fixed: since.fixed, notCompared: since.notCompared })},\n`
  const list = repositories.length === 0 ? '[]' : `[\n${repositories.join(',\n')}\n  ]`
  return `{\n  "version": 1,\n  "tool": ${head},\n  "summary": ${summary},\n${moved}  "repositories": ${list}\n}\n`
}
