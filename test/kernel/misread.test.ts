import { expect, test } from 'vitest'
import { misread } from '../../src/kernel/misread.ts'
import { defaultKernel } from '../../src/kernel/range.ts'
import { writeParameter } from '../../src/kernel/write.ts'

/** What is misread of a value that the kernel takes. */
function of(parameter: string, value: string) {
  const result = writeParameter(parameter, value, defaultKernel)
  expect(result.outcome).toBe('applied')
  return misread(parameter, value, result.effective ?? '')
}

const fin = 'net.ipv4.tcp_fin_timeout'
const rmem = 'net.ipv4.tcp_rmem'
const ports = 'net.ipv4.ip_local_port_range'
const reserved = 'net.ipv4.ip_local_reserved_ports'

test.each([
  [fin, '030', 'octal', '30'],
  [fin, '-030', 'octal', '-30'],
  [fin, '00060', 'octal', '60'],
  [fin, '030 # s', 'octal', '30'],
  [fin, '10 minutes', 'trailing', null],
  [fin, '60 70', 'trailing', null],
  [fin, '30 seconds or 60', 'trailing', null],
  [fin, '1 h', 'trailing', null],
  [fin, '30 = 40', 'trailing', null],
  [fin, '1 000', 'trailing', '1000'],
  [fin, '1 000 000', 'trailing', '1000000'],
  [rmem, '16777216', 'missing-numbers', null],
  [rmem, '4096 87380', 'missing-numbers', null],
  [rmem, '4096 87380 16777216 5', 'surplus', null],
  [rmem, '010000 87380 16777216', 'octal', '10000 87380 16777216'],
  [reserved, '80-010000', 'octal', '80-10000'],
  [ports, '020000 65000', 'octal', '20000 65000'],
  [ports, '20000', 'missing-numbers', null],
  [ports, '20000 60000 1', 'surplus', null],
  [reserved, '022,8080', 'octal', '22,8080'],
])('%s = %j is misread: %s', (parameter, value, reason, intended) => {
  expect(of(parameter, value)).toEqual({ reason, intended })
})

test.each([
  [fin, '30'],
  [fin, '0'],
  [fin, '00'],
  [fin, '007'],
  [fin, '0x1e'],
  [fin, '30 # seconds'],
  [fin, '30 ; was 60'],
  [fin, '30 // was 60'],
  [fin, '30 #060'],
  [fin, '30 seconds'],
  [fin, '30 s'],
  [fin, '30 (was 60)'],
  [fin, '30 seconds for orphans'],
  ['net.ipv4.tcp_retries2', '8 retries'],
  [fin, '  30\t'],
  [rmem, '4096 87380 16777216'],
  [rmem, '4096 87380 16777216 # most'],
  [ports, '20000 65000 # all'],
  [reserved, '22,8080-8090'],
  ['net.ipv4.tcp_congestion_control', 'bbr'],
  ['vm.swappiness', '010'],
])('%s = %j is read as it is written', (parameter, value) => {
  expect(misread(parameter, value, '')).toBeNull()
})

test('a long value takes no long time', () => {
  const start = performance.now()
  for (const piece of ['0', '1 ', ' ', '01 ', '01,', '# ', '-0']) {
    misread(fin, piece.repeat(100_000), '1')
    misread(reserved, piece.repeat(100_000), '1')
  }
  expect(performance.now() - start).toBeLessThan(2000)
})
