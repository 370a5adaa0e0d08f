import { always, anyInt, int, uint } from '../handlers.ts'
import type { Accepts } from '../parameter.ts'
import { since } from '../version.ts'
import { group } from './entry.ts'

/** Source ports. */
export const ports = group('net.ipv4.', ['net/ipv4/sysctl_net_ipv4.c', 'Documentation/networking/ip-sysctl.rst'], {
  ip_local_port_range: {
    doc: 'Lowest and highest port for automatic source ports.',
    accepts: [
      since<Accepts>(null, { kind: 'range', privileged: false }),
      since<Accepts>('4.11', { kind: 'range', privileged: true }),
    ],
    default: [since(null, '32768 61000'), since('4.2', '32768 60999')],
    unit: 'ports',
    since: '2.2',
  },
  ip_local_reserved_ports: {
    doc: 'Ports and ranges never chosen automatically, e.g. 8080,9148-9150.',
    accepts: always({ kind: 'list' }),
    default: '',
    unit: 'ports',
    since: '2.6.35',
  },
  ip_local_port_step_width: {
    doc: 'Step width of the source port search.',
    accepts: always(uint()),
    default: '0',
    unit: 'ports',
    since: '7.0',
  },
})

/** What all protocols share and TCP depends on. */
export const core = group('net.core.', ['net/core/sysctl_net_core.c', 'Documentation/admin-guide/sysctl/net.rst'], {
  somaxconn: {
    doc: 'Upper bound for the backlog argument of listen().',
    accepts: [since<Accepts>(null, int(0)), since<Accepts>('3.12', int(0, 65535)), since<Accepts>('4.9', int(0))],
    default: [since(null, '128'), since('5.4', '4096')],
    unit: 'connections',
    since: '2.4',
  },
  netdev_max_backlog: {
    doc: 'Packets queued per CPU between device and protocol stack.',
    accepts: anyInt,
    default: '1000',
    unit: 'packets',
    since: '2.2',
    netns: false,
  },
  netdev_budget: {
    doc: 'Packets handled in one softirq polling cycle.',
    accepts: anyInt,
    default: '300',
    unit: 'packets',
    since: '2.6.12',
    netns: false,
  },
  netdev_budget_usecs: {
    doc: 'Time limit of one softirq polling cycle.',
    accepts: [
      since<Accepts>(null, int(0)),
      since<Accepts>('6.3', { kind: 'int', min: 0, max: 2147483647, ticks: 2 }, '6.1.170'),
    ],
    unit: 'microseconds',
    since: '4.12',
    netns: false,
  },
  rmem_max: {
    doc: 'Largest receive buffer a program may request with SO_RCVBUF.',
    accepts: always(int(2304)),
    default: [since(null, '212992'), since('6.16', '4194304')],
    unit: 'bytes',
    since: '2.2',
    netns: false,
  },
  wmem_max: {
    doc: 'Largest send buffer a program may request with SO_SNDBUF.',
    accepts: always(int(4608)),
    default: [since(null, '212992'), since('6.16', '4194304')],
    unit: 'bytes',
    since: '2.2',
    netns: false,
  },
  rmem_default: {
    doc: 'Initial receive buffer of sockets other than TCP.',
    accepts: always(int(2304)),
    default: '212992',
    unit: 'bytes',
    since: '2.2',
    netns: false,
  },
  wmem_default: {
    doc: 'Initial send buffer of sockets other than TCP.',
    accepts: always(int(4608)),
    default: '212992',
    unit: 'bytes',
    since: '2.2',
    netns: false,
  },
  optmem_max: {
    doc: 'Largest ancillary buffer per socket.',
    accepts: [since<Accepts>(null, int()), since<Accepts>('6.8', int(0))],
    default: [since(null, '20480'), since('6.7', '131072')],
    unit: 'bytes',
    since: '2.2',
  },
  default_qdisc: {
    doc: 'Queueing discipline new interfaces get.',
    accepts: always({ kind: 'string', text: 'qdisc' }),
    since: '3.12',
    netns: false,
  },
  busy_poll: {
    doc: 'Busy polling time for poll/select.',
    accepts: [since<Accepts>(null, int()), since<Accepts>('5.10', int(0))],
    default: '0',
    unit: 'microseconds',
    since: '3.11',
    netns: false,
  },
  busy_read: {
    doc: 'Busy polling time for socket reads.',
    accepts: [since<Accepts>(null, int()), since<Accepts>('5.10', int(0))],
    default: '0',
    unit: 'microseconds',
    since: '3.11',
    netns: false,
  },
})
