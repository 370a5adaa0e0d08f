import { always, either, int, onOff, u8, u8Since513 } from '../handlers.ts'
import type { Accepts } from '../parameter.ts'
import { since } from '../version.ts'
import { group } from './entry.ts'

const sources = ['net/ipv4/sysctl_net_ipv4.c', 'Documentation/networking/ip-sysctl.rst', 'tcp(7)']

/** Congestion control and pacing. */
export const congestion = group('net.ipv4.', sources, {
  tcp_congestion_control: {
    doc: 'Congestion control algorithm for new connections.',
    accepts: always({ kind: 'string', text: 'congestion-control' }),
    since: '2.6.13',
  },
  tcp_allowed_congestion_control: {
    doc: 'Congestion control algorithms that processes without CAP_NET_ADMIN may choose.',
    accepts: always({ kind: 'string', text: 'congestion-controls' }),
    since: '2.6.20',
  },
  tcp_available_congestion_control: {
    doc: 'Read-only list of the registered congestion control algorithms.',
    accepts: always({ kind: 'string', text: 'congestion-controls' }),
    since: '2.6.20',
    writable: false,
  },
  tcp_ecn: {
    doc: 'Use of explicit congestion notification.',
    accepts: [
      since<Accepts>(null, int()),
      since<Accepts>('5.13', u8(), '5.10.178'),
      since<Accepts>('5.15', either(u8(), u8(0, 2))),
      since<Accepts>('6.1', u8(0, 2)),
      since<Accepts>('7.0', u8(0, 5)),
    ],
    default: '2',
    since: '2.4',
    values: { 0: 'never', 1: 'request and accept', 2: 'accept only' },
  },
  tcp_ecn_fallback: {
    doc: 'Retry a connection without ECN when the ECN handshake seems to be blocked.',
    accepts: [
      since<Accepts>(null, int()),
      since<Accepts>('5.13', u8(), '5.10.178'),
      since<Accepts>('5.15', either(u8(), u8(0, 1))),
      since<Accepts>('6.1', u8(0, 1)),
    ],
    default: '1',
    since: '4.1',
    values: onOff,
  },
  tcp_ecn_option: {
    doc: 'When to send the Accurate ECN option.',
    accepts: [since<Accepts>(null, u8(0, 2)), since<Accepts>('7.0', u8(0, 3))],
    default: '2',
    since: '6.18',
    values: { 0: 'never', 1: 'minimum', 2: 'whenever it fits' },
  },
  tcp_ecn_option_beacon: {
    doc: 'How often per round trip the Accurate ECN option is sent at least.',
    accepts: always(u8(0, 3)),
    default: '3',
    unit: 'options per RTT',
    since: '6.18',
  },
  tcp_slow_start_after_idle: {
    doc: 'Reduce the congestion window after an idle period.',
    accepts: u8Since513(),
    default: '1',
    since: '2.6.18',
    values: onOff,
  },
  tcp_no_metrics_save: {
    doc: 'Do not keep connection metrics in the route cache when a connection ends.',
    accepts: u8Since513(),
    default: '0',
    since: '2.6.6',
    values: onOff,
  },
  tcp_no_ssthresh_metrics_save: {
    doc: 'Do not keep the slow start threshold among the saved metrics.',
    accepts: u8Since513(u8(0, 1), int(0, 1)),
    default: '1',
    since: '5.6',
    values: onOff,
  },
  tcp_min_rtt_wlen: {
    doc: 'Window over which the minimum round trip time is remembered.',
    accepts: always(int(0, 86400)),
    default: '300',
    unit: 'seconds',
    since: '4.4',
  },
  tcp_pacing_ss_ratio: {
    doc: 'Pacing rate in slow start relative to the current rate.',
    accepts: always(int(0, 1000)),
    default: '200',
    unit: 'percent',
    since: '4.3',
  },
  tcp_pacing_ca_ratio: {
    doc: 'Pacing rate in congestion avoidance relative to the current rate.',
    accepts: always(int(0, 1000)),
    default: '120',
    unit: 'percent',
    since: '4.3',
  },
  tcp_plb_enabled: {
    doc: 'Protective load balancing: change the flow label of congested flows.',
    accepts: always(u8(0, 1)),
    default: '0',
    since: '6.2',
    values: onOff,
  },
  tcp_plb_cong_thresh: {
    doc: 'Share of marked packets (of 256) that makes a round count as congested.',
    accepts: always(int(0, 256)),
    default: '128',
    unit: '1/256',
    since: '6.2',
  },
  tcp_plb_idle_rehash_rounds: {
    doc: 'Congested rounds before an idle flow is rehashed.',
    accepts: always(u8(0, 31)),
    default: '3',
    unit: 'rounds',
    since: '6.2',
  },
  tcp_plb_rehash_rounds: {
    doc: 'Congested rounds before a rehash is forced.',
    accepts: always(u8(0, 31)),
    default: '12',
    unit: 'rounds',
    since: '6.2',
  },
  tcp_plb_suspend_rto_sec: {
    doc: 'Pause of protective load balancing after a retransmission timeout.',
    accepts: always(u8()),
    default: '60',
    unit: 'seconds',
    since: '6.2',
  },
})
