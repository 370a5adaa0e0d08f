import type { Settled } from '../core/effect.ts'
import type { Problem } from '../core/finding.ts'
import type { Rule } from '../core/rule.ts'

/** Files that the tool they are meant for cannot read. */
export const rule: Rule = {
  id: 'syntax',
  summary: 'a file that its own tool cannot read',
  severity: 'warning',
  why: `A playbook that is no valid YAML stops Ansible before the first task. A cloud-config that is no valid YAML is worse: cloud-init logs it, ignores the whole document and lets the instance come up as if nothing had been asked for, without the settings, the packages and the users in it.

Settings that can still be made out are listed and judged all the same. It is a warning where the file is certainly meant for the tool (#cloud-config, tasks, group_vars without a template), else a notice; Helm charts and Jinja templates are YAML only once they are rendered, and nothing is said of them.`,
  wire: {
    states: [],
    says: 'Nothing by itself: the tool does not get as far as writing a value, and connections are treated by what the host had before.',
  },
  allowed: 'file',
  remedy:
    'Put the file right at the place named; ansible-playbook --syntax-check and cloud-init schema --config-file tell more.',
  citations: [
    {
      source: 'article',
      where: 'all of it',
      says: 'Knows commands and /etc/sysctl.conf only, no tools that write them.',
    },
    {
      source: 'cloud-init',
      where: 'cloudinit/handlers/cloud_config.py',
      says: 'A part that cannot be loaded is logged and left out, and the boot goes on.',
    },
    {
      source: 'Ansible',
      where: 'ansible.parsing.dataloader',
      says: 'Reads YAML 1.1 with PyYAML and stops at the first error.',
    },
  ],
  bad: [
    {
      path: 'user-data.yaml',
      text: `#cloud-config
write_files:
  - path: /etc/sysctl.d/60-tcp.conf
    content: |
      net.ipv4.tcp_syn_retries = 5
runcmd:
  - "sysctl --system
`,
      note: 'a quote is not closed: cloud-init ignores all of it',
    },
    {
      path: 'roles/common/tasks/main.yml',
      text: `- name: Retry less: the network is fast
  ansible.posix.sysctl:
    name: net.ipv4.tcp_syn_retries
    value: "3"
    sysctl_file: /etc/sysctl.d/60-tcp.conf
`,
      note: 'a colon and a blank in a title that is not quoted',
    },
  ],
  good: [
    {
      path: 'user-data.yaml',
      text: `#cloud-config
write_files:
  - path: /etc/sysctl.d/60-tcp.conf
    content: |
      net.ipv4.tcp_syn_retries = 5
runcmd:
  - "sysctl --system"
`,
    },
    {
      path: 'roles/common/tasks/main.yml',
      text: `- name: "Retry less: the network is fast"
  ansible.posix.sysctl:
    name: net.ipv4.tcp_syn_retries
    value: "3"
    sysctl_file: /etc/sysctl.d/60-tcp.conf
`,
    },
  ],
  check,
}

function* check({ problems }: Settled): Iterable<Problem> {
  for (const { rule: id, problem } of problems) if (id === rule.id) yield problem
}
