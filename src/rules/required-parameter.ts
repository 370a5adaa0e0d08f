import type { Effect, Settled } from '../core/effect.ts'
import type { Problem } from '../core/finding.ts'
import type { Context, Rule } from '../core/rule.ts'
import { companions } from './shared/judged.ts'
import { clip } from './shared/words.ts'

const config = `require:
  net.ipv4.tcp_syncookies:
    why: every host faces the internet
`

/** Parameters that the configuration requires and a target leaves to its kernel. */
export const rule: Rule = {
  id: 'required-parameter',
  summary: 'a target that does not set what the configuration requires',
  severity: 'warning',
  why: `A parameter that nobody sets has the value that the kernel, the distribution or a package left there, which differs from host to host and changes with an upgrade. Where that matters, require in .sysctl-lint.yml names the parameters that each target is to set itself: a tree of sysctl files, a sysctl file, a script, a play or user-data that sets any TCP parameter at all.

Requirements are for audits: they are told only where a run asks for them, with --require, since a change of one file is rarely the place to hear what another one lacks.`,
  wire: {
    states: [],
    says: "Connections are treated by the kernel's default, or by what an image or a package sets, which is another value on another host.",
  },
  remedy: 'Set the parameter where the other ones are set, or take it out of require.',
  citations: [
    {
      source: 'article',
      where: 'its last sentence',
      says: 'Has the parameters set persistently in /etc/sysctl.conf: what is not written there is not settled.',
    },
    {
      source: 'ComplianceAsCode',
      where: 'sysctl_net_ipv4_tcp_syncookies and other sysctl rules',
      says: 'Fails a host whose files do not set the parameter, even if the kernel has the right value.',
    },
  ],
  bad: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: 'net.ipv4.tcp_fin_timeout = 30\n', config },
    {
      path: 'user-data.yaml',
      text: `#cloud-config
write_files:
  - path: /etc/sysctl.d/60-tcp.conf
    content: |
      net.ipv4.tcp_fin_timeout = 30
`,
      config: 'require: [net.ipv4.tcp_syncookies]\n',
    },
  ],
  good: [
    {
      path: 'etc/sysctl.d/60-tcp.conf',
      text: 'net.ipv4.tcp_fin_timeout = 30\nnet.ipv4.tcp_syncookies = 1\n',
      config,
    },
    {
      path: 'roles/web/tasks/main.yml',
      text: `- name: Survive SYN floods
  ansible.posix.sysctl:
    name: net.ipv4.tcp_syncookies
    value: "1"
    sysctl_file: /etc/sysctl.d/60-tcp.conf
`,
      config,
    },
  ],
  check,
}

function* check(settled: Settled, context: Context): Iterable<Problem> {
  if (!context.required || settled.target.kind === 'variables') return
  const first = firstOf(settled)
  if (!first) return
  const { require } = context.policy.at(first.setting.key.source.path)
  if (require.length === 0) return
  const set = new Set(
    companions(settled, context).flatMap(one => one.effects.filter(isSet).map(e => e.setting.parameter)),
  )
  for (const { parameter, severity, why, at } of require) {
    if (set.has(parameter)) continue
    const by = at === null ? 'the configuration' : clip(at.source.path)
    const reason = why === '' ? '' : ` (${clip(why, 120)})`
    const message = `${parameter} is required by ${by}${reason} and not set ${where(settled, first)}; set it there too`
    yield { message, at: first.setting.key, parameter, ...(severity === null ? {} : { severity }) }
  }
}

function where({ target }: Settled, { setting }: Effect): string {
  if (target.name !== undefined) return `for ${clip(target.name)}`
  return `along with what ${clip(setting.key.source.path)} sets`
}

/** The setting that stands first, by path and place. */
function firstOf({ effects }: Settled): Effect | null {
  let first: Effect | null = null
  for (const effect of effects) if (isSet(effect) && (first === null || isBefore(effect, first))) first = effect
  return first
}

function isSet({ setting, outcome }: Effect): boolean {
  return setting.state === 'set' && (outcome === 'applied' || outcome === 'unknown')
}

function isBefore({ setting: { key: a } }: Effect, { setting: { key: b } }: Effect): boolean {
  return a.source.path === b.source.path ? a.start < b.start : a.source.path < b.source.path
}
