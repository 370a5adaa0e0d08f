import { distance } from 'fastest-levenshtein'
import type { Effect, Settled } from '../core/effect.ts'
import type { Problem } from '../core/finding.ts'
import type { Context, Rule } from '../core/rule.ts'
import { nearestParameter } from '../kernel/nearest.ts'
import { findParameter } from '../kernel/parameters.ts'
import { presence } from '../kernel/presence.ts'
import { fixed, replaceKey } from './shared/fixes.ts'
import { problemAt } from './shared/judged.ts'
import { aftermath, isGuarded, missingKeys, severityOf } from './shared/refusal.ts'
import { clip } from './shared/words.ts'

/** Names that plainly mean a TCP parameter and are none. */
export const rule: Rule = {
  id: 'unknown-parameter',
  summary: 'a name that is no parameter of the kernel',
  severity: 'warning',
  why: `A key becomes a path below /proc/sys, and when there is no such file, nothing is set: a letter left out (tcp_keepalive_probe), the wrong section (net.ipv6.tcp_…: the parameters below net.ipv4 govern TCP over IPv6 too), capitals, separators mixed (net.ipv4/tcp_…, which means a name with a dot in it), or a parameter that only newer kernels have.

systemd-sysctl logs a line and ends well, so that such a slip can stay for years. sysctl -p ends with an error, the Ansible module fails the task, and set -e ends a script.

Names that only kernels of single vendors have are left alone.`,
  wire: {
    states: [],
    says: 'Nothing changes: there is no such parameter, and connections go on being treated by the one that was meant, with the value it had before.',
  },
  remedy: 'Use the name as /proc/sys has it, or delete the line.',
  citations: [
    {
      source: 'article',
      where: 'Reducing CLOSE_WAIT connection, 2. TCP_KEEPALIVE_INTERVAL',
      says: 'Its headings are no names: the parameter of this one is tcp_keepalive_intvl, as its command has it.',
    },
    {
      source: 'kernel',
      where: 'net/ipv4/sysctl_net_ipv4.c',
      says: 'The names of all TCP parameters; open() answers ENOENT to any other.',
    },
    {
      source: 'man',
      where: 'sysctl.d(5)',
      says: 'Dots and slashes may both separate; the first one decides what the others mean.',
    },
  ],
  bad: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: 'net.ipv4.tcp_syn_retry = 5\n', note: 'tcp_syn_retries' },
    {
      path: 'roles/common/tasks/main.yml',
      text: `- name: Retry less
  ansible.posix.sysctl:
    name: net.ipv6.tcp_syn_retries
    value: "5"
    sysctl_file: /etc/sysctl.d/60-tcp.conf
`,
      note: 'an error here: the task fails',
    },
  ],
  good: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: 'net/ipv4/tcp_syn_retries = 5\n', note: 'slashes separate as well' },
    {
      path: 'roles/common/tasks/main.yml',
      text: `- name: Retry less
  ansible.posix.sysctl:
    name: net.ipv4.tcp_syn_retries
    value: "5"
    sysctl_file: /etc/sysctl.d/60-tcp.conf
`,
    },
  ],
  check,
}

function* check(settled: Settled, { kernel }: Context): Iterable<Problem> {
  for (const { effect, parameter } of missingKeys(settled, kernel)) {
    if (parameter?.removedIn) continue
    const { setting } = effect
    const guarded = isGuarded(effect, settled) || setting.conditional !== null
    if (parameter) {
      const message = `${parameter.name} came with Linux ${parameter.since}, and ${kernel.name} does not have it: setting it fails (ENOENT), ${aftermath(effect)}`
      if (!guarded) yield problemAt(effect, message, { severity: severityOf(effect, 'warning') })
      continue
    }
    const nearest = nearestParameter(setting.parameter)
    // whoever allows for the failure may mean a kernel of his own, but not with a slip of the pen
    if (guarded && !nearest) continue
    yield unknown(effect, nearest, nearest !== null && presence(nearest, kernel) !== 'absent')
  }
}

function unknown(effect: Effect, nearest: string | null, there: boolean): Problem {
  const { setting } = effect
  const removed = nearest ? findParameter(nearest)?.removedIn : null
  const hint = !nearest
    ? 'look it up below /proc/sys, or delete the line'
    : there || !removed
      ? `the nearest real name is ${nearest}`
      : `the nearest name is ${nearest}, which Linux removed in ${removed}; delete the line`
  const message = `${clip(setting.parameter, 80)} is no parameter of any Linux kernel: setting it fails (ENOENT), ${aftermath(effect)}; ${hint}`
  const certain = nearest && there && isSlip(setting.parameter, nearest)
  return problemAt(effect, message, {
    severity: severityOf(effect, 'warning'),
    ...(certain ? fixed(replaceKey(setting, nearest, `Write ${nearest}`)) : {}),
  })
}

/** One or two letters, or right but for what stands before the name. */
function isSlip(name: string, nearest: string): boolean {
  const leaf = (parameter: string) => parameter.slice(parameter.lastIndexOf('.') + 1).toLowerCase()
  return distance(name, nearest) <= 2 || leaf(name) === leaf(nearest)
}
