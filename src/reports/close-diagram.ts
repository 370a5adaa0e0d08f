import type { Effect } from '../core/effect.ts'

/** The parameters that stand on the arrows, with the unit of their values. */
const units = {
  tcp_fin_timeout: ' s',
  tcp_keepalive_time: ' s',
  tcp_keepalive_intvl: ' s',
  tcp_keepalive_probes: '',
  tcp_retries2: '',
  tcp_orphan_retries: '',
  tcp_tw_reuse: '',
  tcp_max_tw_buckets: '',
} as const

type Named = keyof typeof units

/**
 * How a TCP connection ends on Linux, and which parameter governs which arrow, as a state diagram of Mermaid. Nothing from outside is
 * in it but numbers. Sources: net/ipv4/tcp_input.c tcp_rcv_state_process() and tcp_fin(); tcp_timer.c tcp_write_timeout(),
 * tcp_orphan_retries() and tcp_keepalive_timer(); tcp_minisocks.c tcp_time_wait(); tcp_ipv4.c tcp_twsk_unique(). Resets, which end
 * any state, are left out.
 */
export function closeDiagram(settings: readonly Effect[]): string {
  const values = valuesOf(settings)
  const named = (name: Named): string => {
    const value = values.get(name)
    return value === undefined ? name : `${name} = ${value}${units[name]}`
  }
  const orphan = `FIN unanswered, no process left<br/>${named('tcp_orphan_retries')}`
  const keepalive = (['tcp_keepalive_time', 'tcp_keepalive_intvl', 'tcp_keepalive_probes'] as const).map(named)
  const room = named('tcp_max_tw_buckets')
  const lines = [
    'ESTABLISHED --> FIN_WAIT_1 : this host closes first',
    'ESTABLISHED --> CLOSE_WAIT : the peer closes first',
    `ESTABLISHED --> CLOSED : the peer is silent, with SO_KEEPALIVE<br/>${keepalive.join('<br/>')}`,
    `ESTABLISHED --> CLOSED : data is not acknowledged<br/>${named('tcp_retries2')}`,
    'FIN_WAIT_1 --> FIN_WAIT_2 : the peer acknowledges',
    'FIN_WAIT_1 --> CLOSING : both close at once',
    'FIN_WAIT_1 --> TIME_WAIT : the peer acknowledges and closes',
    `FIN_WAIT_1 --> CLOSED : ${orphan}`,
    `FIN_WAIT_2 --> TIME_WAIT : the peer closes too<br/>room for ${room}`,
    `FIN_WAIT_2 --> CLOSED : the peer does not close, no process left<br/>${named('tcp_fin_timeout')}`,
    'CLOSING --> TIME_WAIT : the peer acknowledges',
    `CLOSING --> CLOSED : ${orphan}`,
    'TIME_WAIT --> CLOSED : always 60 s, no parameter',
    `TIME_WAIT --> SYN_SENT : a new outgoing connection takes it over<br/>${named('tcp_tw_reuse')}`,
    'CLOSE_WAIT --> LAST_ACK : only the application, by closing, no parameter',
    'LAST_ACK --> CLOSED : the peer acknowledges',
    `LAST_ACK --> CLOSED : ${orphan}`,
    'CLOSED --> [*]',
  ]
  return `stateDiagram-v2\n${lines.map(line => `    ${line}\n`).join('')}`
}

/** Parameters that have one effective value, a number, wherever the repository sets them. */
function valuesOf(settings: readonly Effect[]): ReadonlyMap<string, string> {
  const values = new Map<string, string | null>()
  for (const { setting, outcome, effective } of settings) {
    const name = setting.parameter.replace(/^net\.ipv4\./, '')
    if (!Object.hasOwn(units, name) || setting.state === 'absent' || !(outcome === 'applied' || outcome === 'unknown'))
      continue
    const value = outcome === 'applied' && effective !== null && /^-?\d{1,10}$/.test(effective) ? effective : null
    values.set(name, values.has(name) && values.get(name) !== value ? null : value)
  }
  return new Map([...values].flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])))
}
