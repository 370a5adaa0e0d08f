import { describe, expect, test } from 'vitest'
import { presence, writeParameter } from '../../src/kernel/write.ts'
import { kernelNamed, written } from './on.ts'

const tcp = (name: string) => `net.ipv4.tcp_${name}`

test.each([
  // What one byte keeps since 5.13 was an int before, and the change was carried to 5.10.
  ['keepalive_probes', '256', '5.4', '256'],
  ['keepalive_probes', '256', '5.12', '256'],
  ['keepalive_probes', '256', '5.10.177', '256'],
  ['keepalive_probes', '256', '5.10.178', 'EINVAL'],
  ['shrink_window', '1', '5.10', 'ENOENT'],
  ['shrink_window', '1', '5.15', '?'],
  ['shrink_window', '1', '6.1.100', '?'],
  ['shrink_window', '1', '6.1', '1'],
  ['keepalive_probes', '256', '5.10', 'EINVAL'],
  ['keepalive_probes', '256', '5.13', 'EINVAL'],
  ['keepalive_probes', '256', '5.10-', 'EINVAL'],
  ['keepalive_probes', '256', '5.4-', '?'],
  ['keepalive_probes', '255', '4.14-', '255'],
  ['retries1', '256', '5.4', 'EINVAL'],
  ['retries1', '-1', '5.4', '-1'],
  ['tw_reuse', '3', '4.14', '3'],
  ['tw_reuse', '3', '4.19', 'EINVAL'],
  ['tw_reuse', '3', '5.10-', 'EINVAL'],
  ['tw_reuse', '2', '4.14-', '2'],
  ['syn_retries', '0', '5.10-', 'EINVAL'],
  ['syn_retries', '128', '5.10-', 'EINVAL'],
  ['app_win', '32', '5.10', 'EINVAL'],
  ['app_win', '32', '6.1.24', '32'],
  ['app_win', '32', '6.1.25', 'EINVAL'],
  ['ecn', '3', '5.10', '3'],
  ['ecn', '3', '6.12', 'EINVAL'],
  ['ecn', '3', '7.3', '3'],
  ['ecn', '6', '7.3', 'EINVAL'],
  ['ecn', '3', '5.10-', '?'],
  ['ecn', '256', '5.10-', 'EINVAL'],
  ['reordering', '301', '5.10.251', '301'],
  ['reordering', '301', '5.10', 'EINVAL'],
  ['reordering', '301', '6.18.44', 'EINVAL'],
  ['rmem', '1024 87380 16777216', '6.1.187', '1024 87380 16777216'],
  ['rmem', '1024 87380 16777216', '6.1.190', 'EINVAL'],
  ['rmem', '1024 87380 16777216', '6.12', 'EINVAL'],
  ['rmem', '1024 87380 16777216', '6.18.44', '1024 87380 16777216'],
  ['rmem', '1024 87380 16777216', '7.2.6', '?'],
  ['rmem', '1024 87380 16777216', '7.2', 'EINVAL'],
  ['rmem', '4096 87380 16777216', '3.10-', '4096 87380 16777216'],
  ['tso_rtt_log', '32', '6.1', '32'],
  ['tso_rtt_log', '32', '7.3', 'EINVAL'],
  ['plb_enabled', '1', '6.1', 'ENOENT'],
  ['plb_enabled', '1', '6.2', '1'],
  ['plb_enabled', '1', '5.10-', '?'],
  ['tw_recycle', '1', '4.9', '1'],
  ['tw_recycle', '1', '4.12', 'ENOENT'],
  ['tw_recycle', '1', '4.9-', '?'],
  ['tw_recycle', '0', '5.10-', 'ENOENT'],
  ['tw_recycle', 'yes', '4.9', 'EINVAL'],
])('tcp_%s = %s on %s ends as %s', (name, value, kernel, result) => {
  expect(written(tcp(name), value, kernel)).toBe(result)
})

test('what every kernel of a range refuses is refused, though for two reasons', () => {
  const result = writeParameter(tcp('plb_enabled'), 'yes', kernelNamed('5.10-'))
  expect(result).toMatchObject({ outcome: 'refused', errno: 'EINVAL' })
})

test('a reason names the kernels that differ', () => {
  expect(writeParameter(tcp('plb_enabled'), '1', kernelNamed('5.10-')).why).toBe(
    'net.ipv4.tcp_plb_enabled differs over the kernels of 5.10-: 5.10 to 6.1 answer ENOENT, 6.2 and newer end with 1',
  )
  expect(writeParameter(tcp('ecn'), '3', kernelNamed('5.10-')).why).toContain('refuse it with EINVAL')
})

describe('presence', () => {
  test.each([
    ['fin_timeout', '2.6-', 'present'],
    ['tw_recycle', '4.11', 'present'],
    ['tw_recycle', '4.12', 'absent'],
    ['tw_recycle', '5.10-', 'absent'],
    ['tw_recycle', '4.4-5.4', 'mixed'],
    ['tw_recycle', 'rhel7', 'present'],
    ['tw_recycle', 'rhel8', 'absent'],
    ['tw_recycle', 'sles15', 'absent'],
    ['tw_recycle', 'amzn2', 'absent'],
    ['fack', '5.10-', 'present'],
    ['low_latency', '5.10-', 'present'],
    ['migrate_req', '5.10', 'present'],
    ['migrate_req', '5.12', 'mixed'],
    ['migrate_req', '5.4', 'absent'],
    ['rx_skb_cache', 'debian-12', 'absent'],
    ['delack_seg', '5.10-', 'vendor'],
    ['tcp_sack', '5.10-', 'never-existed'],
  ])('tcp_%s on %s is %s', (name, kernel, answer) => {
    expect(presence(tcp(name), kernelNamed(kernel))).toBe(answer)
  })

  test('of what is not TCP counts as given', () => {
    expect(presence('vm.swappiness', kernelNamed('5.10-'))).toBe('present')
  })
})
