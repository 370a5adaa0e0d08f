import type { Settled } from '../core/effect.ts'
import type { Problem } from '../core/finding.ts'
import { isGlob } from '../core/glob.ts'
import type { Context, Rule } from '../core/rule.ts'
import { written } from '../core/text.ts'
import { defaultOf, effectIn, findParameter } from '../kernel/parameters.ts'
import { fixed } from './shared/fixes.ts'
import { judgedEffects, problemAt } from './shared/judged.ts'
import { beatenIn, deleteSetting } from './shared/whole-fixes.ts'
import { shown } from './shared/words.ts'

/** Parameters that are kept for old scripts and do nothing. */
export const rule: Rule = {
  id: 'no-effect',
  summary: 'a parameter that the kernel still accepts and no longer looks at',
  severity: 'notice',
  why: `Some parameters outlived the code they steered. tcp_low_latency does nothing since Linux 4.14, tcp_fack since 4.15 and tcp_adv_win_scale since 6.6. They are still there, take a value and give it back, so that old scripts do not fail.

Nothing breaks, but somebody believes in a tuning that is not there. A line that holds the default is left alone.`,
  wire: {
    states: [],
    says: 'Nothing changes: the kernel keeps the number and reads it back, and no code that handles packets looks at it.',
  },
  remedy: 'Delete the line.',
  citations: [
    { source: 'article', where: 'Reducing CLOSE_WAIT connection', says: 'Does not name these parameters.' },
    {
      source: 'kernel',
      where: 'Documentation/networking/ip-sysctl.rst, tcp_fack, tcp_low_latency and tcp_adv_win_scale',
      says: 'Legacy options without any effect; tcp_adv_win_scale is obsolete since 6.6.',
    },
  ],
  bad: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: 'net.ipv4.tcp_low_latency = 1\n' },
    {
      path: 'roles/minio/defaults/main.yml',
      text: `minio_sysctl:
  - name: net.ipv4.tcp_fack
    value: "1"
`,
    },
  ],
  good: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: 'net.ipv4.tcp_low_latency = 0\n', note: 'the default' },
    {
      path: 'roles/minio/defaults/main.yml',
      text: `minio_sysctl:
  - name: net.ipv4.tcp_adv_win_scale
    value: "2"
`,
      note: 'kernels before 6.6, which are in the default range, heed it',
    },
  ],
  check,
}

function* check(settled: Settled, { kernel }: Context): Iterable<Problem> {
  const beaten = beatenIn(settled)
  for (const effect of judgedEffects(settled)) {
    const { setting, effective } = effect
    const parameter = findParameter(setting.parameter)
    if (!parameter || parameter.noEffectSince === null || isGlob(written(setting.key))) continue
    if (effectIn(parameter, kernel) !== 'no-op' || effective === defaultOf(parameter, kernel)) continue
    const message = `${shown(setting)} has no effect: Linux keeps the parameter for old scripts and does nothing with it since ${parameter.noEffectSince}; delete the line`
    yield problemAt(effect, message, fixed(deleteSetting(setting, beaten, 'Delete the line')))
  }
}
