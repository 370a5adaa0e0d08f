import type { Settled } from '../core/effect.ts'
import type { Problem } from '../core/finding.ts'
import type { Rule } from '../core/rule.ts'

/** Files and entries that look as if they were applied and are not. */
export const rule: Rule = {
  id: 'never-read',
  summary: 'a file or an entry that nothing ever loads',
  severity: 'warning',
  why: `Of a sysctl.d directory only files whose name ends in .conf are read, in lower case, and not those in directories below it; systemd-sysctl passes over hidden ones. cloud-init takes a file for cloud-config only by its first line, #cloud-config, and ignores the whole of it otherwise. Such a file is complete, correct and without any effect, and no tool says so.

Names that switch a file off (.bak, .disabled, .example and the like) are meant and silent.`,
  wire: {
    states: [],
    says: "Nothing changes: no tool ever writes the values, and connections are treated by the kernel's defaults, or by what an image or another file sets.",
  },
  allowed: 'file',
  remedy: 'Give the file a name, or the document the first line, by which it is found.',
  citations: [
    {
      source: 'article',
      where: 'Reducing CLOSE_WAIT connection, the last sentence',
      says: 'Names /etc/sysctl.conf only. The drop-in directories, which are the usual place today, are stricter about names.',
    },
    { source: 'man', where: 'sysctl.d(5)', says: 'Files must have the ending .conf.' },
    { source: 'man', where: 'sysctl(8), --system', says: 'Reads the files *.conf of its directories.' },
    {
      source: 'cloud-init',
      where: 'User data formats',
      says: 'The first line decides what the data is; data that begins like no format is passed over with a warning.',
    },
  ],
  bad: [
    { path: 'etc/sysctl.d/60-tcp', text: 'net.ipv4.tcp_syn_retries = 5\n', note: 'the ending .conf is missing' },
    {
      path: 'user-data.yaml',
      text: `#cloud-config
write_files:
  - path: /etc/sysctl.d/60-tcp
    content: |
      net.ipv4.tcp_syn_retries = 5
`,
    },
  ],
  good: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: 'net.ipv4.tcp_syn_retries = 5\n' },
    { path: 'etc/sysctl.d/60-tcp.conf.disabled', text: 'net.ipv4.tcp_syn_retries = 5\n', note: 'off on purpose' },
    {
      path: 'user-data.yaml',
      text: `#cloud-config
write_files:
  - path: /etc/sysctl.d/60-tcp.conf
    content: |
      net.ipv4.tcp_syn_retries = 5
`,
    },
  ],
  check,
}

function* check({ problems }: Settled): Iterable<Problem> {
  for (const { rule: id, problem } of problems) if (id === rule.id) yield problem
}
