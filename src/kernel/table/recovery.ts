import { always, either, int, onOff, u8, u8Since513, ulong } from '../handlers.ts'
import type { Accepts } from '../parameter.ts'
import { since } from '../version.ts'
import { group } from './entry.ts'

const sources = ['net/ipv4/sysctl_net_ipv4.c', 'Documentation/networking/ip-sysctl.rst', 'tcp(7)']

/** Loss and reordering. */
export const recovery = group('net.ipv4.', sources, {
  tcp_sack: {
    doc: 'Selective acknowledgements.',
    accepts: u8Since513(),
    default: '1',
    since: '2.2',
    values: onOff,
  },
  tcp_dsack: {
    doc: 'Report duplicate segments to the sender with SACK blocks.',
    accepts: u8Since513(),
    default: '1',
    since: '2.4',
    values: onOff,
  },
  tcp_fack: {
    doc: 'Forward acknowledgement; the knob is still there but has had no effect since 4.15.',
    accepts: u8Since513(),
    default: [since(null, '1'), since('4.15', '0')],
    since: '2.2',
    noEffectSince: '4.15',
    values: onOff,
  },
  tcp_comp_sack_delay_ns: {
    doc: 'Upper bound for the timer that collects selective ACKs before one is sent.',
    accepts: always(ulong),
    default: '1000000',
    unit: 'ns',
    since: '4.18',
  },
  tcp_comp_sack_slack_ns: {
    doc: 'Slack given to the SACK compression timer so that interrupts can be merged.',
    accepts: always(ulong),
    default: [since(null, '100000'), since('7.0', '10000')],
    unit: 'ns',
    since: '5.8',
  },
  tcp_comp_sack_nr: {
    doc: 'How many selective ACKs may be merged into one; 0 turns the merging off.',
    accepts: u8Since513(u8(), int(0, 255)),
    default: '44',
    unit: 'SACKs',
    since: '4.18',
  },
  tcp_comp_sack_rtt_percent: {
    doc: 'Length of the SACK compression timer as a share of the round trip time.',
    accepts: always(int(1, 1000)),
    default: '33',
    unit: 'percent of the smoothed RTT',
    since: '6.19',
  },
  tcp_reordering: {
    doc: 'First estimate of how many packets may arrive out of order without meaning loss.',
    accepts: [
      since<Accepts>(null, int()),
      since<Accepts>('5.15', either(int(), int(1, 300))),
      since<Accepts>('7.2', int(1, 300), '5.10.262', '6.1.187', '6.12.107', '6.18.44'),
    ],
    default: '3',
    unit: 'packets',
    since: '2.4',
  },
  tcp_max_reordering: {
    doc: 'Upper bound of the adaptive reordering estimate.',
    accepts: [
      since<Accepts>(null, int()),
      since<Accepts>('5.15', either(int(), int(1))),
      since<Accepts>('7.2', int(1), '5.10.262', '6.1.187', '6.12.107', '6.18.44'),
    ],
    default: '300',
    unit: 'packets',
    since: '3.19',
  },
  tcp_recovery: {
    doc: 'RACK loss recovery variants.',
    accepts: u8Since513(),
    default: '1',
    since: '4.4',
    values: { '0x1': 'RACK', '0x2': 'static reordering window', '0x4': 'no DUPACK threshold' },
  },
  tcp_early_retrans: {
    doc: 'Tail loss probe mode.',
    accepts: [since<Accepts>(null, int(0, 2)), since<Accepts>('3.10', int(0, 4)), since<Accepts>('5.13', u8(0, 4))],
    default: [since(null, '2'), since('3.10', '3')],
    since: '3.5',
    values: { 0: 'off', 3: 'on', 4: 'on' },
  },
  tcp_frto: {
    doc: 'Forward RTO recovery, detects spurious retransmission timeouts; any non-zero value enables it.',
    accepts: u8Since513(),
    default: '2',
    since: '2.4.21',
  },
  tcp_retrans_collapse: {
    doc: 'Join small segments on retransmission.',
    accepts: u8Since513(),
    default: '1',
    since: '2.2',
    values: onOff,
  },
})
