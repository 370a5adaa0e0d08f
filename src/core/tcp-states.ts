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
  /** What makes the connection go this way. */
  readonly says: string
  /** What governs it: parameters, without `net.ipv4.`. */
  readonly by: readonly string[]
}

/**
 * How a connection begins on Linux; how it ends says reports/close-arrows.ts. Sources: net/ipv4/inet_connection_sock.c
 * inet_csk_listen_start() and reqsk_timer_handler(); tcp_output.c tcp_connect(); tcp_input.c tcp_conn_request(); tcp_timer.c
 * tcp_write_timeout().
 */
export const opening: readonly Arrow[] = [
  { from: 'IDLE', to: 'BOUND', says: 'the application binds the socket to a port', by: [] },
  { from: 'BOUND', to: 'LISTEN', says: 'the application listens', by: [] },
  { from: 'BOUND', to: 'SYN_SENT', says: 'the application connects', by: [] },
  { from: 'IDLE', to: 'SYN_SENT', says: 'the application connects, and the kernel chooses a port', by: [] },
  {
    from: 'LISTEN',
    to: 'SYN_RECEIVED',
    says: 'a SYN arrives, and a connection of its own begins',
    by: ['tcp_max_syn_backlog', 'tcp_syncookies'],
  },
  { from: 'SYN_RECEIVED', to: 'ESTABLISHED', says: 'the peer acknowledges', by: [] },
  {
    from: 'SYN_RECEIVED',
    to: 'CLOSED',
    says: 'the SYN+ACK is not acknowledged',
    by: ['tcp_synack_retries'],
  },
  { from: 'SYN_SENT', to: 'ESTABLISHED', says: 'the peer accepts', by: [] },
  { from: 'SYN_SENT', to: 'CLOSED', says: 'the SYN is not answered', by: ['tcp_syn_retries'] },
]
