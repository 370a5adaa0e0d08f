import type { Random } from './random.ts'

/** `wide` and `small` take numbers, the latter up to 127; `flag` 0 and 1; `triple` three numbers. */
export type Kind = 'wide' | 'small' | 'flag' | 'triple'

export interface Parameter {
  readonly name: string
  readonly kind: Kind
  /** What the kernel holds before the run: nothing that a project sets. */
  readonly before: string
}

const named = (kind: Kind, before: string, ...names: string[]): Parameter[] =>
  names.map(name => ({ name: `net.ipv4.${name}`, kind, before }))

/** All are private to a network namespace. */
export const parameters: readonly Parameter[] = [
  ...named('wide', '7777', 'tcp_fin_timeout', 'tcp_keepalive_time', 'tcp_keepalive_intvl', 'tcp_max_syn_backlog'),
  ...named(
    'wide',
    '7778',
    'tcp_max_tw_buckets',
    'tcp_notsent_lowat',
    'tcp_limit_output_bytes',
    'tcp_challenge_ack_limit',
  ),
  ...named('small', '127', 'tcp_keepalive_probes', 'tcp_syn_retries', 'tcp_synack_retries', 'tcp_retries2'),
  ...named('small', '126', 'tcp_orphan_retries', 'tcp_retries1'),
  ...named('flag', '7', 'tcp_sack', 'tcp_window_scaling', 'tcp_slow_start_after_idle', 'tcp_no_metrics_save'),
  ...named('flag', '2', 'tcp_tw_reuse'),
  ...named('triple', '4111 131111 6111111', 'tcp_rmem', 'tcp_wmem'),
]

export const before: Readonly<Record<string, string>> = Object.fromEntries(parameters.map(p => [p.name, p.before]))

export const ofKind = (...kinds: Kind[]): readonly Parameter[] => parameters.filter(p => kinds.includes(p.kind))

/** Values none of which comes twice soon, so that a wrong winner shows. */
export interface Values {
  /** As the kernel reads it back, in decimal. */
  next(kind: Kind): string
}

export function valuesFrom(random: Random): Values {
  let last = 3 + random.below(100)
  let flag = random.below(2)
  const step = (): number => {
    last = last >= 120 ? 3 : last + 1
    return last
  }
  return {
    next(kind) {
      if (kind === 'flag') {
        flag = 1 - flag
        return String(flag)
      }
      if (kind === 'triple') return `4096 ${87000 + step()} ${6291000 + step()}`
      const value = step()
      return String(kind === 'wide' && value % 2 === 0 ? value * 100 : value)
    },
  }
}
