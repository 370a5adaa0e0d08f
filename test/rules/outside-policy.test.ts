import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lintTexts } from '../../src/lint-texts.ts'
import { builtInPolicies } from '../../src/policies/built-in.ts'
import { applyFix } from './apply-fix.ts'

const path = 'etc/sysctl.d/60-tcp.conf'
const numeric = builtInPolicies.flatMap(p => p.limits)
const parameters = [...new Set(numeric.map(limit => limit.parameter))].sort()
/** What speaks of a value because of a number that somebody wants. */
const byNumber = new Set([
  'outside-policy',
  'tcp-fin-timeout',
  'tcp-keepalive-intvl',
  'tcp-keepalive-probes',
  'tcp-tw-reuse',
])
const judged = async (config: string, text: string) =>
  (await lintTexts([{ path, text }], { config })).findings.filter(f => byNumber.has(f.rule))

test('one value is one finding, however many authorities speak of it, and it names each of them', async () => {
  const names = fc.subarray(
    builtInPolicies.map(p => p.name),
    { minLength: 1 },
  )
  const value = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constantFrom(4096, 8000, 131072, 432001, 3240001))
  await fc.assert(
    fc.asyncProperty(names, fc.constantFrom(...parameters), value, async (extended, parameter, value) => {
      const found = await judged(`extends: [${extended.join(', ')}]\n`, `${parameter} = ${value}\n`)
      expect(found.length).toBeLessThanOrEqual(1)
      const limits = numeric.filter(limit => limit.parameter === parameter && extended.includes(limit.authority))
      const isRight = limits.every(
        ({ min, max, oneOf }) =>
          (min ?? value) <= value && (max ?? value) >= value && (oneOf === null || oneOf.includes(String(value))),
      )
      const [finding] = found.filter(f => f.rule === 'outside-policy')
      if (limits.length === 0 || isRight) expect(found.map(f => f.rule)).toEqual([])
      if (!finding) return
      for (const { authority, verb } of limits.slice(0, 4)) expect(finding.message).toContain(`${authority} ${verb} `)
      const low = Math.max(...limits.map(({ min }) => min ?? Number.NEGATIVE_INFINITY))
      const high = Math.min(...limits.map(({ max }) => max ?? Number.POSITIVE_INFINITY))
      expect(finding.message.includes('no value satisfies')).toBe(low > high)
      if (!finding.fix) return
      const again = await judged(`extends: [${extended.join(', ')}]\n`, applyFix(finding))
      expect(again).toEqual([])
    }),
    { numRuns: 400 },
  )
})

describe('what it says', () => {
  const fin = 'net.ipv4.tcp_fin_timeout'
  test.each<[string, string, string, readonly string[]]>([
    [
      'a house limit',
      `parameters: { ${fin}: { max: 45, why: agreed } }`,
      `${fin} = 60`,
      ['warning net.ipv4.tcp_fin_timeout is 60: .sysctl-lint.yml allows at most 45 (agreed); set it to 45'],
    ],
    [
      'its severity',
      `parameters: { ${fin}: { max: 45, severity: error } }`,
      `${fin} = 60`,
      ['error net.ipv4.tcp_fin_timeout is 60: .sysctl-lint.yml allows at most 45; set it to 45'],
    ],
    [
      'the rule’s severity',
      `rules: { outside-policy: notice }\nparameters: { ${fin}: { max: 45, severity: error } }`,
      `${fin} = 60`,
      ['notice net.ipv4.tcp_fin_timeout is 60: .sysctl-lint.yml allows at most 45; set it to 45'],
    ],
    [
      'two that agree',
      'extends: [rabbitmq, aks]',
      `${fin} = 60`,
      [
        'warning net.ipv4.tcp_fin_timeout is 60: rabbitmq wants 15 to 30, aks allows 5 to 120; 60 satisfies aks only; 30 satisfies both',
      ],
    ],
    [
      'two that do not',
      'extends: [article, rabbitmq]',
      'net.ipv4.tcp_keepalive_time = 30\nnet.ipv4.tcp_keepalive_probes = 9',
      [
        'warning net.ipv4.tcp_keepalive_probes is 9: article wants 5, rabbitmq wants at most 4; no value satisfies both, so the configuration has to choose',
      ],
    ],
    [
      'a choice between them',
      'extends: [article, rabbitmq]\nparameters: { net.ipv4.tcp_keepalive_probes: { one-of: [4, 5] } }',
      'net.ipv4.tcp_keepalive_time = 30\nnet.ipv4.tcp_keepalive_probes = 9',
      ['warning net.ipv4.tcp_keepalive_probes is 9: .sysctl-lint.yml allows 4 or 5; set it to 5'],
    ],
    [
      'words',
      'parameters: { net.ipv4.tcp_congestion_control: { one-of: [bbr, cubic] } }',
      'net.ipv4.tcp_congestion_control = reno',
      ['warning net.ipv4.tcp_congestion_control is reno: .sysctl-lint.yml allows bbr or cubic'],
    ],
    [
      'each number of several',
      'parameters: { net.ipv4.tcp_rmem: { min: 8192, max: 6291456 } }',
      'net.ipv4.tcp_rmem = 4096 131072 16777216',
      [
        'warning net.ipv4.tcp_rmem is 4096 131072 16777216: .sysctl-lint.yml allows 8192 to 6291456 for each number; set it to 8192 131072 6291456',
      ],
    ],
    ['nothing where it is off', `parameters: { ${fin}: off }`, `${fin} = 600`, []],
    ['nothing of what is as wanted', `parameters: { ${fin}: { max: 600 } }`, `${fin} = 600`, []],
    [
      'the article’s own words, where only it speaks',
      'extends: [article, mongodb]',
      `${fin} = 60`,
      [expect.stringMatching(/^warning net\.ipv4\.tcp_fin_timeout is 60 s, above the recommended 15 to 30 s/)],
    ],
  ])('%s', async (_, config, text, messages) => {
    const found = await judged(`${config}\n`, `${text}\n`)
    expect(found.map(f => `${f.severity} ${f.message}`)).toEqual(messages)
  })
})
