import type { Rule } from '../core/rule.ts'

/** Comments that set nothing aside. Found where comments are applied (core/apply-ignores.ts). */
export const rule: Rule = {
  id: 'unused-ignore',
  summary: 'a comment that sets nothing aside',
  severity: 'notice',
  why: `A comment # sysctl-lint: ignore[rule] speaks of the next line that is neither empty nor a comment; ignore-file[rule] speaks of the whole file. When that rule finds nothing there, because the value was put right, the line moved away or the rule's name is misspelt, the comment has no effect today, and silently hides the next mistake in that place.`,
  wire: {
    states: [],
    says: 'Nothing by itself.',
  },
  allowed: 'nowhere',
  remedy: 'Delete the comment, or the rule in its brackets; --fix=unused-ignore does it.',
  citations: [
    {
      source: 'article',
      where: 'Reducing CLOSE_WAIT connection',
      says: 'Gives values for today; a comment that outlives the value it was written for misleads.',
    },
    {
      source: 'practice',
      where: 'ESLint, --report-unused-disable-directives; Ruff, RUF100',
      says: 'Linters report comments that suppress nothing, for the same reason.',
    },
  ],
  bad: [
    {
      path: 'etc/sysctl.d/60-tcp.conf',
      text: '# sysctl-lint: ignore[tcp-fin-timeout] agreed with the network team\nnet.ipv4.tcp_fin_timeout = 30\n',
      note: 'the value has been put right since',
    },
    {
      path: 'roles/web/tasks/main.yml',
      text: `- name: Close faster
  ansible.posix.sysctl:
    # sysctl-lint: ignore[tcp-fin-timeuot] agreed with the network team
    name: net.ipv4.tcp_fin_timeout
    value: "30"
    sysctl_file: /etc/sysctl.d/60-tcp.conf
`,
      note: 'no rule is called that',
    },
  ],
  good: [
    {
      path: 'etc/sysctl.d/60-tcp.conf',
      text: '# sysctl-lint: ignore[tcp-fin-timeout] agreed with the network team\nnet.ipv4.tcp_fin_timeout = 60\n',
    },
    {
      path: 'roles/web/tasks/main.yml',
      text: `- name: Close slower
  ansible.posix.sysctl:
    # sysctl-lint: ignore[tcp-fin-timeout] the balancer holds half-closed connections for 50 s
    name: net.ipv4.tcp_fin_timeout
    value: "60"
    sysctl_file: /etc/sysctl.d/60-tcp.conf
`,
    },
  ],
  check: () => [],
}
