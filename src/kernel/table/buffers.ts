import { always, anyInt, either, int, onOff, triple, u8, u8Since513, uint, ulong } from '../handlers.ts'
import type { Accepts } from '../parameter.ts'
import { since } from '../version.ts'
import { group } from './entry.ts'

const sources = ['net/ipv4/sysctl_net_ipv4.c', 'Documentation/networking/ip-sysctl.rst', 'tcp(7)']

/** Windows and memory. */
export const buffers = group('net.ipv4.', sources, {
  tcp_mem: {
    doc: 'Global TCP memory: no pressure below the first, pressure above the second, hard limit the third number.',
    accepts: always(triple(ulong)),
    unit: 'pages',
    since: '2.4',
    netns: false,
  },
  tcp_rmem: {
    doc: 'Minimum, initial and largest automatic receive buffer of a socket.',
    accepts: [
      since<Accepts>(null, triple(int())),
      since<Accepts>('3.18', triple(int(1))),
      since<Accepts>('6.6.200', either(triple(int(1)), triple(int(4096)))),
      since<Accepts>('6.12', triple(int(1))),
      since<Accepts>('6.18.45', either(triple(int(1)), triple(int(4096)))),
      since<Accepts>('7.3', triple(int(4096)), '6.1.190', '6.12.113', '7.2.13'),
    ],
    default: [since(null, '4096 87380 *'), since('4.20', '4096 131072 *')],
    unit: 'bytes',
    since: '2.4',
  },
  tcp_wmem: {
    doc: 'Minimum, initial and largest automatic send buffer of a socket.',
    accepts: [since<Accepts>(null, triple(int())), since<Accepts>('3.18', triple(int(1)))],
    default: '4096 16384 *',
    unit: 'bytes',
    since: '2.4',
  },
  tcp_moderate_rcvbuf: {
    doc: 'Automatic sizing of receive buffers up to the third number of tcp_rmem.',
    accepts: u8Since513(),
    default: '1',
    since: '2.4.17',
    values: onOff,
  },
  tcp_rcvbuf_low_rtt: {
    doc: 'Below this round trip time receive buffers grow more slowly.',
    accepts: always(int(0)),
    default: '1000',
    unit: 'microseconds',
    since: '6.19',
  },
  tcp_shrink_window: {
    doc: 'Allow the receive window to shrink under memory limits.',
    accepts: always(u8(0, 1)),
    default: '0',
    since: '6.5',
    stable: ['6.1.170'],
    perhapsSince: '5.15',
    values: onOff,
  },
  tcp_window_scaling: {
    doc: 'Window scaling (windows above 64 KiB).',
    accepts: u8Since513(),
    default: '1',
    since: '2.2',
    values: onOff,
  },
  tcp_workaround_signed_windows: {
    doc: 'Treat the window of peers without window scaling as a signed number.',
    accepts: u8Since513(),
    default: '0',
    since: '2.6.26',
    values: onOff,
  },
  tcp_app_win: {
    doc: 'Part of the window (window / 2^n) that is reserved for application buffering.',
    accepts: [
      since<Accepts>(null, int()),
      since<Accepts>('5.13', u8(), '5.10.178'),
      since<Accepts>('6.3', u8(0, 31), '4.14.313', '4.19.281', '5.4.241', '5.10.178', '5.15.108', '6.1.25'),
    ],
    default: '31',
    unit: 'power of two divisor',
    since: '2.4',
  },
  tcp_adv_win_scale: {
    doc: 'Share of the receive buffer kept back from the advertised window; obsolete since 6.6, where the kernel measures the overhead itself.',
    accepts: always(int(-31, 31)),
    default: [since(null, '2'), since('3.4', '1')],
    since: '2.4',
    effect: 'obsolete',
    noEffectSince: '6.6',
  },
  tcp_notsent_lowat: {
    doc: 'Unsent data per socket above which the socket is no longer reported writable.',
    accepts: always(uint()),
    default: '4294967295',
    unit: 'bytes',
    since: '3.12',
  },
  tcp_limit_output_bytes: {
    doc: 'TCP small queues: bytes of one socket that may sit in the queueing layer and the device.',
    accepts: anyInt,
    default: [since(null, '131072'), since('4.1', '262144'), since('5.0', '1048576'), since('6.16', '4194304')],
    unit: 'bytes',
    since: '3.6',
  },
  tcp_autocorking: {
    doc: 'Merge small writes while an earlier packet of the flow still waits in the queueing layer.',
    accepts: u8Since513(u8(0, 1), int(0, 1)),
    default: '1',
    since: '3.14',
    values: onOff,
  },
  tcp_backlog_ack_defer: {
    doc: 'Send one ACK for a whole socket backlog that a user thread works off.',
    accepts: always(u8(0, 1)),
    default: '1',
    since: '6.7',
    values: onOff,
  },
  tcp_pingpong_thresh: {
    doc: 'Data replies needed before a connection is treated as interactive (delayed ACKs).',
    accepts: always(u8(1, 255)),
    default: '1',
    unit: 'replies',
    since: '6.7',
  },
  tcp_low_latency: {
    doc: 'Old switch that preferred latency to throughput; no effect since 4.14.',
    accepts: anyInt,
    default: '0',
    since: '2.4.21',
    noEffectSince: '4.14',
    netns: false,
    values: onOff,
  },
  tcp_stdurg: {
    doc: 'Interpret the urgent pointer as RFC 1122 says instead of the BSD way.',
    accepts: u8Since513(),
    default: '0',
    since: '2.2',
    values: onOff,
  },
  tcp_timestamps: {
    doc: 'TCP timestamps; PAWS and tcp_tw_reuse need them.',
    accepts: u8Since513(),
    default: '1',
    since: '2.2',
    values: { 0: 'off', 1: 'on, random offset per connection', 2: 'on, no offset' },
  },
})
