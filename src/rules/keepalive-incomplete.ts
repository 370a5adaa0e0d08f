import type { Effect, Settled } from '../core/effect.ts'
import type { Fix, Problem } from '../core/finding.ts'
import type { Limit } from '../core/policy.ts'
import type { Context, Rule } from '../core/rule.ts'
import { fixed } from './shared/fixes.ts'
import { companions, judgedEffects, problemAt } from './shared/judged.ts'
import { detection, keepaliveOf } from './shared/keepalive.ts'
import { addBeside } from './shared/whole-fixes.ts'
import { joined, wish } from './shared/wishes.ts'
import { nearestWithin } from './shared/within-limit.ts'

const time = 'net.ipv4.tcp_keepalive_time'
const rest: readonly string[] = ['net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes']

/** Probes tuned, but not the silence before the first one, which is the largest part of the detection time. */
export const rule: Rule = {
  id: 'keepalive-incomplete',
  summary: 'tcp_keepalive_intvl or tcp_keepalive_probes set without tcp_keepalive_time',
  severity: 'notice',
  why: `A dead peer is noticed after tcp_keepalive_time + tcp_keepalive_intvl × tcp_keepalive_probes seconds. By default that is 7200 + 75 × 9 s, 2 h 11 min 15 s, of which two hours are tcp_keepalive_time. Whoever tunes the interval and the number of probes alone shortens the last eleven minutes: with 15 and 5 it is still 2 h 1 min 15 s.

It matters most behind load balancers, NAT gateways and firewalls, which forget idle connections after some minutes: a first probe after two hours comes too late to keep the connection in their tables.`,
  wire: {
    states: ['ESTABLISHED'],
    says: 'An idle connection carries no packet until tcp_keepalive_time has passed. Then a probe goes out, an empty segment with a sequence number that the peer has seen already, which a living peer answers at once. Where nothing answers, one goes out every tcp_keepalive_intvl seconds until tcp_keepalive_probes of them are lost, then a reset. A firewall that has forgotten the connection in the meantime drops probes and data alike.',
  },
  remedy: `Set ${time} too, below the idle limit of whatever stands between the hosts, often a few minutes: --fix=keepalive-incomplete adds 200, which is below what the clouds' load balancers wait.`,
  citations: [
    {
      source: 'article',
      where: 'Reducing CLOSE_WAIT connection, 2 and 3',
      says: 'Tunes the interval and the number of probes and leaves tcp_keepalive_time out.',
    },
    {
      source: 'kernel',
      where: 'Documentation/networking/ip-sysctl.rst, tcp_keepalive_time',
      says: 'The silence before the first probe, 2 hours by default.',
    },
    {
      source: 'Amazon Redshift',
      where: 'Management guide, firewall timeouts of connections from outside of EC2',
      says: 'Sets all three, with 200 s of silence.',
    },
    {
      source: 'MongoDB',
      where: 'FAQ: Diagnostics, TCP keepalive',
      says: 'Recommends 120 s of silence, and its servers cap longer ones at 300 s.',
    },
  ],
  bad: [
    {
      path: 'etc/sysctl.d/60-tcp.conf',
      text: 'net.ipv4.tcp_keepalive_intvl = 15\nnet.ipv4.tcp_keepalive_probes = 5\n',
      note: 'still 7200 + 15 × 5 = 7275 s (2 h 1 min 15 s); said once',
    },
    {
      path: 'roles/db/tasks/main.yml',
      text: `- name: Fewer probes
  ansible.posix.sysctl:
    name: net.ipv4.tcp_keepalive_probes
    value: "5"
    sysctl_file: /etc/sysctl.d/60-tcp.conf
`,
    },
  ],
  good: [
    {
      path: 'etc/sysctl.d/60-tcp.conf',
      text: `${time} = 600\nnet.ipv4.tcp_keepalive_intvl = 15\nnet.ipv4.tcp_keepalive_probes = 5\n`,
    },
    {
      path: 'user-data.yaml',
      text: `#cloud-config
write_files:
  - path: /etc/sysctl.d/60-tcp.conf
    content: |
      ${time} = 300
      net.ipv4.tcp_keepalive_intvl = 30
`,
    },
  ],
  check,
}

function* check(settled: Settled, context: Context): Iterable<Problem> {
  const first = tuned(settled)
  if (!first) return
  const scope = context.scope.slice(0, 500)
  // one finding a scope, in the first of its targets that tunes probes
  if (scope.find(one => tuned(one))?.target.id !== settled.target.id) return
  if (companions(settled, context).some(setsTime)) return
  const { parameter } = first.setting
  const message = `${parameter} is set without ${time}: ${detection(keepaliveOf(settled, context))}`
  const wanted = context.policy.at(first.setting.key.source.path).limits.get(time) ?? []
  const advice =
    wanted.length === 0
      ? 'below the idle limit of firewalls and load balancers in between'
      : `for which ${joined(wanted.slice(0, 3).map(limit => wish(limit)))}`
  yield problemAt(first, `${message}; set ${time} too, ${advice}`, fixed(fillIn(first, wanted)))
}

/**
 * Below what forgets idle connections soonest: Azure's load balancer after 4 min, AWS's NLB and NAT gateway after 350 s, Google's
 * network after 10 min. Amazon Redshift's management guide has 200.
 */
const quietSeconds = 200

function fillIn({ setting }: Effect, wanted: readonly Limit[]): Fix | null {
  const number = nearestWithin(quietSeconds, wanted)
  return number === null ? null : addBeside(setting, time, String(number))
}

function tuned(settled: Settled) {
  for (const effect of judgedEffects(settled)) if (rest.includes(effect.setting.parameter)) return effect
  return null
}

function setsTime({ effects }: Settled): boolean {
  return effects.some(({ setting }) => setting.parameter === time && setting.state === 'set')
}
