import type { Effect, Settled } from '../../core/effect.ts'
import type { Severity } from '../../core/finding.ts'
import type { KernelRange } from '../../core/kernel-range.ts'
import { findParameter, type Parameter } from '../../kernel/parameters.ts'
import { presence } from '../../kernel/presence.ts'
import { speaksAlone } from './judged.ts'

/** Whether the author has allowed for the failure: `|| true`, ignoreerrors, a test, or a `-` before the key, which systemd heeds. */
export function isGuarded({ setting }: Effect, settled: Settled): boolean {
  return setting.onError === 'guarded' || (setting.dash && settled.loader === 'systemd')
}

/** A refusal that ends the run is an error, whatever it is about. */
export function severityOf({ setting }: Effect, otherwise: Severity): Severity {
  return setting.onError === 'stops' ? 'error' : otherwise
}

/** What a refusal does to everything else that is set along with it, in words that finish a message. */
export function aftermath({ setting }: Effect): string {
  if (setting.onError === 'stops') return 'the failure ends the run'
  const reader = setting.within.at(-1) ?? setting.format
  return reader === 'sysctl-conf' ? 'the other lines still apply' : 'the rest still runs'
}

/** A setting whose key no kernel of the range has. */
export interface Missing {
  readonly effect: Effect
  /** What is known of the name; undefined for a name that no kernel ever had. */
  readonly parameter: Parameter | undefined
}

/** The settings that are refused for their key. tcp_tw_recycle has a rule of its own. */
export function* missingKeys({ effects }: Settled, kernel: KernelRange): Iterable<Missing> {
  for (const effect of effects) {
    const { setting, outcome } = effect
    if (outcome !== 'refused' || setting.parameter === speaksAlone || setting.state !== 'set') continue
    if (isMissing(setting.parameter, kernel)) yield { effect, parameter: findParameter(setting.parameter) }
  }
}

/** Whether no kernel of the range has the parameter. */
export function isMissing(parameter: string, kernel: KernelRange): boolean {
  const there = presence(parameter, kernel)
  return there === 'absent' || there === 'never-existed'
}
