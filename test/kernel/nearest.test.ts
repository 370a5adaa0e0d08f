import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isTcpLooking, nearestParameter } from '../../src/kernel/nearest.ts'
import { parameters } from '../../src/kernel/parameters.ts'
import { neighbours } from './neighbours.ts'

test.each([
  ['net.ipv6.tcp_sack', 'net.ipv4.tcp_sack'],
  ['net.ipv6.tcp_fin_timout', 'net.ipv4.tcp_fin_timeout'],
  ['net.ipv4.tcp_tcp_tw_reuse', 'net.ipv4.tcp_tw_reuse'],
  ['net.ipv4.fin_timeout', 'net.ipv4.tcp_fin_timeout'],
  ['net.ipv4.TCP_SACK', 'net.ipv4.tcp_sack'],
  ['NET.IPV4.TCP_SACK', 'net.ipv4.tcp_sack'],
  ['net.ipv4_fastopen', 'net.ipv4.tcp_fastopen'],
  ['net.ipv4.tpc_fin_timeout', 'net.ipv4.tcp_fin_timeout'],
  ['net.ipv4.tcp_fin_timout', 'net.ipv4.tcp_fin_timeout'],
  ['net.ipv4.tcp_finn_timeout', 'net.ipv4.tcp_fin_timeout'],
  ['net.ipv4.tcp-fin-timeout', 'net.ipv4.tcp_fin_timeout'],
  ['net.ipv4.tcp_keepalive_interval', 'net.ipv4.tcp_keepalive_intvl'],
  ['net.ipv4.tcp_keepalive_probe', 'net.ipv4.tcp_keepalive_probes'],
  ['net.ipv4.tcp_max_syn_backlogs', 'net.ipv4.tcp_max_syn_backlog'],
  ['net.ipv4.tcp_tw_resue', 'net.ipv4.tcp_tw_reuse'],
  ['net.ipv4.tcp_tw_recyle', 'net.ipv4.tcp_tw_recycle'],
  ['net.ipv4.tcp_rme', 'net.ipv4.tcp_rmem'],
  ['net.ipv4.tcp_wme', 'net.ipv4.tcp_wmem'],
  ['net.ipv4.tcp_syncookie', 'net.ipv4.tcp_syncookies'],
  ['net.ipv4.tcp_timestamp', 'net.ipv4.tcp_timestamps'],
  ['sysctl -w net.ipv4.tcp_sack', 'net.ipv4.tcp_sack'],
  ['/proc/sys/net/ipv4/tcp_sack', 'net.ipv4.tcp_sack'],
  ['net.ipv4/tcp_sack', 'net.ipv4.tcp_sack'],
  ['net/ipv4/tcp_sack', 'net.ipv4.tcp_sack'],
  ['net.ipv4..tcp_sack', 'net.ipv4.tcp_sack'],
  ['net.ipv4.tcp.sack', 'net.ipv4.tcp_sack'],
  ['net.tcp_sack', 'net.ipv4.tcp_sack'],
  ['ipv4.tcp_sack', 'net.ipv4.tcp_sack'],
  ['net.ip4.tcp_sack', 'net.ipv4.tcp_sack'],
  ['net.core.tcp_rmem', 'net.ipv4.tcp_rmem'],
  ['net.core.somaxcon', 'net.core.somaxconn'],
  ['net.ipv4.somaxconn', 'net.core.somaxconn'],
  ['net.ipv4.netdev_max_backlog', 'net.core.netdev_max_backlog'],
  ['net.ipv4.ip_local_port_rang', 'net.ipv4.ip_local_port_range'],
  ['net.ipv4.nf_conntrack_max', 'net.netfilter.nf_conntrack_max'],
  ['net.netfilter.nf_conntrack_tcp_timeout_etablished', 'net.netfilter.nf_conntrack_tcp_timeout_established'],
])('%s is nearly %s', (name, nearest) => {
  expect(nearestParameter(name)).toBe(nearest)
  expect(isTcpLooking(name)).toBe(true)
})

test.each(['net.ipv4.tcp_foo', 'net.ipv4.tcp_init_cwnd', 'net.ipv4.tcp_', 'net.ipv6.tcp_something_else'])(
  '%s is TCP and near to nothing',
  name => {
    expect(nearestParameter(name)).toBeNull()
    expect(isTcpLooking(name)).toBe(true)
  },
)

test.each(neighbours)('%s is itself', name => {
  expect([nearestParameter(name), isTcpLooking(name)]).toEqual([null, false])
})

describe('any parameter', () => {
  const names = [...parameters.values()].filter(p => p.effect !== 'vendor').map(p => p.name)

  test('is itself, not near to another', () => {
    for (const name of names) expect([nearestParameter(name), isTcpLooking(name)]).toEqual([null, true])
  })

  test('in capitals or by its path is found', () => {
    for (const name of names) {
      expect(nearestParameter(name.toUpperCase())).toBe(name)
      expect(nearestParameter(name.replaceAll('.', '/'))).toBe(name)
    }
  })

  test('of TCP with two letters swapped is still meant', () => {
    const swapped = fc
      .constantFrom(...names.filter(n => /^net\.ipv4\.tcp_\w{8}/.test(n)))
      .chain(name =>
        fc
          .integer({ min: 13, max: name.length - 2 })
          .map(i => [name, name.slice(0, i) + name[i + 1] + name[i] + name.slice(i + 2)] as const),
      )
    fc.assert(
      fc.property(swapped, ([name, slip]) => {
        const nearest = nearestParameter(slip)
        expect(parameters.has(slip) ? name : nearest).toBe(name)
      }),
    )
  })
})

describe('any text', () => {
  test('gets an answer, and a name that is given is a parameter', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map(s => `net.ipv4.tcp_${s}`),
        ),
        name => {
          const nearest = nearestParameter(name)
          expect(nearest === null || parameters.has(nearest)).toBe(true)
          if (nearest) expect(isTcpLooking(name)).toBe(true)
        },
      ),
    )
  })

  test('takes no long time, long or many', () => {
    const start = performance.now()
    for (const piece of ['a', '.', '/', 'tcp_', 'net.', 'sysctl -w ', ' ', '-w ']) {
      nearestParameter(piece.repeat(300_000))
      isTcpLooking(piece.repeat(300_000))
    }
    for (let i = 0; i < 20_000; i++) isTcpLooking(`net.core.name_${i}`)
    expect(performance.now() - start).toBeLessThan(5000)
  })
})
