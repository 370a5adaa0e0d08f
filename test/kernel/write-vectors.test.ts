import { describe, expect, test } from 'vitest'
import { defaultKernel } from '../../src/kernel/range.ts'
import { writeParameter } from '../../src/kernel/write.ts'
import { written } from './on.ts'

describe('three numbers', () => {
  test.each([
    ['4096 87380 6291456', '4096 87380 6291456'],
    ['4096\t87380  6291456', '4096 87380 6291456'],
    ['4096\n87380\n6291456', '4096 87380 6291456'],
    ['4096 87380 6291456 7', '4096 87380 6291456'],
    ['4096 87380 6291456 # most', '4096 87380 6291456'],
    ['0x1000 0253504 6291456', '4096 87876 6291456'],
    ['16777216 87380 4096', '16777216 87380 4096'],
    ['4096 87380', '4096 87380 *'],
    ['4096', '4096 * *'],
  ])('%j end as %s', (value, effective) => {
    expect(written('net.ipv4.tcp_wmem', value)).toBe(effective)
  })

  test.each([
    ['4096 87380 16M', '4096 87380 * EINVAL'],
    ['4096 0 6291456', '4096 * * EINVAL'],
    ['4096 87380 # most', '4096 87380 * EINVAL'],
    ['4096 87380 6291456\r', '4096 87380 * EINVAL'],
    ['4096 87380\v6291456', '4096 * * EINVAL'],
  ])('%j are stored up to the fault', (value, effective) => {
    expect(written('net.ipv4.tcp_wmem', value)).toBe(effective)
  })

  test.each([
    '4096, 87380, 6291456',
    '4096,87380,6291456',
    '[4096, 87380, 6291456]',
    '"4096 87380 6291456"',
    '4K 87380 6291456',
    '',
    ' ',
  ])('%j are refused at once', value => {
    expect(written('net.ipv4.tcp_wmem', value)).toBe('EINVAL')
  })

  test('say what a half-way refusal leaves', () => {
    const result = writeParameter('net.ipv4.tcp_rmem', '4096 262144 16M', defaultKernel)
    expect(result).toEqual({
      outcome: 'applied',
      effective: '4096 262144 *',
      errno: 'EINVAL',
      why: expect.stringMatching(/^'16M' is refused.*EINVAL.*already stored$/),
    })
    const short = writeParameter('net.ipv4.tcp_rmem', '4096 262144', defaultKernel)
    expect(short).toMatchObject({ outcome: 'applied', errno: null, why: expect.stringContaining('1 of 3 numbers') })
  })

  test('of pages go up to 64 bits', () => {
    expect(written('net.ipv4.tcp_mem', '0 1 18446744073709551615')).toBe('0 1 18446744073709551615')
    expect(written('net.ipv4.tcp_mem', '0 1 18446744073709551616')).toBe('0 1 * EINVAL')
    expect(written('net.ipv4.tcp_mem', '0 -1 2')).toBe('0 * * EINVAL')
  })
})

describe('net.ipv4.ip_local_port_range', () => {
  const parameter = 'net.ipv4.ip_local_port_range'
  test.each([
    ['1024 65535', '1024 65535'],
    ['32768\t60999', '32768 60999'],
    ['02000 65535', '1024 65535'],
    ['1024 65535 7', '1024 65535'],
    ['20000', '20000 *'],
  ])('%j ends as %s', (value, effective) => {
    expect(written(parameter, value)).toBe(effective)
  })

  test.each([
    '1 65535',
    '80 65535',
    '1023 65535',
    '1024 65536',
    '0 65535',
    '1024-65535',
    '1024,65535',
    '1024:65535',
    '40000 30000',
    '1024 x',
    '70000',
    '',
  ])('%j changes neither end', value => {
    expect(written(parameter, value)).toBe('EINVAL')
  })

  test('with the low end alone hangs on the high one', () => {
    expect(written(parameter, '60999')).toBe('60999 *')
    expect(written(parameter, '61000')).toBe('?')
  })

  test('could begin below 1024 before 4.11', () => {
    expect(written(parameter, '80 65535', '4.4')).toBe('80 65535')
  })
})

describe('net.ipv4.ip_local_reserved_ports', () => {
  const parameter = 'net.ipv4.ip_local_reserved_ports'
  test.each([
    ['8080,9148-9150', '8080,9148-9150'],
    ['9148-9150,8080', '8080,9148-9150'],
    ['1,2,3,5', '1-3,5'],
    ['1-10,5-20', '1-20'],
    ['8080,', '8080'],
    ['', ''],
    ['\n', ''],
    ['022', '18'],
    ['0x1f-0x20', '31-32'],
    ['0-65535', '0-65535'],
    ['80\n443', '80,443'],
  ])('%j ends as %j', (value, effective) => {
    expect(written(parameter, value)).toBe(effective)
  })

  test.each([
    '8080, 9148',
    '8080 9148',
    ' 8080',
    '8080 ',
    '65536',
    '5-3',
    '-5',
    '1-',
    ',',
    '80-443-445',
    '8080 # web',
    'http',
  ])('%j is refused', value => {
    expect(written(parameter, value)).toBe('EINVAL')
  })

  test('too long for one page is taken, and where it is faulty unknown', () => {
    const long = Array.from({ length: 2000 }, (_, i) => 2 * i + 1).join(',')
    expect(written(parameter, long)).toBe(long)
    expect(written(parameter, `${long},x`)).toBe('?')
  })
})
