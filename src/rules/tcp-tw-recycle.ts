import type { Effect, Settled } from '../core/effect.ts'
import type { Problem, Severity } from '../core/finding.ts'
import type { Context, Rule } from '../core/rule.ts'
import { presence } from '../kernel/presence.ts'
import { fixed, replaceKey } from './shared/fixes.ts'
import { companions, speaksAlone as parameter, problemAt } from './shared/judged.ts'
import { isGuarded } from './shared/refusal.ts'
import { beatenIn, deleteSetting } from './shared/whole-fixes.ts'
import { shown } from './shared/words.ts'

const reuse = 'net.ipv4.tcp_tw_reuse'
const localPorts = 'net.ipv4.ip_local_port_range'
const timestamps = 'net.ipv4.tcp_timestamps'

/** The parameter that broke clients behind NAT, and that Linux has not had since 4.12. */
export const rule: Rule = {
  id: 'tcp-tw-recycle',
  summary: 'tcp_tw_recycle, which broke clients behind NAT and is gone since Linux 4.12',
  severity: 'error',
  why: `Up to Linux 4.11, tcp_tw_recycle = 1 made the kernel compare the timestamp of each incoming SYN with the last one seen from the same address, and drop it without a word when it was older. Hosts behind one NAT address have unrelated clocks, so some of their connections hung at random; since 4.10, where timestamps start at a random number for each connection, it hit every client.

Linux 4.12 removed it. Writing it, whatever the value, fails since: systemd-sysctl logs a line and goes on, sysctl -p and the Ansible module fail, and a script under set -e ends there. A single such line in /etc/sysctl.conf makes every later sysctl task of Ansible on that file fail.

A line that sets it to 0 is only a dead line, as long as nothing trips over it.`,
  wire: {
    states: ['TIME_WAIT', 'SYN_SENT'],
    says: "A client's SYN arrives and gets no answer at all, neither SYN+ACK nor reset, because another host behind the same address has sent a later timestamp within the last minute. The client stays in SYN_SENT and sends it again after 1, 3, 7, 15 s … until one happens to have a later timestamp, or connect() fails.",
  },
  remedy:
    'Delete it. Where a host opens many connections and runs out of ports, net.ipv4.tcp_tw_reuse = 1 is what remains.',
  citations: [
    {
      source: 'article',
      where: 'Reducing CLOSE_WAIT connection, 4. TCP_TW_RECYCLE',
      says: 'Describes it as fast recycling of TIME_WAIT sockets, off by default, to be used with caution because of load balancers and fail-over.',
    },
    {
      source: 'kernel',
      where: 'commit 4396e46187ca, "tcp: remove tcp_tw_recycle" (4.12)',
      says: 'Removes it: it never worked with NAT, and random timestamp offsets broke it for everybody. There is nothing left to be cautious with.',
    },
    {
      source: 'kernel',
      where: 'net/ipv4/tcp_input.c of 4.9, tcp_conn_request()',
      says: 'A SYN whose timestamp is older than the last one from that address within 60 s is dropped and counted as PAWSPassive.',
    },
    { source: 'man', where: 'tcp(7), tcp_tw_recycle', says: 'Linux 2.4 to 4.11; not recommended, because of NAT.' },
    {
      source: 'SUSE',
      where: 'saptune, SAP note 2382421',
      says: 'Not to be set where NAT is in use, and gone with 4.12.',
    },
  ],
  bad: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: `${parameter} = 1\n`, note: 'an error' },
    { path: 'etc/sysctl.d/70-tcp.conf', text: `${parameter} = 0\n`, note: 'a notice: a dead line' },
    {
      path: 'roles/common/tasks/main.yml',
      text: `- name: Do not recycle
  ansible.posix.sysctl:
    name: ${parameter}
    value: "0"
    sysctl_file: /etc/sysctl.d/60-tcp.conf
`,
      note: 'a warning: the task fails',
    },
  ],
  good: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: `-${parameter} = 0\n`, note: 'the dash allows for the failure' },
    {
      path: 'roles/common/tasks/main.yml',
      text: `- name: Do not recycle
  ansible.posix.sysctl:
    name: ${parameter}
    state: absent
`,
    },
    {
      path: 'tune.sh',
      text: `#!/bin/sh\n[ -e /proc/sys/net/ipv4/tcp_tw_recycle ] && echo 0 > /proc/sys/net/ipv4/tcp_tw_recycle\n`,
      note: 'the test allows for kernels without it',
    },
  ],
  check,
}

function* check(settled: Settled, context: Context): Iterable<Problem> {
  const { kernel } = context
  const present = presence(parameter, kernel)
  const beaten = beatenIn(settled)
  let short: boolean | null = null
  for (const effect of settled.effects) {
    const { setting, outcome } = effect
    if (setting.parameter !== parameter || setting.state !== 'set' || setting.conditional !== null) continue
    if (outcome === 'overridden' || outcome === 'ignored') continue
    const off = !setting.known || /^\s*-?(0[xX])?0+(\s|$)/.test(setting.value)
    if (present === 'absent' ? isGuarded(effect, settled) : off) continue
    const takes = !off && setting.literal && /^\s*1\s*$/.test(setting.value)
    if (takes) short ??= isShortOfPorts(settled, context)
    const instead = takes && short ? replaceKey(setting, reuse, `Set ${reuse} = 1 in its place`) : null
    const more = fixed(instead ? { ...instead, whole: true } : deleteSetting(setting, beaten, 'Delete the line'))
    const what = present === 'absent' ? dead(effect, off) : `${shown(setting)} ${harm(present === 'present')}`
    const message = instead ? `${what}, or set ${reuse} = 1 if this host opens many connections itself` : what
    yield problemAt(effect, message, present === 'absent' ? { severity: severity(effect, off), ...more } : more)
  }
}

/**
 * Whoever switched it on and has widened the range of local ports was short of ports for connections of the host's own, which
 * net.ipv4.tcp_tw_reuse helps with, given timestamps. Anywhere else, and where somebody has decided about that already, the line only has
 * to go: since Linux 4.12 it does nothing, and hosts have lived with that.
 */
function isShortOfPorts(settled: Settled, context: Context): boolean {
  const told = companions(settled, context).flatMap(one => one.effects.filter(e => e.setting.state === 'set'))
  const sets = (wanted: string) => told.filter(e => e.setting.parameter === wanted)
  if (sets(reuse).length > 0 || sets(timestamps).some(e => e.effective !== '1')) return false
  return sets(localPorts).some(e => e.effective !== null && isWide(e.effective))
}

/** Wider than the kernel's own 32768 to 60999 (net/ipv4/af_inet.c, inet_init_net). */
function isWide(range: string): boolean {
  const [low, high] = range.split(' ').map(Number)
  return high! - low! > 60999 - 32768
}

function harm(present: boolean): string {
  const what = 'drops connections of clients that share an address behind NAT, without a word'
  return present
    ? `${what}: their clocks differ, and a SYN older than the last one is discarded; delete the line`
    : `${what}, up to Linux 4.11, and fails since 4.12, which removed it; delete the line`
}

function dead({ setting }: Effect, off: boolean): string {
  const ends = setting.onError === 'stops' ? ', and the failure ends the run' : ', so that it sets nothing'
  if (off) return `${shown(setting)} fails since Linux 4.12, which removed the parameter${ends}; delete the line`
  const why = 'because it dropped connections of clients behind NAT'
  return `${shown(setting)} fails since Linux 4.12, which removed the parameter ${why}${ends}; delete the line`
}

function severity({ setting }: Effect, off: boolean): Severity {
  if (!off) return 'error'
  return setting.onError === 'stops' ? 'warning' : 'notice'
}
