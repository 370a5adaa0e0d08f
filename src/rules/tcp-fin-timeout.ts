import type { Settled } from '../core/effect.ts'
import type { Problem } from '../core/finding.ts'
import type { Context, Rule } from '../core/rule.ts'
import { judgedByArticle } from './shared/by-article.ts'
import { fixed, replaceNumber } from './shared/fixes.ts'
import { type Judged, problemAt } from './shared/judged.ts'

const parameter = 'net.ipv4.tcp_fin_timeout'

/** Seconds a host waits in FIN_WAIT_2 for the peer's end of a connection that no application holds any more. */
export const rule: Rule = {
  id: 'tcp-fin-timeout',
  summary: 'tcp_fin_timeout outside 15 to 30 seconds',
  severity: 'warning',
  why: `When an application closes a connection and the peer has acknowledged that, the connection stands in FIN_WAIT_2 until the peer closes its side too. Nobody on this host holds it any more, so the kernel gives up after tcp_fin_timeout seconds. A high value lets peers that never close (crashed clients, devices that went out of range) keep entries and memory for that long.

A low value has a price: when the peer closes later than that, it is answered with a reset, and the connection never passes through TIME_WAIT, which would have caught its late packets. Zero and negative values are accepted and mean the kernel's floor, 3.5 times the retransmission timeout, often less than a second.

It does not shorten TIME_WAIT, although many guides say so: TIME_WAIT always lasts 60 s. Nor does it touch connections that an application still holds, or CLOSE_WAIT, which ends only when this host's own application closes.`,
  wire: {
    states: ['FIN_WAIT_2', 'TIME_WAIT'],
    says: 'This host has sent its FIN and has the acknowledgement; the FIN of the peer is still to come. If it comes in time, it is acknowledged and TIME_WAIT begins. If it comes after tcp_fin_timeout, the connection is forgotten: data and FIN of the peer are answered with a reset, and no TIME_WAIT stands between late packets and a new connection.',
  },
  house: ['min: 15', 'max: 60', 'why: peers close late here'],
  remedy: 'Set it to a value from 15 to 30, or leave the line out to keep the default of 60.',
  citations: [
    {
      source: 'article',
      where: 'Reducing CLOSE_WAIT connection, 1. TCP_FIN_TIMEOUT',
      says: 'Recommends 15 to 30 seconds instead of the default 60 where many sockets wait after the close, so that they give back their resources sooner.',
    },
    {
      source: 'kernel',
      where: 'Documentation/networking/ip-sysctl.rst, tcp_fin_timeout',
      says: 'It limits FIN_WAIT_2 of orphaned connections, those that no application refers to any more; default 60. TIME_WAIT is not mentioned, and there the article is mistaken.',
    },
    {
      source: 'kernel',
      where: 'include/net/tcp.h, TCP_TIMEWAIT_LEN and tcp_fin_time(); net/ipv4/tcp_minisocks.c, tcp_time_wait()',
      says: 'TIME_WAIT is a constant of 60 s that no parameter changes; a tcp_fin_timeout below 3.5 retransmission timeouts is raised to that.',
    },
    {
      source: 'RabbitMQ',
      where: 'Networking and RabbitMQ, Key Relevant Kernel Options',
      says: 'Gives the same 15 to 30, and like the article hopes for an effect on TIME_WAIT.',
    },
    {
      source: 'Azure',
      where: 'AKS, customize node configuration, net.ipv4.tcp_fin_timeout',
      says: 'Lets node pools choose 5 to 120 and keeps 60 otherwise.',
    },
  ],
  bad: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: `${parameter} = 60\n`, note: 'above the band: the default written down' },
    {
      path: 'roles/web/tasks/main.yml',
      text: `- name: Close faster
  ansible.posix.sysctl:
    name: ${parameter}
    value: "10"
    sysctl_file: /etc/sysctl.d/60-tcp.conf
`,
      note: 'below the band: a notice that says what it costs',
    },
    {
      path: 'user-data.yaml',
      text: `#cloud-config
write_files:
  - path: /etc/sysctl.d/60-tcp.conf
    content: |
      ${parameter} = 1
`,
      note: 'so low that it is a warning again',
    },
  ],
  good: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: `${parameter} = 30\n` },
    {
      path: 'roles/web/tasks/main.yml',
      text: `- name: Close faster
  ansible.posix.sysctl:
    name: ${parameter}
    value: 15
    sysctl_file: /etc/sysctl.d/60-tcp.conf
`,
    },
  ],
  check,
}

function* check(settled: Settled, context: Context): Iterable<Problem> {
  for (const one of judgedByArticle(settled, parameter, context)) {
    const { value } = one
    if (value > 30) {
      const wait =
        'connections that no application holds any more wait that long in FIN_WAIT_2 for a peer that may be gone'
      yield problem(
        one,
        `above the recommended 15 to 30 s: ${wait}; set it to 30 (TIME_WAIT stays at 60 s either way)`,
        '30',
      )
    } else if (value >= 5 && value < 15) {
      const cost = `a peer that closes more than ${value} s after this host is answered with a reset and without TIME_WAIT`
      yield {
        ...problem(one, `below the recommended 15 to 30 s: ${cost}; 15 is quick enough`, '15'),
        severity: 'notice',
      }
    } else if (value > 0 && value < 5) {
      const cost =
        'peers that are merely slow to close are answered with resets, and TIME_WAIT, which catches late packets, is skipped'
      yield problem(one, `far below the recommended 15 to 30 s: ${cost}; set it to 15`, '15')
    } else if (value <= 0) {
      const floor = 'which the kernel takes and raises to 3.5 retransmission timeouts, often under a second'
      yield problem(
        one,
        `${floor}: peers that are merely slow to close are answered with resets; set it to 15 to 30 s`,
        '15',
      )
    }
  }
}

function problem({ effect, value }: Judged, what: string, number: string): Problem {
  const fix = fixed(replaceNumber(effect.setting, number, `Set it to ${number}`))
  return problemAt(effect, `${parameter} is ${value} s, ${what}`, fix)
}
