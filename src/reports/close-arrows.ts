import type { Effect } from '../core/effect.ts'

/** The parameters that stand on the arrows, with the unit of their values. */
export const closeUnits = {
  tcp_fin_timeout: ' s',
  tcp_keepalive_time: ' s',
  tcp_keepalive_intvl: ' s',
  tcp_keepalive_probes: '',
  tcp_retries2: '',
  tcp_orphan_retries: '',
  tcp_tw_reuse: '',
  tcp_max_tw_buckets: '',
} as const

/** A parameter of a closing connection, without `net.ipv4.`. */
export type CloseParameter = keyof typeof closeUnits

export type CloseState =
  | 'ESTABLISHED'
  | 'FIN_WAIT_1'
  | 'FIN_WAIT_2'
  | 'CLOSING'
  | 'TIME_WAIT'
  | 'CLOSE_WAIT'
  | 'LAST_ACK'
  | 'CLOSED'
  | 'SYN_SENT'

export interface CloseArrow {
  readonly from: CloseState
  readonly to: CloseState
  /** What makes the connection go this way. */
  readonly says: string
  /** What governs it. */
  readonly by: readonly CloseParameter[]
}

const orphan = { says: 'FIN unanswered, no process left', by: ['tcp_orphan_retries'] } as const

/**
 * How a TCP connection ends on Linux, and which parameter governs which arrow. Sources: net/ipv4/tcp_input.c tcp_rcv_state_process() and
 * tcp_fin(); tcp_timer.c tcp_write_timeout(), tcp_orphan_retries() and tcp_keepalive_timer(); tcp_minisocks.c tcp_time_wait();
 * tcp_ipv4.c tcp_twsk_unique(). Resets, which end any state, are left out.
 */
export const closeArrows: readonly CloseArrow[] = [
  { from: 'ESTABLISHED', to: 'FIN_WAIT_1', says: 'this host closes first', by: [] },
  { from: 'ESTABLISHED', to: 'CLOSE_WAIT', says: 'the peer closes first', by: [] },
  {
    from: 'ESTABLISHED',
    to: 'CLOSED',
    says: 'the peer is silent, with SO_KEEPALIVE',
    by: ['tcp_keepalive_time', 'tcp_keepalive_intvl', 'tcp_keepalive_probes'],
  },
  { from: 'ESTABLISHED', to: 'CLOSED', says: 'data is not acknowledged', by: ['tcp_retries2'] },
  { from: 'FIN_WAIT_1', to: 'FIN_WAIT_2', says: 'the peer acknowledges', by: [] },
  { from: 'FIN_WAIT_1', to: 'CLOSING', says: 'both close at once', by: [] },
  { from: 'FIN_WAIT_1', to: 'TIME_WAIT', says: 'the peer acknowledges and closes', by: [] },
  { from: 'FIN_WAIT_1', to: 'CLOSED', ...orphan },
  { from: 'FIN_WAIT_2', to: 'CLOSED', says: 'the peer does not close, no process left', by: ['tcp_fin_timeout'] },
  { from: 'FIN_WAIT_2', to: 'TIME_WAIT', says: 'the peer closes too, if there is room', by: ['tcp_max_tw_buckets'] },
  { from: 'CLOSING', to: 'TIME_WAIT', says: 'the peer acknowledges', by: [] },
  { from: 'CLOSING', to: 'CLOSED', ...orphan },
  { from: 'TIME_WAIT', to: 'SYN_SENT', says: 'a new outgoing connection takes it over', by: ['tcp_tw_reuse'] },
  { from: 'TIME_WAIT', to: 'CLOSED', says: 'always 60 s, no parameter', by: [] },
  { from: 'CLOSE_WAIT', to: 'LAST_ACK', says: 'only the application, by closing, no parameter', by: [] },
  { from: 'LAST_ACK', to: 'CLOSED', says: 'the peer acknowledges', by: [] },
  { from: 'LAST_ACK', to: 'CLOSED', ...orphan },
]

/**
 * The numbers that the files leave each parameter with, ascending and each once. Null among them: a place whose value is not known, or
 * is no number.
 */
export function closeNumbers(settings: readonly Effect[]): ReadonlyMap<CloseParameter, readonly (number | null)[]> {
  const values = new Map<CloseParameter, Set<number | null>>()
  for (const { setting, outcome, effective } of settings) {
    const name = setting.parameter.replace(/^net\.ipv4\./, '')
    if (!isCloseParameter(name) || setting.state === 'absent' || !(outcome === 'applied' || outcome === 'unknown'))
      continue
    const isKnown = outcome === 'applied' && effective !== null && /^-?\d{1,10}$/.test(effective)
    const own = values.get(name) ?? new Set()
    values.set(name, own.add(isKnown ? Number(effective) : null))
  }
  return new Map([...values].map(([name, own]) => [name, [...own].sort((a, b) => (a ?? Infinity) - (b ?? Infinity))]))
}

function isCloseParameter(name: string): name is CloseParameter {
  return Object.hasOwn(closeUnits, name)
}

/** A text in lines of so many characters, if its words allow. */
export function inLines(text: string, wide: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < wide) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
