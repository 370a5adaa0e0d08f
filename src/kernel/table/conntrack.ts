import { int, jiffies, u8 } from '../handlers.ts'
import type { Accepts } from '../parameter.ts'
import { since } from '../version.ts'
import { group } from './entry.ts'

/** Connection tracking; there only while the module nf_conntrack is loaded. */
export const conntrack = group(
  'net.netfilter.',
  ['net/netfilter/nf_conntrack_standalone.c', 'Documentation/networking/nf_conntrack-sysctl.rst'],
  {
    nf_conntrack_tcp_timeout_close: {
      doc: 'Connection tracking: how long an entry in state close is kept without traffic.',
      accepts: jiffies,
      default: '10',
      unit: 'seconds',
      since: '2.6.20',
    },
    nf_conntrack_tcp_timeout_close_wait: {
      doc: 'Connection tracking: how long an entry in state close_wait is kept without traffic.',
      accepts: jiffies,
      default: '60',
      unit: 'seconds',
      since: '2.6.20',
    },
    nf_conntrack_tcp_timeout_established: {
      doc: 'Connection tracking: how long an entry in state established is kept without traffic.',
      accepts: jiffies,
      default: '432000',
      unit: 'seconds',
      since: '2.6.20',
    },
    nf_conntrack_tcp_timeout_fin_wait: {
      doc: 'Connection tracking: how long an entry in state fin_wait is kept without traffic.',
      accepts: jiffies,
      default: '120',
      unit: 'seconds',
      since: '2.6.20',
    },
    nf_conntrack_tcp_timeout_last_ack: {
      doc: 'Connection tracking: how long an entry in state last_ack is kept without traffic.',
      accepts: jiffies,
      default: '30',
      unit: 'seconds',
      since: '2.6.20',
    },
    nf_conntrack_tcp_timeout_max_retrans: {
      doc: 'Connection tracking: how long an entry in state max_retrans is kept without traffic.',
      accepts: jiffies,
      default: '300',
      unit: 'seconds',
      since: '2.6.20',
    },
    nf_conntrack_tcp_timeout_syn_recv: {
      doc: 'Connection tracking: how long an entry in state syn_recv is kept without traffic.',
      accepts: jiffies,
      default: '60',
      unit: 'seconds',
      since: '2.6.20',
    },
    nf_conntrack_tcp_timeout_syn_sent: {
      doc: 'Connection tracking: how long an entry in state syn_sent is kept without traffic.',
      accepts: jiffies,
      default: '120',
      unit: 'seconds',
      since: '2.6.20',
    },
    nf_conntrack_tcp_timeout_time_wait: {
      doc: 'Connection tracking: how long an entry in state time_wait is kept without traffic.',
      accepts: jiffies,
      default: '120',
      unit: 'seconds',
      since: '2.6.20',
    },
    nf_conntrack_tcp_timeout_unacknowledged: {
      doc: 'Connection tracking: how long an entry in state unacknowledged is kept without traffic.',
      accepts: jiffies,
      default: '300',
      unit: 'seconds',
      since: '2.6.20',
    },
    nf_conntrack_max: {
      doc: 'Most tracked connections.',
      accepts: [since<Accepts>(null, int()), since<Accepts>('5.10.251', int(0)), since<Accepts>('7.2', int(1))],
      since: '2.6.20',
      netns: false,
    },
    nf_conntrack_tcp_loose: {
      doc: 'Pick up already established connections.',
      accepts: [since<Accepts>(null, int()), since<Accepts>('5.10', int(0, 1)), since<Accepts>('5.13', u8(0, 1))],
      default: '1',
      since: '2.6.20',
    },
    nf_conntrack_tcp_be_liberal: {
      doc: 'Accept out-of-window packets instead of marking them invalid.',
      accepts: [since<Accepts>(null, int()), since<Accepts>('5.10', int(0, 1)), since<Accepts>('5.13', u8(0, 1))],
      default: '0',
      since: '2.6.20',
    },
    nf_conntrack_tcp_max_retrans: {
      doc: 'Retransmissions without answer before the shorter timeout applies.',
      accepts: [since<Accepts>(null, int()), since<Accepts>('5.13', u8())],
      default: '3',
      since: '2.6.20',
    },
  },
)
