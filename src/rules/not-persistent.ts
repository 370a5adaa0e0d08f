import type { Effect, Settled } from '../core/effect.ts'
import type { Problem } from '../core/finding.ts'
import type { Context, Rule } from '../core/rule.ts'
import type { Setting } from '../core/setting.ts'
import { fixed } from './shared/fixes.ts'
import { companions, problemAt, speaksAlone } from './shared/judged.ts'
import { homeAmong, keepOverReboots } from './shared/whole-fixes.ts'

/** A value in the running kernel that nothing sets again after a reboot. */
export const rule: Rule = {
  id: 'not-persistent',
  summary: 'a write to the running kernel that no file makes permanent',
  severity: 'warning',
  why: `sysctl -w and a write below /proc/sys change the running kernel and nothing else. After the next reboot the parameter is back at its default or at what the files on the host say, usually months later and on one host at a time, when nobody remembers the script.

In cloud-init, runcmd and user-data scripts run once in the life of an instance, and an Ansible task runs when somebody runs it: neither comes back after a reboot. bootcmd does, at each boot.

It is silent where the write comes back with each start: container entrypoints, rc.local, @reboot, units, and where another part of the same role or file sets the parameter for good.`,
  wire: {
    states: [],
    says: 'Until the next reboot connections are treated by the new value, after it by the old one: the same host keeps silent peers, late closes and full queues for another time than before, and nothing in the repository has changed.',
  },
  remedy:
    'Write the setting to a file in /etc/sysctl.d that ends in .conf, and load it with sysctl -p FILE or sysctl --system.',
  citations: [
    {
      source: 'article',
      where: 'Reducing CLOSE_WAIT connection, the last sentence',
      says: 'Shows every parameter as a write below /proc/sys, and points to /etc/sysctl.conf for keeping them. Today a file in /etc/sysctl.d is the place that every loader reads.',
    },
    {
      source: 'kernel',
      where: 'Documentation/admin-guide/sysctl/index.rst',
      says: 'Writes below /proc/sys change the running kernel; scripts have to repeat them at boot.',
    },
    {
      source: 'man',
      where: 'sysctl.d(5)',
      says: 'systemd-sysctl applies the files of the sysctl.d directories at each boot.',
    },
    {
      source: 'cloud-init',
      where: 'Module reference, Runcmd and Bootcmd',
      says: 'runcmd runs on the first boot of an instance only, bootcmd on each boot.',
    },
  ],
  bad: [
    {
      path: 'user-data.yaml',
      text: '#cloud-config\nruncmd:\n  - sysctl -w net.ipv4.tcp_fin_timeout=30\n',
    },
    {
      path: 'roles/web/tasks/main.yml',
      text: `- name: Close faster
  ansible.builtin.command: sysctl -w net.ipv4.tcp_fin_timeout=30
`,
    },
    { path: 'tune.sh', text: '#!/bin/sh\necho 30 > /proc/sys/net/ipv4/tcp_fin_timeout\n', note: 'a notice' },
  ],
  good: [
    {
      path: 'user-data.yaml',
      text: `#cloud-config
runcmd:
  - echo "net.ipv4.tcp_fin_timeout = 30" > /etc/sysctl.d/60-tcp.conf
  - sysctl -w net.ipv4.tcp_fin_timeout=30
`,
    },
    { path: 'user-data.yaml', text: '#cloud-config\nbootcmd:\n  - sysctl -w net.ipv4.tcp_fin_timeout=30\n' },
    {
      path: 'docker-entrypoint.sh',
      text: '#!/bin/sh\nsysctl -w net.ipv4.tcp_fin_timeout=30\nexec "$@"\n',
      note: 'runs at each start of the container',
    },
  ],
  check,
}

function* check(settled: Settled, context: Context): Iterable<Problem> {
  const passing = settled.effects.filter(isPassing)
  if (passing.length === 0) return
  const kept = new Set<string>()
  for (const { effects } of companions(settled, context))
    for (const effect of effects) if (isAttemptToKeep(effect)) kept.add(effect.setting.parameter)
  const home = homeAmong(settled.effects.filter(isKeptByDropIn))
  const times = new Map<string, number>()
  for (const { setting } of settled.effects) times.set(setting.parameter, (times.get(setting.parameter) ?? 0) + 1)
  for (const effect of passing) {
    const { setting, appliedBy } = effect
    if (kept.has(setting.parameter)) continue
    const how =
      appliedBy.startsWith('/') && !appliedBy.startsWith('/proc')
        ? `from ${appliedBy}, which is not read at boot`
        : `by ${appliedBy}`
    const message = `${setting.parameter} is set in the running kernel only (${how}) and is lost at the next reboot; write it to a file in /etc/sysctl.d too`
    const fix = fixed(keepOverReboots(setting, home, times.get(setting.parameter) === 1))
    yield problemAt(effect, message, byTool(setting) ? fix : { severity: 'notice', ...fix })
  }
}

function isKeptByDropIn({ setting, outcome, lasts, appliedBy }: Effect): boolean {
  return (
    setting.state === 'set' &&
    outcome === 'applied' &&
    lasts === 'persistent' &&
    /^\/etc\/sysctl\.d\/[^/]+\.conf$/.test(appliedBy)
  )
}

function isPassing({ setting, outcome, lasts, appliedBy }: Effect): boolean {
  if (outcome !== 'applied' || lasts !== 'runtime' || setting.state !== 'set') return false
  if (setting.parameter === speaksAlone || setting.conditional !== null) return false
  // that systemd-sysctl passes over this file is said by loader-disagreement, once for the file
  return appliedBy !== '/etc/sysctl.conf' && !runsAtEachStart(setting.key.source.path)
}

/** Even a file that is not read, or a line that is refused, shows that the author meant it to stay; other rules speak of those. */
function isAttemptToKeep({ setting, lasts, outcome, appliedBy }: Effect): boolean {
  return setting.state === 'set' && (lasts !== 'runtime' || outcome === 'ignored' || appliedBy === '/etc/sysctl.conf')
}

function runsAtEachStart(path: string): boolean {
  return /(^|\/)([\w.-]*entrypoint[\w.-]*|rc\.local|per-boot\/[^/]+|init\.d\/[^/]+|crontab|cron\.d\/[^/]+)$|\.(service|timer)$/i.test(
    path,
  )
}

function byTool({ format, within }: Setting): boolean {
  return [format, ...within].some(reader => reader === 'ansible' || reader === 'cloud-init')
}
