import type { Settled } from '../core/effect.ts'
import type { Fix, Problem } from '../core/finding.ts'
import type { Context, Rule } from '../core/rule.ts'
import type { Setting } from '../core/setting.ts'
import type { Parameter } from '../kernel/parameters.ts'
import { fixed, replaceKey } from './shared/fixes.ts'
import { problemAt } from './shared/judged.ts'
import { aftermath, isGuarded, missingKeys, severityOf } from './shared/refusal.ts'
import { type Beaten, beatenIn, deleteSetting } from './shared/whole-fixes.ts'

/** Parameters that the kernel once had. */
export const rule: Rule = {
  id: 'removed-parameter',
  summary: 'a parameter that the kernel no longer has',
  severity: 'warning',
  why: `Parameters go with the code they steered. Their file below /proc/sys is gone, so that every write fails with ENOENT: systemd-sysctl notes it and goes on, sysctl -p ends with an error after the other lines, the Ansible module fails the task, and set -e ends a script.

Such lines come from guides of the kernels 2.6 and 3, and what they promised has not happened for years.`,
  wire: {
    states: [],
    says: 'Nothing changes: the kernel has no code left that would look at a value.',
  },
  remedy: 'Delete the line, or use what took its place.',
  citations: [
    {
      source: 'article',
      where: 'Reducing CLOSE_WAIT connection, 4. TCP_TW_RECYCLE',
      says: 'Recommends such a parameter itself; that one has a rule of its own, tcp-tw-recycle.',
    },
    { source: 'man', where: 'tcp(7)', says: 'Gives for each parameter the kernels that have it.' },
    {
      source: 'kernel',
      where: 'net/ipv4/sysctl_net_ipv4.c of the releases compared',
      says: 'What is not in the table has no file; open() answers ENOENT.',
    },
  ],
  bad: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: 'net.ipv4.tcp_max_ssthresh = 100\n' },
    {
      path: 'roles/lb/tasks/main.yml',
      text: `- name: Track fewer connections
  ansible.posix.sysctl:
    name: net.ipv4.tcp_frto_response
    value: "2"
    sysctl_file: /etc/sysctl.d/60-tcp.conf
`,
      note: 'an error here: the task fails',
    },
  ],
  good: [
    {
      path: 'etc/sysctl.d/60-tcp.conf',
      text: '-net.ipv4.tcp_max_ssthresh = 100\n',
      note: 'the dash allows for the failure',
    },
    {
      path: 'roles/lb/tasks/main.yml',
      text: `- name: Track fewer connections
  ansible.posix.sysctl:
    name: net.ipv4.tcp_frto_response
    value: "2"
    sysctl_file: /etc/sysctl.d/60-tcp.conf
    ignoreerrors: true
`,
    },
  ],
  check,
}

function* check(settled: Settled, { kernel }: Context): Iterable<Problem> {
  const beaten = beatenIn(settled)
  for (const { effect, parameter } of missingKeys(settled, kernel)) {
    if (!parameter?.removedIn || isGuarded(effect, settled) || effect.setting.conditional !== null) continue
    const { name, removedIn, replacedBy } = parameter
    const instead =
      replacedBy.length > 0 ? `use ${replacedBy.join(' and ')}` : 'nothing took its place, delete the line'
    const message = `${name} was removed in Linux ${removedIn}: setting it fails (ENOENT), ${aftermath(effect)}; ${instead}`
    yield problemAt(effect, message, {
      severity: severityOf(effect, 'warning'),
      ...fixed(fixOf(effect.setting, beaten, parameter)),
    })
  }
}

/** The connection tracking only changed its prefix; elsewhere the successor takes other values. */
function fixOf(setting: Setting, beaten: Beaten, { name, replacedBy }: Parameter): Fix | null {
  const [next] = replacedBy
  const leaf = (parameter: string) => parameter.slice(parameter.lastIndexOf('.') + 1)
  if (next && leaf(next) === leaf(name).replace(/^ip_/, 'nf_')) return replaceKey(setting, next, `Use ${next}`)
  return deleteSetting(setting, beaten, 'Delete the line')
}
