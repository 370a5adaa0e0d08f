import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultKernel } from '../../src/kernel/range.ts'
import { writeParameter } from '../../src/kernel/write.ts'
import { written } from './on.ts'

describe('net.ipv4.tcp_congestion_control', () => {
  const parameter = 'net.ipv4.tcp_congestion_control'

  test('takes an algorithm of mainline', () => {
    expect(written(parameter, 'bbr')).toBe('bbr')
    expect(written(parameter, 'cubic\nreno')).toBe('cubic')
  })

  test.each([
    'reno # c',
    ' reno',
    'reno ',
    'RENO',
    'Cubic',
    '"reno"',
    "'bbr'",
    'reno;',
    'reno\r',
    '',
    'reno,cubic',
    'réno',
  ])('refuses %j with ENOENT', value => {
    expect(written(parameter, value)).toBe('ENOENT')
  })

  test.each(['bbr2', 'bbrplus', 'tsunami', 'no-such-name'])('does not know of %s', value => {
    expect(written(parameter, value)).toBe('?')
  })

  test('has no algorithm of newer kernels', () => {
    expect(written(parameter, 'bbr', '4.4')).toBe('ENOENT')
    expect(written(parameter, 'bbr', '4.4-')).toBe('?')
  })
})

describe('net.ipv4.tcp_allowed_congestion_control', () => {
  const parameter = 'net.ipv4.tcp_allowed_congestion_control'
  test.each([
    ['reno cubic', 'reno cubic'],
    ['cubic reno', 'reno cubic'],
    ['reno  cubic', 'reno'],
    ['reno reno', 'reno'],
    ['', ''],
    ['reno bbr', '?'],
    ['reno,cubic', 'ENOENT'],
    ['reno\tcubic', 'ENOENT'],
    ['reno # c', 'ENOENT'],
  ])('%j ends as %j', (value, effective) => {
    expect(written(parameter, value)).toBe(effective)
  })
})

describe('net.ipv4.tcp_fastopen_key', () => {
  const parameter = 'net.ipv4.tcp_fastopen_key'
  test.each([
    ['1-2-3-4', '00000001-00000002-00000003-00000004'],
    ['DEADBEEF-0-0x1f- 2', 'deadbeef-00000000-0000001f-00000002'],
    ['1-2-3-4 # key', '00000001-00000002-00000003-00000004'],
    ['1234567890-2-3-4', '34567890-00000002-00000003-00000004'],
    ['1-2-3-4,5-6-7-8', '00000001-00000002-00000003-00000004,00000005-00000006-00000007-00000008'],
  ])('%j ends as %s', (value, effective) => {
    expect(written(parameter, value)).toBe(effective)
  })

  test.each(['', '1-2-3', '1 -2-3-4', 'x-2-3-4', '1-2-3-4,', '1-2-3-4,5-6-7', '12345678'])('%j is refused', value => {
    expect(written(parameter, value)).toBe('EINVAL')
  })

  test('had no second key before 5.4', () => {
    expect(written(parameter, '1-2-3-4,5-6-7-8', '4.19')).toBe('00000001-00000002-00000003-00000004')
  })

  test('is never told in a reason', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 8, maxLength: 8 })
    const kernels = ['4.19', '4.19-', '6.12'].map(name => ({ ...defaultKernel, name }))
    fc.assert(
      fc.property(
        fc.array(hex, { minLength: 1, maxLength: 9 }),
        fc.constantFrom('-', ',', ':'),
        fc.constantFrom(...kernels),
        (words, glue, kernel) => {
          const { why } = writeParameter(parameter, words.join(glue), kernel)
          for (const word of words) if (!'01234567-89abcdef'.includes(word)) expect(why).not.toContain(word)
        },
      ),
    )
  })
})

describe('net.core.default_qdisc', () => {
  test.each([
    ['fq_codel', 'fq_codel'],
    ['fq', 'fq'],
    ['FQ', 'ENOENT'],
    ['fq # c', 'ENOENT'],
    ['some_module', '?'],
  ])('%j ends as %s', (value, effective) => {
    expect(written('net.core.default_qdisc', value)).toBe(effective)
  })
})

describe('what is no writable parameter', () => {
  test('read-only ones answer EACCES', () => {
    for (const name of ['tcp_available_congestion_control', 'tcp_available_ulp', 'tcp_ehash_entries']) {
      expect(written(`net.ipv4.${name}`, '1')).toBe('EACCES')
    }
  })

  test.each([
    'net.ipv4.tcp_tcp_tw_reuse',
    'net.ipv6.tcp_fin_timeout',
    'net.ipv4.TCP_SACK',
    'net.ipv4/tcp_fin_timeout',
    'net.ipv4_fastopen',
    'net.ipv4.tcp_init_cwnd',
  ])('%s is not there', parameter => {
    expect(written(parameter, '1')).toBe('ENOENT')
  })

  test.each([
    'vm.swappiness',
    'net.ipv4.ip_forward',
    'sunrpc.tcp_fin_timeout',
    'net.ipv4.tcp_delack_seg',
    'net.ipv4.tcp_tw_timeout',
  ])('of %s nothing is known', parameter => {
    expect(written(parameter, '1')).toBe('?')
  })
})
