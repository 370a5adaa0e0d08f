import type { ShownValue } from '../core/baseline.ts'
import type { Effect } from '../core/effect.ts'
import type { Finding } from '../core/finding.ts'
import { createRedactor } from './redact.ts'

/** Values of findings as baselines hold them, without secrets. */
export function shownValueOf(settings: readonly Effect[], findings: readonly Finding[]): ShownValue {
  const { value } = createRedactor(settings, findings)
  return finding => (finding.value === undefined ? null : value(finding.parameter, finding.value))
}
