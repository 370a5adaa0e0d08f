/** The states of a TCP connection, by the names of the article's table; two of them are no states of Linux's. */
export const stateNames = [
  'BOUND',
  'CLOSED',
  'CLOSING',
  'CLOSE_WAIT',
  'ESTABLISHED',
  'FIN_WAIT_1',
  'FIN_WAIT_2',
  'IDLE',
  'LAST_ACK',
  'LISTEN',
  'SYN_RECEIVED',
  'SYN_SENT',
  'TIME_WAIT',
] as const

export type StateName = (typeof stateNames)[number]

/** A way from one state to another. Resets, which end every state, are left out. */
export interface Arrow {
  readonly from: StateName
  readonly to: StateName
  /** What happens, in plain words. */
  readonly when: string
  /** Parameters that say how soon, how often or whether, without `net.ipv4.`. */
  readonly governed: readonly string[]
  /** What stands before them. */
  readonly by?: string
}

const orphaned = { when: 'FIN unanswered, no process left', governed: ['tcp_orphan_retries'] } as const

/**
 * How a connection ends on Linux. Sources: net/ipv4/tcp_input.c tcp_rcv_state_process() and tcp_fin(); tcp_timer.c tcp_write_timeout(),
 * tcp_orphan_retries() and tcp_keepalive_timer(); tcp_minisocks.c tcp_time_wait(); tcp_ipv4.c tcp_twsk_unique().
 */
export const closing: readonly Arrow[] = [
  { from: 'ESTABLISHED', to: 'FIN_WAIT_1', when: 'this host closes first', governed: [] },
  { from: 'ESTABLISHED', to: 'CLOSE_WAIT', when: 'the peer closes first', governed: [] },
  {
    from: 'ESTABLISHED',
    to: 'CLOSED',
    when: 'the peer is silent, with SO_KEEPALIVE',
    governed: ['tcp_keepalive_time', 'tcp_keepalive_intvl', 'tcp_keepalive_probes'],
  },
  { from: 'ESTABLISHED', to: 'CLOSED', when: 'data is not acknowledged', governed: ['tcp_retries2'] },
  { from: 'FIN_WAIT_1', to: 'FIN_WAIT_2', when: 'the peer acknowledges', governed: [] },
  { from: 'FIN_WAIT_1', to: 'CLOSING', when: 'both close at once', governed: [] },
  { from: 'FIN_WAIT_1', to: 'TIME_WAIT', when: 'the peer acknowledges and closes', governed: [] },
  { from: 'FIN_WAIT_1', to: 'CLOSED', ...orphaned },
  {
    from: 'FIN_WAIT_2',
    to: 'TIME_WAIT',
    when: 'the peer closes too',
    governed: ['tcp_max_tw_buckets'],
    by: 'room for ',
  },
  {
    from: 'FIN_WAIT_2',
    to: 'CLOSED',
    when: 'the peer does not close, no process left',
    governed: ['tcp_fin_timeout'],
  },
  { from: 'CLOSING', to: 'TIME_WAIT', when: 'the peer acknowledges', governed: [] },
  { from: 'CLOSING', to: 'CLOSED', ...orphaned },
  { from: 'TIME_WAIT', to: 'CLOSED', when: 'always 60 s, no parameter', governed: [] },
  {
    from: 'TIME_WAIT',
    to: 'SYN_SENT',
    when: 'a new outgoing connection takes it over',
    governed: ['tcp_tw_reuse'],
  },
  { from: 'CLOSE_WAIT', to: 'LAST_ACK', when: 'only the application, by closing, no parameter', governed: [] },
  { from: 'LAST_ACK', to: 'CLOSED', when: 'the peer acknowledges', governed: [] },
  { from: 'LAST_ACK', to: 'CLOSED', ...orphaned },
]

/**
 * How one begins. Sources: net/ipv4/inet_connection_sock.c inet_csk_listen_start() and reqsk_timer_handler(), tcp_output.c tcp_connect(),
 * tcp_input.c tcp_conn_request(), tcp_timer.c tcp_write_timeout().
 */
export const opening: readonly Arrow[] = [
  { from: 'IDLE', to: 'BOUND', when: 'the application binds the socket to a port', governed: [] },
  { from: 'BOUND', to: 'LISTEN', when: 'the application listens', governed: [] },
  { from: 'BOUND', to: 'SYN_SENT', when: 'the application connects', governed: [] },
  { from: 'IDLE', to: 'SYN_SENT', when: 'the application connects, and the kernel chooses a port', governed: [] },
  {
    from: 'LISTEN',
    to: 'SYN_RECEIVED',
    when: 'a SYN arrives, and a connection of its own begins',
    governed: ['tcp_max_syn_backlog', 'tcp_syncookies'],
  },
  { from: 'SYN_RECEIVED', to: 'ESTABLISHED', when: 'the peer acknowledges', governed: [] },
  {
    from: 'SYN_RECEIVED',
    to: 'CLOSED',
    when: 'the SYN+ACK is not acknowledged',
    governed: ['tcp_synack_retries'],
  },
  { from: 'SYN_SENT', to: 'ESTABLISHED', when: 'the peer accepts', governed: [] },
  { from: 'SYN_SENT', to: 'CLOSED', when: 'the SYN is not answered', governed: ['tcp_syn_retries'] },
]
