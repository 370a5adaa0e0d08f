import { type OrganisationReport, summaryOf } from '../organisation/merge.ts'
import { cleanJson } from './clean.ts'

/** Reports of many repositories as one, which can be merged again: a finding a line. */
export function organisationJson(report: OrganisationReport, version: string): string {
  const repositories = report.repositories.map(({ findings, ...about }) => {
    const list =
      findings.length === 0 ? '[]' : `[\n      ${findings.map(f => JSON.stringify(f)).join(',\n      ')}\n    ]`
    return `    ${JSON.stringify(about).slice(0, -1)},"findings":${list}}`
  })
  const head = JSON.stringify({ name: 'sysctl-lint', version })
  const summary = JSON.stringify(summaryOf(report))
  const list = repositories.length === 0 ? '[]' : `[\n${repositories.join(',\n')}\n  ]`
  return cleanJson(`{\n  "version": 1,\n  "tool": ${head},\n  "summary": ${summary},\n  "repositories": ${list}\n}\n`)
}
