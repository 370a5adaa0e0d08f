import type { Settled } from './core/effect.ts'
import type { Finding } from './core/finding.ts'

/** `sysctl -w tcp_rmem=1 2 3` is one mistake: the words too many are spoken of, and not also the numbers too few before them. */
export function withoutEchoes(findings: readonly Finding[]): Finding[] {
  const malformed = new Set<string>()
  for (const { rule, parameter, at } of findings)
    if (rule === 'malformed-line' && parameter) malformed.add(`${at.source.path}\0${parameter}\0${at.start}`)
  if (malformed.size === 0) return [...findings]
  return findings.filter(({ rule, parameter, at }) => {
    return rule !== 'misread-value' || !malformed.has(`${at.source.path}\0${parameter}\0${at.end + 1}`)
  })
}

/** What holds on one host is not said never to hold because it loses on another. */
export function withoutContradictions(findings: readonly Finding[], settled: readonly Settled[]): Finding[] {
  if (!findings.some(finding => finding.rule === 'overridden')) return [...findings]
  const held = new Set<string>()
  for (const { effects } of settled)
    for (const { setting, outcome } of effects)
      if (outcome === 'applied') held.add(`${setting.key.source.path}\0${setting.key.start}\0${setting.parameter}`)
  return findings.filter(({ rule, at, parameter }) => {
    return rule !== 'overridden' || !held.has(`${at.source.path}\0${at.start}\0${parameter ?? ''}`)
  })
}
