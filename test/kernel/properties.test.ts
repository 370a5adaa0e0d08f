import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { KernelRange } from '../../src/core/kernel-range.ts'
import { parameters } from '../../src/kernel/parameters.ts'
import { parsings } from '../../src/kernel/parsing.ts'
import { newer, type Release, releases } from '../../src/kernel/version.ts'
import { writeParameter } from '../../src/kernel/write.ts'
import { kernelNamed } from './on.ts'

const newest = { ...kernelNamed('7.3.4'), hz: 250 }
const name = fc.constantFrom(...parameters.keys())
const word = fc.oneof(
  fc.integer().map(String),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
  fc.nat().map(n => `0${n.toString(8)}`),
  fc.nat().map(n => `0x${n.toString(16)}`),
  fc.string(),
)
const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  word,
  fc.array(word, { maxLength: 5 }).map(words => words.join(' ')),
)

describe('one number', () => {
  const of = (kind: string) =>
    [...parameters.values()].filter(p => p.kind === kind && p.removedIn === null && p.effect !== 'vendor' && p.writable)

  test('in decimal within the bounds reads back as itself', () => {
    const bounded = [...of('int'), ...of('u8')].flatMap(parameter => {
      const { is } = parameter.accepts.at(-1)!
      return (is.kind === 'int' && is.ticks === undefined) || is.kind === 'u8' ? [{ name: parameter.name, ...is }] : []
    })
    const pair = fc
      .constantFrom(...bounded)
      .chain(p => fc.integer({ min: p.min, max: p.max }).map(n => [p.name, n] as const))
    fc.assert(
      fc.property(pair, ([parameter, n]) => {
        expect(writeParameter(parameter, String(n), newest)).toMatchObject({
          outcome: 'applied',
          effective: String(n),
          why: '',
        })
      }),
    )
  })

  test('in octal and hexadecimal reads back as parseInt reads it', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2147483647 }), fc.nat({ max: 5 }), (n, zeros) => {
        const octal = '0'.repeat(zeros + 1) + n.toString(8)
        for (const [text, radix] of [
          [octal, 8],
          [`0x${n.toString(16)}`, 16],
          [`0X${n.toString(16).toUpperCase()}`, 16],
        ] as const) {
          expect(writeParameter('net.ipv4.tcp_base_mss', text, newest)).toMatchObject({
            effective: String(Number.parseInt(text, radix)),
          })
        }
      }),
    )
  })

  test('ends alike whatever follows a blank', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('60', '060', '0x3c', '-5', '08', 'x', '6s'),
        fc.constantFrom(' ', '\t', '\n'),
        fc.string(),
        (n, blank, rest) => {
          for (const parameter of ['net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_retries2', 'net.ipv4.tcp_notsent_lowat']) {
            const bare = writeParameter(parameter, n, newest)
            expect(writeParameter(parameter, n + blank + rest, newest)).toMatchObject({
              outcome: bare.outcome,
              effective: bare.effective,
            })
          }
        },
      ),
    )
  })
})

test('a vector never changes more numbers than were written', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem', 'net.ipv4.tcp_mem'),
      value,
      (parameter, text) => {
        const result = writeParameter(parameter, text, newest)
        if (result.outcome !== 'applied') return
        const numbers = result.effective.split(' ')
        expect(numbers).toHaveLength(3)
        const changed = numbers.filter(number => number !== '*').length
        expect(changed).toBeLessThanOrEqual(text.trim().split(/\s+/).length)
        expect(numbers.slice(changed).every(number => number === '*')).toBe(true)
      },
    ),
  )
})

test('a range ends as all its releases do, or is unknown', () => {
  const one = (release: Release): KernelRange => {
    const version =
      release === newer ? ([1e6, 0, 0] as const) : ([release >> 20, (release >> 10) & 1023, release & 1023] as const)
    return { ...newest, from: version, to: version }
  }
  const range = fc
    .constantFrom('5.10-', '4.4-6.12', '3.10-4.14', 'rhel8', 'debian-12', '6.1.150-6.1.200', '6.12-', '4.19')
    .map(text => kernelNamed(text, 250))
  fc.assert(
    fc.property(name, value, range, (parameter, text, kernel) => {
      const { exists, mayExist, accepts } = parameters.get(parameter)!
      const each = releases(kernel, [exists, mayExist, accepts, parsings]).map(release =>
        writeParameter(parameter, text, one(release)),
      )
      const result = writeParameter(parameter, text, kernel)
      const agree = each.every(e => e.outcome === each[0]!.outcome && e.effective === each[0]!.effective)
      expect([result.outcome, result.effective]).toEqual(
        agree ? [each[0]!.outcome, each[0]!.effective] : ['unknown', null],
      )
      if (!agree) expect(result.why).toContain(parameter)
    }),
    { numRuns: 1000 },
  )
})

test('any value of any parameter gets an answer in one line', () => {
  const kernel = fc.constantFrom('5.10-', '3.10', '7.3', 'rhel7').map(text => kernelNamed(text))
  fc.assert(
    fc.property(fc.oneof(name, fc.string()), value, kernel, (parameter, text, range) => {
      const result = writeParameter(parameter, text, range)
      expect(['applied', 'refused', 'unknown']).toContain(result.outcome)
      expect(result.why).not.toMatch(/[\r\n\t]|\.$/)
      if (result.outcome !== 'applied') expect(result.why).not.toBe('')
      else expect(result.errno === null || result.why !== '').toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('ten times the value takes about ten times the time', () => {
  const pieces = ['5', ' ', '5 ', '5,', '0', '-', 'x', '1-2-', '\n', 'é', '5-9,']
  const kinds = [
    'tcp_rmem',
    'tcp_fin_timeout',
    'ip_local_reserved_ports',
    'tcp_congestion_control',
    'tcp_allowed_congestion_control',
    'tcp_fastopen_key',
    'ip_local_port_range',
  ]
  const start = performance.now()
  for (const piece of pieces) {
    for (const kind of kinds) writeParameter(`net.ipv4.${kind}`, piece.repeat(200_000), newest)
  }
  expect(performance.now() - start).toBeLessThan(8000)
})
