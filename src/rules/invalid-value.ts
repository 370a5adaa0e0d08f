import type { Effect, Settled } from '../core/effect.ts'
import type { Fix, Problem } from '../core/finding.ts'
import type { KernelRange } from '../core/kernel-range.ts'
import type { Context, Rule } from '../core/rule.ts'
import type { Setting } from '../core/setting.ts'
import { findParameter } from '../kernel/parameters.ts'
import { writeParameter } from '../kernel/write.ts'
import { type Diagnosis, diagnose } from './shared/diagnosis.ts'
import { fixed, replaceValue } from './shared/fixes.ts'
import { problemAt, speaksAlone } from './shared/judged.ts'
import { limits } from './shared/limits.ts'
import { aftermath, isMissing } from './shared/refusal.ts'
import { clip, isSecret, shownWhole } from './shared/words.ts'

/** Values that the kernel refuses, in whole or half-way. */
export const rule: Rule = {
  id: 'invalid-value',
  summary: 'a value that the kernel refuses',
  severity: 'error',
  why: `The kernel reads a number as C does: blanks, digits, perhaps 0x in front, and behind the digits nothing but a blank or the end of the line. A unit (60s, 16M), quotes, commas between numbers, a comment without a blank before it (15# note), true and yes are refused with EINVAL, and so is a number outside the parameter's limits. Names such as tcp_congestion_control are taken as the whole line, comment and quotes included, and refused with ENOENT when there is no such algorithm.

The parameter keeps the value that it had, which on a fresh host is the default, and the error is one line in the boot's journal.

A parameter of several numbers (tcp_rmem, tcp_wmem, tcp_mem) is stored number by number: those before the bad one are already in force when the write fails.`,
  wire: {
    states: [],
    says: "Nothing changes: the write fails, and connections go on being treated by what the parameter had before, mostly the kernel's default. Who set tcp_keepalive_intvl to notice dead peers sooner notices them as late as ever.",
  },
  remedy:
    'Write plain numbers in the unit that the parameter has, with blanks between them, and comments on lines of their own.',
  citations: [
    {
      source: 'article',
      where: 'Reducing CLOSE_WAIT connection, 1 to 5',
      says: 'Gives every value as a plain number of seconds or of probes, or as 0 or 1.',
    },
    {
      source: 'kernel',
      where: 'kernel/sysctl.c, proc_get_long() and do_proc_dointvec()',
      says: 'Reads numbers with base 0, stops at blank, tab or newline, and answers EINVAL to everything else; arrays are stored one by one.',
    },
    {
      source: 'kernel',
      where: 'net/ipv4/sysctl_net_ipv4.c',
      says: 'Holds the limits of each parameter; times kept in jiffies end at INT_MAX divided by HZ.',
    },
    {
      source: 'kernel',
      where: 'net/ipv4/tcp_cong.c, tcp_set_default_congestion_control()',
      says: 'Looks the name up, loads the module of that name if need be, and answers ENOENT when there is none.',
    },
  ],
  bad: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: 'net.ipv4.tcp_fin_timeout = 30s\n', note: 'a unit; 30 was meant' },
    {
      path: 'roles/db/tasks/main.yml',
      text: `- name: Larger buffers
  ansible.posix.sysctl:
    name: net.ipv4.tcp_rmem
    value: 4096,87380,16777216
    sysctl_file: /etc/sysctl.d/60-tcp.conf
`,
      note: 'commas instead of blanks',
    },
    {
      path: 'user-data.yaml',
      text: `#cloud-config
write_files:
  - path: /etc/sysctl.d/60-tcp.conf
    content: |
      net.ipv4.tcp_congestion_control = bbr # faster
`,
      note: 'the comment becomes part of the name',
    },
  ],
  good: [
    {
      path: 'etc/sysctl.d/60-tcp.conf',
      text: 'net.ipv4.tcp_fin_timeout = 30 # seconds\n',
      note: 'behind a number and a blank the kernel reads no further',
    },
    {
      path: 'roles/db/tasks/main.yml',
      text: `- name: Larger buffers
  ansible.posix.sysctl:
    name: net.ipv4.tcp_rmem
    value: 4096 87380 16777216
    sysctl_file: /etc/sysctl.d/60-tcp.conf
`,
    },
  ],
  check,
}

function* check(settled: Settled, { kernel }: Context): Iterable<Problem> {
  for (const effect of settled.effects) {
    const { setting, outcome, errno } = effect
    if (errno === null || setting.state !== 'set' || !setting.known || setting.parameter === speaksAlone) continue
    if (outcome === 'refused' ? isMissing(setting.parameter, kernel) : outcome !== 'applied' && outcome !== 'unknown')
      continue
    yield problemOf(effect, kernel)
  }
}

function problemOf(effect: Effect, kernel: KernelRange): Problem {
  const { setting, errno, outcome, effective } = effect
  const parameter = findParameter(setting.parameter)
  const found = parameter?.writable ? diagnose(setting.value, parameter) : null
  const reason = found?.reason
    ? `${found.reason}; it takes ${limits(parameter!, kernel)}`
    : kernelsReason(setting, kernel)
  const half = outcome === 'refused' ? '' : ` half-way, after it has stored ${clip(stored(effective), 40)}`
  const keeps = half ? '' : 'the parameter keeps what it had, and '
  const message = `${shownWhole(setting)} is refused by the kernel${half} (${errno}): ${reason}; ${keeps}${aftermath(effect)}`
  const at = setting.valueAt.end > setting.valueAt.start ? setting.valueAt : setting.key
  return problemAt(effect, message, { at, ...fixed(found && suggestion(effect, found, kernel)) })
}

function kernelsReason({ parameter, value }: Setting, kernel: KernelRange): string {
  const why = writeParameter(parameter, value, kernel).why.split('; ', 1)[0]!
  return clip(why.slice(0, 1).toLowerCase() + why.slice(1), 140)
}

function stored(effective: string | null): string {
  return (effective ?? '').replaceAll('*', '').trim()
}

/** Only what the kernel certainly takes is suggested. */
function suggestion({ setting }: Effect, { meant }: Diagnosis, kernel: KernelRange): Fix | null {
  if (meant === null || isSecret(setting.parameter)) return null
  const result = writeParameter(setting.parameter, meant, kernel)
  if (result.outcome !== 'applied' || result.errno !== null) return null
  return replaceValue(setting, meant, `Write ${clip(meant, 30)}`)
}
