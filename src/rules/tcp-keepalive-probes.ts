import type { Settled } from '../core/effect.ts'
import type { Problem } from '../core/finding.ts'
import type { Context, Rule } from '../core/rule.ts'
import { judgedByArticle } from './shared/by-article.ts'
import { fixed, replaceNumber } from './shared/fixes.ts'
import { problemAt } from './shared/judged.ts'
import { detection, keepaliveOf } from './shared/keepalive.ts'

const parameter = 'net.ipv4.tcp_keepalive_probes'

/** How many keepalive probes go unanswered before the connection is reset. */
export const rule: Rule = {
  id: 'tcp-keepalive-probes',
  summary: 'tcp_keepalive_probes other than 5',
  severity: 'warning',
  why: `For sockets with SO_KEEPALIVE the kernel sends a probe after tcp_keepalive_time seconds of silence, then one every tcp_keepalive_intvl seconds. After tcp_keepalive_probes of them without an answer it resets the connection, so a dead peer is noticed after time + intvl × probes.

Many probes make that later. Few probes turn lost packets into lost connections: with 3, three lost packets in a row are enough, with 1 a single one. With 0 the kernel sends no probe at all and resets every idle connection with SO_KEEPALIVE when tcp_keepalive_time is over, even if the peer is well (tried: the socket of a peer that answers ends with ETIMEDOUT).

It does nothing for sockets without SO_KEEPALIVE, nor for those with their own TCP_KEEPCNT or a TCP_USER_TIMEOUT.`,
  wire: {
    states: ['ESTABLISHED'],
    says: 'Each probe is an empty segment that a living peer answers at once. Every one that stays unanswered counts, whether the peer is dead or the packet was lost on the way; after the last the kernel sends a reset, and the application reads ETIMEDOUT.',
  },
  house: ['min: 5', 'max: 9', 'why: the mobile network loses packets'],
  remedy: 'Set it to 5, and choose tcp_keepalive_time along with it: that is the largest part of the sum.',
  citations: [
    {
      source: 'article',
      where: 'Reducing CLOSE_WAIT connection, 3. TCP_KEEPALIVE_PROBES',
      says: 'Recommends 5 unanswered probes instead of the default 9.',
    },
    {
      source: 'kernel',
      where: 'Documentation/networking/ip-sysctl.rst, tcp_keepalive_probes',
      says: 'The number of probes that are sent before the connection counts as broken; default 9.',
    },
    {
      source: 'kernel',
      where: 'net/ipv4/tcp_timer.c, tcp_keepalive_timer()',
      says: 'The count is compared before a probe is sent, so 0 resets the connection at the first expiry of the timer; a TCP_USER_TIMEOUT takes its place.',
    },
    {
      source: 'RabbitMQ',
      where: 'Networking and RabbitMQ, Dealing with High Connection Churn',
      says: 'Uses 4, with a probe every 10 s after 30 s of silence.',
    },
    {
      source: 'Amazon Redshift',
      where: 'Management guide, firewall timeouts of connections from outside of EC2',
      says: 'Uses 5, like the article.',
    },
    {
      source: 'Azure',
      where: 'AKS, customize node configuration, net.ipv4.tcp_keepalive_probes',
      says: 'Lets node pools choose 1 to 15 and keeps 9 otherwise.',
    },
  ],
  bad: [
    {
      path: 'etc/sysctl.d/60-tcp.conf',
      text: `net.ipv4.tcp_keepalive_time = 600\n${parameter} = 9\n`,
      note: 'nine probes 75 s apart: a dead peer is noticed after 1275 s (21 min 15 s)',
    },
    {
      path: 'roles/common/tasks/main.yml',
      text: `- name: Keepalive
  ansible.posix.sysctl:
    name: "{{ item.name }}"
    value: "{{ item.value }}"
    sysctl_file: /etc/sysctl.d/60-tcp.conf
  loop:
    - { name: net.ipv4.tcp_keepalive_time, value: 600 }
    - { name: ${parameter}, value: 3 }
`,
      note: 'a notice: three lost packets in a row end a live connection',
    },
  ],
  good: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: `net.ipv4.tcp_keepalive_time = 600\n${parameter} = 5\n` },
    {
      path: 'user-data.yaml',
      text: `#cloud-config
write_files:
  - path: /etc/sysctl.d/60-tcp.conf
    content: |
      net.ipv4.tcp_keepalive_time = 600
      ${parameter} = 5
`,
    },
  ],
  check,
}

function* check(settled: Settled, context: Context): Iterable<Problem> {
  const others = judgedByArticle(settled, parameter, context).filter(({ value }) => value !== 5)
  if (others.length === 0) return
  const keepalive = keepaliveOf(settled, context)
  for (const { effect, value } of others) {
    const message = `${parameter} is ${value}, ${words(value)}: ${detection(keepalive, { probes: value })}; set it to 5`
    yield problemAt(effect, message, {
      ...(value >= 2 && value < 5 ? { severity: 'notice' } : {}),
      ...fixed(replaceNumber(effect.setting, '5', 'Set it to 5')),
    })
  }
}

function words(value: number): string {
  if (value > 5) return 'above the recommended 5'
  if (value > 1) return `below the recommended 5, so that ${value} lost packets in a row end a live connection`
  if (value === 1) return 'so that a single lost packet ends a live connection'
  return 'so that the kernel sends no probe and resets connections whose peer is well'
}
