import { describe, expect, test } from 'vitest'
import { written } from './on.ts'

// One of each way in which the kernel keeps a number.
const families = {
  int: 'net.ipv4.tcp_base_mss',
  'int with bounds': 'net.ipv4.tcp_min_rtt_wlen',
  u8: 'net.ipv4.tcp_retries2',
  uint: 'net.ipv4.tcp_notsent_lowat',
  ulong: 'net.ipv4.tcp_comp_sack_delay_ns',
  jiffies: 'net.ipv4.tcp_fin_timeout',
}

describe.each(Object.entries(families))('a number kept as %s', (_, parameter) => {
  test.each([
    ['60', '60'],
    ['  60  ', '60'],
    ['\t60', '60'],
    ['060', '48'],
    ['0x3c', '60'],
    ['0X3C', '60'],
    ['0', '0'],
    ['00', '0'],
    ['60\n70', '60'],
    ['\n60', '60'],
    ['\v60', '60'],
    ['\f60', '60'],
    ['\r60', '60'],
    ['00000000000000000060', '48'],
  ])('reads %j as %s', (value, effective) => {
    expect(written(parameter, value)).toBe(effective)
  })

  test.each(['60 # c', '60 ; c', '60 abc', '60 70', '60 =', '60\t#', '60 # ünï'])(
    'ignores what follows a blank: %j',
    value => {
      expect(written(parameter, value)).toBe('60')
    },
  )

  test.each([
    '08',
    '09',
    '0x',
    '0xg',
    '+60',
    '0b1',
    '0o17',
    '1_000',
    '1,000',
    '60s',
    '1k',
    '60.5',
    '6e1',
    'yes',
    'true',
    'on',
    '"60"',
    "'60'",
    '60# c',
    '60;',
    '60\r',
    '60\v',
    '60\u00a0',
    '\u00a060',
    '60\0',
    '\0',
    '',
    ' ',
    '\t \t',
    '-',
    '- 5',
    '--5',
    '６０',
    '000000000000000000060',
    '18446744073709551616',
    '1'.repeat(22),
    '1'.repeat(5000),
    `${' '.repeat(5000)}60`,
  ])('refuses %j', value => {
    expect(written(parameter, value)).toBe('EINVAL')
  })

  test('is not stopped by a long comment', () => {
    expect(written(parameter, `60 ${'#'.repeat(100_000)}`)).toBe('60')
  })
})

describe('negative numbers', () => {
  test.each([
    'net.ipv4.tcp_fin_timeout',
    'net.ipv4.tcp_keepalive_time',
    'net.ipv4.tcp_base_mss',
    'net.ipv4.tcp_max_tw_buckets',
  ])('are taken by %s', parameter => {
    expect(written(parameter, '-5')).toBe('-5')
    expect(written(parameter, '-0x10')).toBe('-16')
    expect(written(parameter, '-0')).toBe('0')
  })

  test.each([
    'net.ipv4.tcp_retries2',
    'net.ipv4.tcp_notsent_lowat',
    'net.ipv4.tcp_comp_sack_delay_ns',
    'net.core.somaxconn',
  ])('are refused by %s', parameter => {
    expect(written(parameter, '-5')).toBe('EINVAL')
  })

  test('even 0 has no sign in a byte', () => {
    expect(written('net.ipv4.tcp_retries2', '-0')).toBe('EINVAL')
  })

  test('for an unsigned long were passed over before 6.0', () => {
    expect(written('net.ipv4.tcp_mem', '-1 2 3', '5.10')).toBe('* 2 3')
    expect(written('net.ipv4.tcp_mem', '-1 2 3', '6.1')).toBe('EINVAL')
    expect(written('net.ipv4.tcp_mem', '-1 2 3', '5.10-')).toBe('?')
  })
})

describe('numbers too large for what keeps them', () => {
  test('are unknown where the kernel kept their lowest bits', () => {
    expect(written('net.ipv4.tcp_base_mss', '4294967297', '3.10')).toBe('?')
    expect(written('net.ipv4.tcp_base_mss', '4294967297', '4.4')).toBe('EINVAL')
    expect(written('net.ipv4.tcp_mem', '18446744073709551617', '4.19')).toBe('?')
    expect(written('net.ipv4.tcp_mem', '18446744073709551617', '5.4')).toBe('EINVAL')
  })

  test('end at the page that the kernel looks at', () => {
    expect(written('net.ipv4.tcp_base_mss', `${' '.repeat(4090)}123456789`)).toBe('12345')
    // Two bytes a character: 2,045 of them and a number fill the page.
    expect(written('net.ipv4.tcp_base_mss', `7 ${'é'.repeat(4000)}`)).toBe('7')
  })
})

describe('seconds kept in ticks', () => {
  test.each([
    [100, 21474836],
    [250, 8589934],
    [300, 7158278],
    [1000, 2147483],
  ])('end at INT_MAX / HZ, both ways: HZ %i', (hz, most) => {
    for (const parameter of ['tcp_fin_timeout', 'tcp_keepalive_time', 'tcp_keepalive_intvl'].map(
      name => `net.ipv4.${name}`,
    )) {
      expect(written(parameter, `${most}`, '6.12', hz)).toBe(`${most}`)
      expect(written(parameter, `-${most}`, '6.12', hz)).toBe(`-${most}`)
      expect(written(parameter, `${most + 1}`, '6.12', hz)).toBe('EINVAL')
      expect(written(parameter, `-${most + 1}`, '6.12', hz)).toBe('EINVAL')
    }
  })

  test('count 100 ticks where nothing is said', () => {
    expect(written('net.ipv4.tcp_fin_timeout', '21474836')).toBe('21474836')
    expect(written('net.ipv4.tcp_fin_timeout', '21474837')).toBe('EINVAL')
  })
})

describe('milliseconds kept in ticks', () => {
  const parameter = 'net.ipv4.tcp_invalid_ratelimit'

  test('are rounded up to whole ticks', () => {
    expect(written(parameter, '501', '6.18.44', 250)).toBe('504')
    expect(written(parameter, '501', '6.18.44', 1000)).toBe('501')
    expect(written(parameter, '500', '6.18.44', 300)).toBe('500')
  })

  test('are only known for all ticks where those agree', () => {
    expect(written(parameter, '500')).toBe('500')
    expect(written(parameter, '501')).toBe('?')
  })

  test('are cut to 32 bits before 7.0', () => {
    expect(written(parameter, '-5', '6.18.44', 250)).toBe('EINVAL')
    expect(written(parameter, '4294967297', '6.18.44', 250)).toBe('4')
    expect(written(parameter, '2147483648', '6.18.44', 250)).toBe('EINVAL')
    expect(written(parameter, '-5', '7.3', 250)).toBe('-8')
  })
})

test('microseconds of at least two ticks depend on the ticks', () => {
  const parameter = 'net.core.netdev_budget_usecs'
  expect(written(parameter, '8000', '6.18.44', 250)).toBe('8000')
  expect(written(parameter, '7999', '6.18.44', 250)).toBe('EINVAL')
  expect(written(parameter, '8000')).toBe('?')
  expect(written(parameter, '1999')).toBe('EINVAL')
  expect(written(parameter, '20000')).toBe('20000')
})
