import { distance } from 'fastest-levenshtein'
import { parameters } from './parameters.ts'

// Real parameters next to ours, which a slip of the pen must not be read into: /proc/sys of 6.18, and net.inet of the BSDs.
const others = new RegExp(
  [
    '^(?!net[._])',
    '^net\\.nf_conntrack_max$',
    '^net\\.(?:inet|rds|sctp|smc|mptcp|unix|bridge|appletalk|ax25|ieee802154|llc|mpls|netrom|phonet|rxrpc|tipc|vsock|x25)\\b',
    '^net\\.ipv6\\.(?!tcp)',
    '^net\\.ipv4\\.(?:udp|icmp|igmp|xfrm|inet_|ipfrag|fib_|fwmark_|nexthop_|raw_|ping_|cipso_|ip_(?!local_))',
    '^net\\.ipv4\\.(?:conf|neigh|route|vs)\\.',
    '^net\\.netfilter\\.nf_(?:log|hooks|flowtable)',
    '^net\\.netfilter\\.nf_conntrack_(?!max|tcp|tpc|pct|t?cp)',
  ].join('|'),
)

/**
 * The parameter that a name nearly is, also where only its section is wrong, or null. It may be one that was removed; names that
 * exist are only returned for another spelling of themselves.
 */
export function nearestParameter(name: string): string | null {
  if (name.length > 120) return null
  const plain = canonical(name)
  if (parameters.has(plain)) return plain === name ? null : plain
  return misplaced(plain) ?? mistyped(plain)
}

/** Whether a name plainly means a TCP parameter, rightly or wrongly spelled, or is one of the table. */
export function isTcpLooking(name: string): boolean {
  if (parameters.has(name)) return true
  const lower = name.toLowerCase()
  if (lower.startsWith('net.ipv4.tcp_') || lower.startsWith('net.ipv6.tcp_')) return true
  if (name.length > 120) return false
  const plain = canonical(name)
  if (/^(?:net[._]*(?:ipv?[46]?)?|ipv?[46])[._]*tcp_/.test(plain)) return true
  return parameters.has(plain) || misplaced(plain) !== null || mistyped(plain) !== null
}

function canonical(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^(?:sysctl\s+(?:-\w+\s+)*)?\/?(?:proc\/sys\/)?/, '')
    .replace(/[./]+/g, '.')
    .replace(/-/g, '_')
}

/** Right but for what stands before it: net.ipv6.tcp_sack, net.ipv4.fin_timeout, net.ipv4.tcp_tcp_sack, net.ipv4_fastopen, tcp_sack. */
function misplaced(plain: string): string | null {
  if (others.test(plain) && !/^(?:ipv?[46]\.)?tcp_/.test(plain)) return null
  const rest = plain.replace(/^net(?:[._](?:ipv?[46]?|core|netfilter))?[._]*/, '').replace(/^(?:tcp_)+/, '')
  if (rest === plain || rest.includes('.')) {
    const leaf = plain.replace(/^(?:ipv?[46]\.)?(?:tcp_)+/, '')
    return parameters.has(`net.ipv4.tcp_${leaf}`) ? `net.ipv4.tcp_${leaf}` : null
  }
  for (const section of ['net.ipv4.tcp_', 'net.ipv4.', 'net.core.', 'net.netfilter.']) {
    if (parameters.has(section + rest)) return section + rest
  }
  return null
}

function mistyped(plain: string): string | null {
  if (others.test(plain)) return null
  const moved = plain.replace(/^net\.ipv6\.tcp/, 'net.ipv4.tcp')
  const stem = moved.slice(moved.lastIndexOf('.') + 1).replace(/^tcp_/, '')
  const limit = stem.length < 5 ? 1 : stem.length < 9 ? 2 : 3
  let best: string | null = null
  let rank = Number.POSITIVE_INFINITY
  for (const parameter of parameters.values()) {
    const { name } = parameter
    if (parameter.effect === 'vendor' || Math.abs(name.length - moved.length) > limit) continue
    const steps = distance(moved, name)
    if (steps > limit) continue
    // Letters swapped are one slip, and what still exists is likelier meant than what is gone.
    const swapped = steps === 2 && sorted(moved) === sorted(name) ? 1 : 0
    const score = (steps - swapped) * 2 + (parameter.removedIn ? 1 : 0)
    if (score < rank) {
      best = name
      rank = score
    }
  }
  return best
}

function sorted(text: string): string {
  return [...text].sort().join('')
}
