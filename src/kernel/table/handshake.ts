import { always, anyInt, either, int, onOff, u8, u8Since513, uint } from '../handlers.ts'
import type { Accepts } from '../parameter.ts'
import { since } from '../version.ts'
import { group } from './entry.ts'

const sources = ['net/ipv4/sysctl_net_ipv4.c', 'Documentation/networking/ip-sysctl.rst', 'tcp(7)']

/** Opening connections. */
export const handshake = group('net.ipv4.', sources, {
  tcp_syn_retries: {
    doc: 'SYN retransmissions of an outgoing connection.',
    accepts: [since<Accepts>(null, int()), since<Accepts>('3.11', int(1, 127)), since<Accepts>('5.13', u8(1, 127))],
    default: [since(null, '5'), since('3.7', '6')],
    unit: 'retries',
    since: '2.2',
  },
  tcp_syn_linear_timeouts: {
    doc: 'SYN retransmissions with constant timeout before exponential backoff starts.',
    accepts: always(u8(0, 127)),
    default: '4',
    unit: 'retries',
    since: '6.5',
  },
  tcp_synack_retries: {
    doc: 'SYN+ACK retransmissions of an incoming connection.',
    accepts: u8Since513(),
    default: '5',
    unit: 'retries',
    since: '2.2',
  },
  tcp_syncookies: {
    doc: 'SYN cookies.',
    accepts: u8Since513(),
    default: '1',
    since: '2.2',
    values: { 0: 'off', 1: 'when the backlog overflows', 2: 'always (testing)' },
  },
  tcp_max_syn_backlog: {
    doc: 'Most half-open requests per listener that are remembered.',
    accepts: anyInt,
    unit: 'requests',
    since: '2.2',
  },
  tcp_abort_on_overflow: {
    doc: 'Send a reset instead of silently dropping a finished handshake when the accept queue of a listener is full.',
    accepts: u8Since513(),
    default: '0',
    since: '2.4',
    values: onOff,
  },
  tcp_migrate_req: {
    doc: 'Move pending connections of a closed SO_REUSEPORT listener to another listener of the group.',
    accepts: always(u8(0, 1)),
    default: '0',
    since: '5.14',
    stable: ['5.10.218'],
    perhapsSince: '5.10',
    values: onOff,
  },
  tcp_fastopen: {
    doc: 'TCP Fast Open modes.',
    accepts: anyInt,
    default: [since(null, '0'), since('3.13', '1')],
    since: '3.6',
    values: {
      '0x1': 'client',
      '0x2': 'server',
      '0x4': 'client sends data without cookie',
      '0x200': 'server accepts data without cookie option',
      '0x400': 'all listeners without socket option',
    },
  },
  tcp_fastopen_blackhole_timeout_sec: {
    doc: 'First pause of client Fast Open after a suspected blackhole; 0 = detection off.',
    accepts: always(int(0)),
    default: [since(null, '3600'), since('5.14', '0', '5.10.218')],
    unit: 'seconds',
    since: '4.12',
  },
  tcp_fastopen_key: {
    doc: 'Primary and optional backup key for Fast Open cookies, as hexadecimal groups.',
    accepts: always({ kind: 'string', text: 'fastopen-key' }),
    default: '00000000-00000000-00000000-00000000',
    since: '3.7',
  },
  tcp_fwmark_accept: {
    doc: 'Accepted sockets take over the firewall mark of the SYN packet.',
    accepts: u8Since513(),
    default: '0',
    since: '3.16',
    values: onOff,
  },
  tcp_l3mdev_accept: {
    doc: 'Let a global listener accept connections of VRF domains and bind the child to its VRF.',
    accepts: u8Since513(u8(0, 1), int(0, 1)),
    default: '0',
    since: '4.5',
    values: onOff,
  },
  tcp_reflect_tos: {
    doc: 'Answer with the DSCP value of the SYN.',
    accepts: u8Since513(u8(0, 1), int(0, 1)),
    default: '0',
    since: '5.10',
    values: onOff,
  },
  tcp_early_demux: {
    doc: 'Look up the socket of an established TCP flow early, before routing.',
    accepts: [since<Accepts>(null, uint()), since<Accepts>('5.15', either(uint(), u8())), since<Accepts>('6.0', u8())],
    default: '1',
    since: '4.12',
    values: onOff,
  },
  tcp_child_ehash_entries: {
    doc: 'Size of the TCP hash table that a network namespace created later will own; 0 = share the global table.',
    accepts: always(uint(0, 16777216)),
    default: '0',
    unit: 'hash buckets',
    since: '6.1',
  },
  tcp_ehash_entries: {
    doc: 'Read-only size of the TCP hash table; negative when a namespace shares the global one.',
    accepts: anyInt,
    unit: 'hash buckets',
    since: '6.1',
    writable: false,
  },
  tcp_available_ulp: {
    doc: 'Read-only list of the registered upper layer protocols (tls, mptcp, ...).',
    accepts: always({ kind: 'string', text: 'congestion-controls' }),
    since: '4.13',
    netns: false,
    writable: false,
  },
})
