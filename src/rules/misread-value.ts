import type { Effect, Settled } from '../core/effect.ts'
import type { Fix, Problem } from '../core/finding.ts'
import type { KernelRange } from '../core/kernel-range.ts'
import type { Context, Rule } from '../core/rule.ts'
import { written } from '../core/text.ts'
import { type Misreading, misread } from '../kernel/misread.ts'
import { writeParameter } from '../kernel/write.ts'
import { fixed, replaceNumber, replaceValue } from './shared/fixes.ts'
import { judgedEffects, problemAt, speaksAlone } from './shared/judged.ts'
import { clip, isSecret, shown } from './shared/words.ts'

/** Values that are accepted and mean something else than they look like. */
export const rule: Rule = {
  id: 'misread-value',
  summary: 'a value that the kernel accepts and reads as something else',
  severity: 'warning',
  why: `The kernel reads numbers as C does: a leading 0 makes them octal, so that 030 sets 24. YAML 1.1, which Ansible and cloud-init read, does the same to a number without quotes before the kernel sees it, and takes 1:30 for 90.

What follows a number and a blank is not looked at: 1 000 sets 1, and of tcp_rmem four numbers set three. Where numbers are missing, the rest keeps what it was on that host, whatever that is: sysctl -w net.ipv4.tcp_rmem=4096 87380 16777216 without quotes sets the first number only.

No tool says anything, the write succeeds. A comment behind a number and a blank is harmless and no finding.`,
  wire: {
    states: [],
    says: 'The kernel acts by the number that it has read. With tcp_fin_timeout = 030 it forgets a connection in FIN_WAIT_2 after 24 s, and a peer that closes later is answered with a reset.',
  },
  remedy:
    'Write decimal numbers without leading zeros, all of them, in quotes where a shell or YAML might read them first.',
  citations: [
    {
      source: 'article',
      where: 'Reducing CLOSE_WAIT connection, 1 to 5',
      says: 'Its commands write plain decimal numbers; what else the kernel makes of a value is not mentioned.',
    },
    {
      source: 'kernel',
      where: 'kernel/sysctl.c, proc_get_long()',
      says: 'Base 0: a leading 0 is octal, 0x hexadecimal; the rest of the line behind a blank is left.',
    },
    {
      source: 'PyYAML',
      where: 'yaml/resolver.py',
      says: 'Integers with a leading 0 are octal, digits with colons count in sixties.',
    },
  ],
  bad: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: 'net.ipv4.tcp_fin_timeout = 030\n', note: 'sets 24' },
    {
      path: 'tune.sh',
      text: `#!/bin/sh
cat > /etc/sysctl.d/60-tcp.conf <<EOF
net.ipv4.tcp_wmem = 4096 65536
EOF
`,
      note: 'the third number stays as it was',
    },
  ],
  good: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: 'net.ipv4.tcp_fin_timeout = 30 # not 60\n' },
    {
      path: 'tune.sh',
      text: `#!/bin/sh
cat > /etc/sysctl.d/60-tcp.conf <<EOF
net.ipv4.tcp_wmem = 4096 65536 16777216
EOF
`,
    },
  ],
  check,
}

function* check(settled: Settled, { kernel }: Context): Iterable<Problem> {
  for (const effect of judgedEffects(settled)) {
    const { setting, errno, effective } = effect
    if (errno !== null || !setting.known || setting.parameter === speaksAlone || isSecret(setting.parameter)) continue
    const text = byYaml(effect)
    const misreading = text === null ? misread(setting.parameter, setting.value, effective!) : null
    const message = text ?? (misreading && inWords(effect, misreading))
    if (message === null) continue
    const at = setting.valueAt.end > setting.valueAt.start ? setting.valueAt : setting.key
    yield problemAt(effect, message, { at, ...fixed(misreading && suggestion(effect, misreading, kernel)) })
  }
}

/** A number that YAML 1.1 has already changed: 030 and 1:30 without quotes. */
function byYaml({ setting, effective }: Effect): string | null {
  const text = written(setting.valueAt)
  if (text.length > 30 || text === setting.value || !/^[-+]?(0[0-7]+|[1-9]\d*(:[0-5]?\d)+)$/.test(text)) return null
  if (!/^-?\d+$/.test(setting.value) || Number(text) === Number(setting.value)) return null
  const how = text.includes(':') ? 'counts its digits in sixties' : 'takes the leading 0 for octal'
  return `${clip(setting.parameter, 70)} = ${text} sets ${effective}: YAML 1.1 ${how}; put the number that is meant in quotes`
}

function inWords({ setting, effective }: Effect, { reason, intended }: Misreading): string {
  const start = shown(setting)
  const sets = `sets ${clip(effective!, 40)}`
  switch (reason) {
    case 'octal':
      return `${start} ${sets}, not ${clip(intended!, 40)}: a leading 0 makes a number octal; write it without`
    case 'hex':
      return `${start} ${sets}: 0x makes a number hexadecimal; write it in decimal`
    case 'trailing':
      return `${start} ${sets}: the kernel reads one number and nothing behind the blank; write ${intended ? clip(intended, 30) : 'only the number that is meant'}`
    case 'missing-numbers':
      return `${start} sets ${count(effective!)}, and the rest keeps what it was on each host; write all the numbers`
    case 'surplus':
      return `${start} ${sets}: the kernel reads no more numbers than that; leave the rest out`
  }
}

function count(effective: string): string {
  const numbers = effective.split(' ')
  const set = numbers.filter(number => number !== '*').length
  return `only the first ${set === 1 ? '' : `${set} `}of ${numbers.length} numbers`
}

/** Only what is read as it looks is suggested: a number without its leading 0 may still be too few numbers. */
function suggestion({ setting }: Effect, { intended }: Misreading, kernel: KernelRange): Fix | null {
  if (intended === null) return null
  const { parameter, value } = setting
  const comment = /^\s*\S+(\s+(?:#|;|\/\/).*)$/.exec(value.slice(0, 200))?.[1]
  const text = intended + (comment ?? '')
  const result = writeParameter(parameter, text, kernel)
  if (result.outcome !== 'applied' || misread(parameter, text, result.effective)) return null
  const title = `Write ${clip(intended, 30)}`
  return comment ? replaceNumber(setting, intended, title) : replaceValue(setting, intended, title)
}
