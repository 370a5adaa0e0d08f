import { hostileLines, hostileReport, hostileTexts } from '../hostile-report.ts'
import { fixedSince, pageOf } from './page-of.ts'

/** The page of the hostile report, compared with an earlier report that is hostile too. */
export function hostilePage(): string {
  const { report } = hostileReport()
  const texts = [...Object.values(hostileTexts), ...Object.values(hostileLines)]
  const since = fixedSince(report, texts.length)
  const fixed = since.fixed.map((one, i) => ({ ...one, message: texts[i]!, file: texts[i]! }))
  return pageOf(report, { ...since, name: texts.slice(0, 12).join(' '), fixed })
}
