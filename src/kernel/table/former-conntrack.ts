import { anyInt, jiffies } from '../handlers.ts'
import type { Accepts, Parameter } from '../parameter.ts'
import type { History } from '../version.ts'
import { group } from './entry.ts'

const sources = ['net/ipv4/netfilter/nf_conntrack_l3proto_ipv4_compat.c']

const renamed = (now: string, accepts: History<Accepts>, unit?: string) => ({
  doc: `The name of ${now} before 4.9.`,
  accepts,
  ...(unit ? { unit } : {}),
  since: '2.4',
  removedIn: '4.9',
  replacedBy: [now],
})

const timeouts = [
  'syn_sent',
  'syn_recv',
  'established',
  'fin_wait',
  'close_wait',
  'last_ack',
  'time_wait',
  'close',
  'max_retrans',
].map(state => [
  `netfilter.ip_conntrack_tcp_timeout_${state}`,
  renamed(`net.netfilter.nf_conntrack_tcp_timeout_${state}`, jiffies, 'seconds'),
])

const others = ['tcp_loose', 'tcp_be_liberal', 'tcp_max_retrans', 'max', 'buckets'].map(name => [
  `netfilter.ip_conntrack_${name}`,
  renamed(`net.netfilter.nf_conntrack_${name}`, anyInt),
])

/** The names of connection tracking before nf_conntrack, kept for a while behind CONFIG_NF_CONNTRACK_PROC_COMPAT. */
export const formerConntrack: readonly Parameter[] = group('net.ipv4.', sources, {
  ip_conntrack_max: renamed('net.netfilter.nf_conntrack_max', anyInt),
  ...Object.fromEntries([...timeouts, ...others]),
})
