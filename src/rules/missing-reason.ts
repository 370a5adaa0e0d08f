import type { Rule } from '../core/rule.ts'

const bad = (ignore: string) => `${ignore}
net.ipv4.tcp_fin_timeout = 60
`

/** Comments that set a finding aside and do not say why. Found where comments are applied (core/apply-ignores.ts). */
export const rule: Rule = {
  id: 'missing-reason',
  summary: 'a comment that sets a finding aside without a reason',
  severity: 'notice',
  why: `A comment # sysctl-lint: ignore[rule] sets a finding aside for good. Whoever comes next has to decide whether it still holds: whether the hosts behind NAT are gone, whether the vendor still asks for that value. Without a reason nobody dares to delete it, and the exception outlives its cause.`,
  wire: {
    states: [],
    says: 'Nothing by itself; what the finding that is set aside does, it goes on doing.',
  },
  allowed: 'nowhere',
  remedy: 'Write the reason behind the closing bracket, on the same line.',
  citations: [
    {
      source: 'article',
      where: 'Reducing TIME_WAIT connection',
      says: 'Asks for caution with tcp_tw_recycle and names where it hurt: such a sentence is what a comment should keep.',
    },
    {
      source: 'practice',
      where: 'Baselines and exceptions of security benchmarks',
      says: 'An exception is approved with its reason and looked at again; one without cannot be.',
    },
  ],
  bad: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: bad('# sysctl-lint: ignore[tcp-fin-timeout]') },
    {
      path: 'user-data.yaml',
      text: `#cloud-config
write_files:
  - path: /etc/sysctl.d/60-tcp.conf
    content: |
      # sysctl-lint: ignore[tcp-fin-timeout]
      net.ipv4.tcp_fin_timeout = 60
`,
    },
  ],
  good: [
    {
      path: 'etc/sysctl.d/60-tcp.conf',
      text: bad('# sysctl-lint: ignore[tcp-fin-timeout] the balancer holds half-closed connections for 50 s'),
    },
    {
      path: 'user-data.yaml',
      text: `#cloud-config
write_files:
  - path: /etc/sysctl.d/60-tcp.conf
    content: |
      # sysctl-lint: ignore[tcp-fin-timeout] agreed with the network team
      net.ipv4.tcp_fin_timeout = 60
`,
    },
  ],
  check: () => [],
}
