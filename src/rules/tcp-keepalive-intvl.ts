import { duration } from '../core/duration.ts'
import type { Settled } from '../core/effect.ts'
import type { Problem } from '../core/finding.ts'
import type { Context, Rule } from '../core/rule.ts'
import { judgedByArticle } from './shared/by-article.ts'
import { fixed, replaceNumber } from './shared/fixes.ts'
import { problemAt } from './shared/judged.ts'
import { detection, keepaliveOf } from './shared/keepalive.ts'

const parameter = 'net.ipv4.tcp_keepalive_intvl'

/** Seconds between two keepalive probes. */
export const rule: Rule = {
  id: 'tcp-keepalive-intvl',
  summary: 'tcp_keepalive_intvl outside 15 to 30 seconds',
  severity: 'warning',
  why: `A peer that lost power or network sends nothing, not even an end, and its connection stands in ESTABLISHED for ever unless somebody asks. For sockets with SO_KEEPALIVE the kernel asks: after tcp_keepalive_time seconds of silence it sends a probe, then one every tcp_keepalive_intvl seconds, and after tcp_keepalive_probes unanswered ones it resets the connection. A dead peer is noticed after time + intvl × probes.

A long interval makes that later and keeps sockets, memory and worker threads busy with nobody. A short one sends more packets on every idle connection and, more important, turns a short outage of the network into lost connections: intvl × probes seconds without an answer are enough. With 0 the probes follow each other without a pause; a negative number is accepted, and after the first probe the kernel waits for months.

It does nothing for sockets without SO_KEEPALIVE, for those with their own TCP_KEEPINTVL, and while data is in flight, where tcp_retries2 decides.`,
  wire: {
    states: ['ESTABLISHED'],
    says: 'After tcp_keepalive_time of silence a probe goes out, an empty segment with a sequence number that the peer has seen already. A living peer answers at once. Where nothing answers, the next one follows after tcp_keepalive_intvl seconds; after tcp_keepalive_probes of them the kernel sends a reset and the application reads ETIMEDOUT. Until then it takes the connection for good.',
  },
  house: ['max: 75', 'why: probes cost battery on the devices'],
  remedy:
    'Set it to a value from 15 to 30, and choose tcp_keepalive_time along with it: that is the largest part of the sum.',
  citations: [
    {
      source: 'article',
      where: 'Reducing CLOSE_WAIT connection, 2. TCP_KEEPALIVE_INTERVAL',
      says: 'Recommends 15 to 30 seconds between probes instead of the default 75. It does not mention tcp_keepalive_time, so on its own the advice shortens only the last minutes of more than two hours.',
    },
    {
      source: 'kernel',
      where: 'Documentation/networking/ip-sysctl.rst, tcp_keepalive_intvl',
      says: 'The time between probes; multiplied by tcp_keepalive_probes it is how long the kernel probes before it gives the connection up. Default 75, about eleven minutes of retries.',
    },
    {
      source: 'kernel',
      where: 'net/ipv4/tcp_timer.c, tcp_keepalive_timer()',
      says: 'Only sockets with SO_KEEPALIVE have the timer, a TCP_USER_TIMEOUT replaces the count of probes, and nothing is probed while data is unacknowledged.',
    },
    {
      source: 'RabbitMQ',
      where: 'Networking and RabbitMQ, Dealing with High Connection Churn',
      says: 'Goes below the article: 30 s of silence, then a probe every 10 s, 4 of them.',
    },
    {
      source: 'Azure',
      where: 'AKS, customize node configuration, net.ipv4.tcp_keepalive_intvl',
      says: 'Lets node pools choose 10 to 90.',
    },
    {
      source: 'Amazon Redshift',
      where: 'Management guide, firewall timeouts of connections from outside of EC2',
      says: 'Goes far beyond the article: 200 s of silence and 200 s between probes, since only a firewall has to be kept awake.',
    },
  ],
  bad: [
    {
      path: 'etc/sysctl.d/60-tcp.conf',
      text: `net.ipv4.tcp_keepalive_time = 600\n${parameter} = 60\nnet.ipv4.tcp_keepalive_probes = 5\n`,
      note: 'a dead peer is noticed after 900 s (15 min)',
    },
    {
      path: 'group_vars/all.yml',
      text: `sysctl_settings:
  - name: net.ipv4.tcp_keepalive_time
    value: 300
  - name: ${parameter}
    value: 5
  - name: net.ipv4.tcp_keepalive_probes
    value: 5
`,
      note: '25 s without an answer end a live connection',
    },
  ],
  good: [
    {
      path: 'etc/sysctl.d/60-tcp.conf',
      text: `net.ipv4.tcp_keepalive_time = 600\n${parameter} = 30\nnet.ipv4.tcp_keepalive_probes = 5\n`,
    },
    {
      path: 'user-data.yaml',
      text: `#cloud-config
write_files:
  - path: /etc/sysctl.d/60-tcp.conf
    content: |
      net.ipv4.tcp_keepalive_time = 600
      ${parameter} = 15
`,
    },
  ],
  check,
}

function* check(settled: Settled, context: Context): Iterable<Problem> {
  const outside = judgedByArticle(settled, parameter, context).filter(({ value }) => value < 15 || value > 30)
  if (outside.length === 0) return
  const keepalive = keepaliveOf(settled, context)
  for (const { effect, value } of outside) {
    const number = value > 30 ? '30' : '15'
    const message = `${parameter} is ${value} s, ${words(value, keepalive.probes.value)}: ${detection(keepalive, { intvl: value })}`
    const fix = fixed(replaceNumber(effect.setting, number, `Set it to ${number}`))
    yield problemAt(effect, `${message}; set it to ${number}`, {
      ...(value >= 10 && value < 15 ? { severity: 'notice' } : {}),
      ...fix,
    })
  }
}

function words(value: number, probes: number): string {
  if (value > 30) return 'above the recommended 15 to 30 s'
  if (value < 0) return 'a negative interval that the kernel takes all the same'
  if (value === 0) return 'so that all probes are sent within a moment and the shortest outage ends live connections'
  const outage = probes > 0 ? `an outage of ${duration(value * probes)}` : 'a short outage'
  return `${value < 10 ? 'far ' : ''}below the recommended 15 to 30 s, so that ${outage} ends idle connections that are alive`
}
