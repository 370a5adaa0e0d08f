import { describe, expect, test } from 'vitest'
import { findParameter } from '../../src/kernel/parameters.ts'
import { written } from './on.ts'

// Found on Linux 6.18.44 with HZ 250 by bisection: parameter, first default, least and most that are taken.
test.each([
  ['net.ipv4.tcp_fin_timeout', '60', -8589934, 8589934],
  ['net.ipv4.tcp_keepalive_time', '7200', -8589934, 8589934],
  ['net.ipv4.tcp_keepalive_intvl', '75', -8589934, 8589934],
  ['net.ipv4.tcp_keepalive_probes', '9', 0, 255],
  ['net.ipv4.tcp_tw_reuse', '2', 0, 2],
  ['net.ipv4.tcp_tw_reuse_delay', '1000', 1, 60000],
  ['net.ipv4.tcp_max_tw_buckets', null, -2147483648, 2147483647],
  ['net.ipv4.tcp_max_syn_backlog', null, -2147483648, 2147483647],
  ['net.core.somaxconn', '4096', 0, 2147483647],
  ['net.ipv4.tcp_syncookies', '1', 0, 255],
  ['net.ipv4.tcp_syn_retries', '6', 1, 127],
  ['net.ipv4.tcp_synack_retries', '5', 0, 255],
  ['net.ipv4.tcp_retries2', '15', 0, 255],
  ['net.ipv4.tcp_timestamps', '1', 0, 255],
  ['net.ipv4.tcp_sack', '1', 0, 255],
  ['net.ipv4.tcp_window_scaling', '1', 0, 255],
  ['net.ipv4.tcp_slow_start_after_idle', '1', 0, 255],
  ['net.ipv4.tcp_moderate_rcvbuf', '1', 0, 255],
  ['net.ipv4.tcp_fastopen', '1', -2147483648, 2147483647],
  ['net.ipv4.tcp_mtu_probing', '0', 0, 255],
  ['net.ipv4.tcp_ecn', '2', 0, 2],
  ['net.ipv4.tcp_probe_interval', '600', 0, 17179869],
  ['net.core.rmem_max', '4194304', 2304, 2147483647],
  ['net.core.wmem_max', '4194304', 4608, 2147483647],
  ['net.core.netdev_max_backlog', '1000', -2147483648, 2147483647],
  ['net.netfilter.nf_conntrack_tcp_timeout_established', '432000', -8589934, 8589934],
])('%s starts as %s and takes %i to %i', (parameter, first, least, most) => {
  expect(findParameter(parameter)?.defaults.at(-1)?.is ?? null).toBe(first)
  for (const edge of [least, most]) expect(written(parameter, String(edge), '6.18.44', 250)).toBe(String(edge))
  for (const beyond of [least - 1, most + 1]) expect(written(parameter, String(beyond), '6.18.44', 250)).toBe('EINVAL')
})

describe('each number of tcp_rmem and tcp_wmem', () => {
  test.each(['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'])('%s takes 1 to 2147483647', parameter => {
    expect(written(parameter, '1 1 2147483647')).toBe('1 1 2147483647')
    expect(written(parameter, '1 0 1')).toBe('1 * * EINVAL')
    expect(written(parameter, '1 1 2147483648')).toBe('1 1 * EINVAL')
  })
})
