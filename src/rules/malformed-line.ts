import type { Settled } from '../core/effect.ts'
import type { Problem } from '../core/finding.ts'
import type { Rule } from '../core/rule.ts'
import { isTcpLooking } from '../kernel/nearest.ts'
import { clip, isSecret } from './shared/words.ts'

/** Lines of a sysctl file that are no assignment, as far as they speak of TCP. */
export const rule: Rule = {
  id: 'malformed-line',
  summary: 'a line about TCP that the loader cannot read as an assignment',
  severity: 'error',
  why: `A sysctl file knows comments (a # or ; at the start of the line), assignments (key = value) and exclusions (-key). Everything else is passed over: key value, key: value, a section in brackets. procps prints a warning and still ends with 0; systemd-sysctl logs an error and goes on. The parameter keeps the value it had, and hardly anybody reads the log.`,
  wire: {
    states: [],
    says: 'Nothing changes: the line is passed over, or everything behind it too, and connections go on being treated by what the parameter had before.',
  },
  remedy: 'Write key = value, one to a line.',
  citations: [
    {
      source: 'article',
      where: 'Reducing CLOSE_WAIT connection, the last sentence',
      says: 'Sends settings to /etc/sysctl.conf and does not show its syntax.',
    },
    {
      source: 'man',
      where: 'sysctl.conf(5)',
      says: 'Each line is token = value; lines that start with # or ; are comments.',
    },
    {
      source: 'man',
      where: 'sysctl.d(5), Configuration format',
      says: 'Variable and value are joined by =; an entry without it must start with - and excludes the key from what patterns match.',
    },
  ],
  bad: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: 'net.ipv4.tcp_syn_retries 5\n' },
    {
      path: 'user-data.yaml',
      text: `#cloud-config
write_files:
  - path: /etc/sysctl.d/60-tcp.conf
    content: |
      net.ipv4.tcp_syn_retries: 5
`,
      note: 'the colon of YAML, carried into the file',
    },
  ],
  good: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: 'net.ipv4.tcp_syn_retries = 5\n' },
    {
      path: 'user-data.yaml',
      text: `#cloud-config
write_files:
  - path: /etc/sysctl.d/60-tcp.conf
    content: |
      net.ipv4.tcp_syn_retries=5
`,
    },
  ],
  check,
}

function* check({ problems }: Settled): Iterable<Problem> {
  for (const { rule: id, problem } of problems) {
    const { parameter } = problem
    if (id !== rule.id || parameter === undefined || !isTcpLooking(parameter)) continue
    yield isSecret(parameter)
      ? { ...problem, message: `${clip(parameter)} has no = before its value, so it is not set` }
      : problem
  }
}
