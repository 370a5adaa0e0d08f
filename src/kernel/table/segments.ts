import { always, anyInt, either, int, u8, u8Since513 } from '../handlers.ts'
import type { Accepts } from '../parameter.ts'
import { since } from '../version.ts'
import { group } from './entry.ts'

const sources = ['net/ipv4/sysctl_net_ipv4.c', 'Documentation/networking/ip-sysctl.rst', 'tcp(7)']

/** Sizes of segments. */
export const segments = group('net.ipv4.', sources, {
  tcp_base_mss: {
    doc: 'Segment size where packetization layer path MTU probing starts its search.',
    accepts: anyInt,
    default: [since(null, '512'), since('4.1', '1024')],
    unit: 'bytes',
    since: '2.6.17',
  },
  tcp_min_snd_mss: {
    doc: 'Lower bound for the segment size a peer can make us use (SACK panic fix).',
    accepts: always(int(48, 65535)),
    default: '48',
    unit: 'bytes',
    since: '5.2',
    stable: ['4.4.182', '4.9.182', '4.14.127', '4.19.52', '5.1.11'],
  },
  tcp_mtu_probing: {
    doc: 'Packetization layer path MTU discovery.',
    accepts: u8Since513(),
    default: '0',
    since: '2.6.17',
    values: { 0: 'off', 1: 'on after an ICMP black hole was detected', 2: 'always on' },
  },
  tcp_mtu_probe_floor: {
    doc: 'Smallest segment size that MTU probing may fall back to.',
    accepts: always(int(48, 65535)),
    default: '48',
    unit: 'bytes',
    since: '5.4',
  },
  tcp_probe_interval: {
    doc: 'How often MTU probing starts again.',
    accepts: always({ kind: 'uint', min: 0, max: 4294967295, perHz: true }),
    default: '600',
    unit: 'seconds',
    since: '4.1',
  },
  tcp_probe_threshold: {
    doc: 'MTU probing stops when the search range is smaller than this.',
    accepts: anyInt,
    default: '8',
    unit: 'bytes',
    since: '4.1',
  },
  tcp_min_tso_segs: {
    doc: 'Fewest segments per TSO frame when frame sizes are derived from the pacing rate.',
    accepts: u8Since513(u8(1), int(1, 65535)),
    default: '2',
    unit: 'segments',
    since: '3.12',
  },
  tcp_tso_win_divisor: {
    doc: 'Share of the congestion window one TSO frame may use (1/n).',
    accepts: u8Since513(),
    default: '3',
    since: '2.6.9',
  },
  tcp_tso_rtt_log: {
    doc: 'Lets flows with small round trip times use larger TSO frames.',
    accepts: [
      since<Accepts>(null, u8()),
      since<Accepts>('6.18.45', either(u8(), u8(0, 31))),
      since<Accepts>('7.3', u8(0, 31), '6.12.117'),
    ],
    default: '9',
    unit: 'log2(microseconds)',
    since: '5.18',
  },
})
