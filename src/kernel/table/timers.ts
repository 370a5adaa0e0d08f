import { always, anyInt, int, jiffies, onOff, u8, u8Since513, uint } from '../handlers.ts'
import type { Accepts } from '../parameter.ts'
import { since } from '../version.ts'
import { group } from './entry.ts'

const sources = ['net/ipv4/sysctl_net_ipv4.c', 'Documentation/networking/ip-sysctl.rst', 'tcp(7)']

/** How long connections live and what ends them. */
export const timers = group('net.ipv4.', sources, {
  tcp_keepalive_time: {
    doc: 'Idle time before the first keepalive probe; sockets with SO_KEEPALIVE only.',
    accepts: jiffies,
    default: '7200',
    unit: 'seconds',
    since: '2.2',
  },
  tcp_keepalive_intvl: {
    doc: 'Time between two keepalive probes; only for sockets with SO_KEEPALIVE and without their own TCP_KEEPINTVL.',
    accepts: jiffies,
    default: '75',
    unit: 'seconds',
    since: '2.4',
  },
  tcp_keepalive_probes: {
    doc: 'Unanswered keepalive probes before the connection is reset; sockets with SO_KEEPALIVE only.',
    accepts: u8Since513(),
    default: '9',
    unit: 'probes',
    since: '2.2',
  },
  tcp_fin_timeout: {
    doc: 'How long a connection that no process holds any more may stay in FIN_WAIT_2; the length of TIME_WAIT is fixed.',
    accepts: jiffies,
    default: '60',
    unit: 'seconds',
    since: '2.2',
  },
  tcp_tw_reuse: {
    doc: 'Reuse of a TIME_WAIT port pair for a new outgoing connection when timestamps make it safe.',
    accepts: [since<Accepts>(null, int()), since<Accepts>('4.19', int(0, 2)), since<Accepts>('5.13', u8(0, 2))],
    default: [since(null, '0'), since('4.19', '2')],
    since: '2.4.19',
    values: { 0: 'off', 1: 'on', 2: 'loopback only' },
    sources: ['commit 79e9fed46038'],
  },
  tcp_tw_reuse_delay: {
    doc: 'How long a socket must have been in TIME_WAIT before tcp_tw_reuse may use it.',
    accepts: always(uint(1, 60000)),
    default: '1000',
    unit: 'milliseconds',
    since: '6.14',
  },
  tcp_max_tw_buckets: {
    doc: 'Most sockets in TIME_WAIT; above it they are destroyed at once with a warning.',
    accepts: anyInt,
    unit: 'sockets',
    since: '2.4',
  },
  tcp_rfc1337: {
    doc: 'Ignore resets in TIME_WAIT (protection against TIME_WAIT assassination).',
    accepts: u8Since513(),
    default: '0',
    since: '2.2',
    values: onOff,
  },
  tcp_max_orphans: {
    doc: 'Most TCP sockets without an owning process; above it orphans are reset.',
    accepts: anyInt,
    unit: 'sockets',
    since: '2.4',
    netns: false,
  },
  tcp_orphan_retries: {
    doc: 'Retransmissions for a connection already closed by its process; 0 means 8.',
    accepts: u8Since513(),
    default: '0',
    unit: 'retries',
    since: '2.4',
  },
  tcp_retries1: {
    doc: 'Retransmissions before the routing layer is asked for a better route.',
    accepts: u8Since513(u8(), int(-2147483648, 255)),
    default: '3',
    unit: 'retries',
    since: '2.2',
  },
  tcp_retries2: {
    doc: 'Retransmissions before an established connection is given up (15: about 15 minutes at least).',
    accepts: u8Since513(),
    default: '15',
    unit: 'retries',
    since: '2.2',
  },
  tcp_rto_min_us: {
    doc: 'Lower bound of the retransmission timeout.',
    accepts: always(int(1)),
    default: '200000',
    unit: 'microseconds',
    since: '6.11',
  },
  tcp_rto_max_ms: {
    doc: 'Upper bound of the retransmission timeout.',
    accepts: always(int(1000, 120000)),
    default: '120000',
    unit: 'milliseconds',
    since: '6.15',
  },
  tcp_thin_linear_timeouts: {
    doc: 'Constant instead of exponential backoff for streams with few packets in flight.',
    accepts: u8Since513(),
    default: '0',
    since: '2.6.34',
    values: onOff,
  },
  tcp_challenge_ack_limit: {
    doc: 'Rate limit for challenge ACKs (RFC 5961) per network namespace.',
    accepts: anyInt,
    default: [since(null, '100'), since('4.7', '1000'), since('6.0', '2147483647')],
    unit: 'ACKs per second',
    since: '3.6',
  },
  tcp_invalid_ratelimit: {
    doc: 'Minimum gap between duplicate ACKs that answer invalid segments; 0 = no limit.',
    accepts: always({ kind: 'jiffies-ms' }),
    default: '500',
    unit: 'milliseconds',
    since: '4.0',
  },
})
