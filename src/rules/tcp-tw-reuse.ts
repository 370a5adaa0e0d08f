import type { Effect, Settled } from '../core/effect.ts'
import type { Problem } from '../core/finding.ts'
import { compareVersions, type KernelRange, type Version } from '../core/kernel-range.ts'
import type { Context, Rule } from '../core/rule.ts'
import { isJudgedByArticle } from './shared/by-article.ts'
import { fixed, replaceNumber } from './shared/fixes.ts'
import { companions, inTheEnd, judged, problemAt } from './shared/judged.ts'

const parameter = 'net.ipv4.tcp_tw_reuse'
const timestamps = 'net.ipv4.tcp_timestamps'

/** Commit 79e9fed46038: three values, and 2 (loopback only) by default. */
const threeValued: Version = [4, 19, 0]

/** Reuse of TIME_WAIT ports by outgoing connections: switched off, or switched on without what it needs. */
export const rule: Rule = {
  id: 'tcp-tw-reuse',
  summary: 'tcp_tw_reuse switched off, or on without tcp_timestamps',
  severity: 'warning',
  why: `The side that closes first keeps the connection's ports in TIME_WAIT for 60 s. A host that opens many connections to the same service (a proxy, a client of a database) can use up its local ports in that time, and connect() fails with EADDRNOTAVAIL. tcp_tw_reuse lets connect() take such a port early when timestamps tell old packets from new ones: 0 never, 1 always, 2 only on the loopback device.

It acts on outgoing connections only. It frees nothing on a server that accepts connections, and nothing in CLOSE_WAIT.

Since Linux 4.19 the default is 2, so that 0, which used to be the default, now switches something off. And with tcp_timestamps = 0 there is nothing to tell packets apart by: 1 then has no effect at all (tried: connect() fails as with 0).`,
  wire: {
    states: ['TIME_WAIT', 'SYN_SENT'],
    says: 'A new outgoing connection to the same address and port may take over a local port whose last connection has been in TIME_WAIT for more than a second. Its SYN has a later timestamp, by which the peer tells it from a late packet of the old one. Without timestamps, or with 0, the port stays out of use for all of the 60 s, and connect() fails with EADDRNOTAVAIL when no other is left.',
  },
  house: ['one-of: [0, 1, 2]', 'why: these hosts only accept connections'],
  remedy:
    'Leave it at the default of 2, or set 1 where this host itself opens many connections, with tcp_timestamps at 1.',
  citations: [
    {
      source: 'article',
      where: 'Reducing CLOSE_WAIT connection, 5. TCP_TW_REUSE',
      says: 'Calls it the safer alternative to tcp_tw_recycle, a switch that is 0 by default. Both have changed since: it has three values, and 2 is the default.',
    },
    {
      source: 'kernel',
      where: 'Documentation/networking/ip-sysctl.rst, tcp_tw_reuse; commit 79e9fed46038 (4.19)',
      says: '0, 1 and 2 (loopback only, the default); to be changed only on the advice of experts.',
    },
    {
      source: 'kernel',
      where: 'net/ipv4/tcp_ipv4.c, tcp_twsk_unique()',
      says: 'Reuse needs a timestamp that was seen on the old connection; it is asked for when connect() looks for a port.',
    },
    {
      source: 'RabbitMQ',
      where: 'Networking and RabbitMQ, Key Relevant Kernel Options',
      says: 'Warns of it where clients or peers connect through NAT.',
    },
    {
      source: 'SUSE',
      where: 'saptune, SAP note 2382421',
      says: '1 only for scale-out systems, without NAT, and with timestamps on all hosts.',
    },
  ],
  bad: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: `${parameter} = 0\n`, note: 'a notice' },
    {
      path: 'user-data.yaml',
      text: `#cloud-config
write_files:
  - path: /etc/sysctl.d/60-tcp.conf
    content: |
      ${timestamps} = 0
      ${parameter} = 1
`,
      note: 'a warning: without timestamps it has no effect',
    },
  ],
  good: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: `${parameter} = 1\n${timestamps} = 1\n` },
    {
      path: 'roles/proxy/tasks/main.yml',
      text: `- name: Reuse ports of outgoing connections
  ansible.posix.sysctl:
    name: ${parameter}
    value: "2"
    sysctl_file: /etc/sysctl.d/60-tcp.conf
`,
    },
  ],
  check,
}

function* check(settled: Settled, context: Context): Iterable<Problem> {
  let without: Effect | null | undefined
  for (const { effect, value } of judged(settled, parameter)) {
    if (value === 0 && isJudgedByArticle(effect, context))
      yield problemAt(effect, `${parameter} is 0, ${off(context.kernel)}`, {
        severity: 'notice',
        ...on(effect, context.kernel),
      })
    if (value !== 1) continue
    if (without === undefined) without = switchedOff(settled, context)
    if (without) yield withoutTimestamps(effect, without)
  }
}

function off(kernel: KernelRange): string {
  const use = 'set 1 if this host opens many connections itself (it acts on outgoing ones only)'
  if (isOld(kernel))
    return `the default: ports stay in TIME_WAIT for 60 s after a close; ${use}, else leave the line out`
  const which = isModern(kernel) ? 'the default of 2' : 'the default since Linux 4.19, which is 2'
  return `which switches off the reuse of TIME_WAIT ports on loopback that ${which} allows; leave the line out, or ${use}`
}

function on({ setting }: Effect, kernel: KernelRange) {
  return isModern(kernel) ? fixed(replaceNumber(setting, '2', 'Set it to 2, the default')) : {}
}

function isModern(kernel: KernelRange): boolean {
  return compareVersions(kernel.from, threeValued) >= 0
}

function isOld(kernel: KernelRange): boolean {
  return kernel.to !== null && compareVersions(kernel.to, threeValued) < 0
}

function switchedOff(settled: Settled, context: Context): Effect | null {
  for (const target of companions(settled, context)) {
    const end = inTheEnd(target, timestamps)
    if (end) return end.value === 0 ? end.effect : null
  }
  return null
}

function withoutTimestamps(effect: Effect, without: Effect): Problem {
  const message = `${parameter} is 1 but has no effect, since ${timestamps} is 0 on the same hosts and reuse needs timestamps; set ${timestamps} to 1 or leave this line out`
  return problemAt(effect, message, {
    related: [{ at: without.setting.key, note: 'timestamps are switched off here' }],
    ...fixed(replaceNumber(without.setting, '1', `Set ${timestamps} to 1`)),
  })
}
