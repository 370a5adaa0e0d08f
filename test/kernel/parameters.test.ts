import { describe, expect, test } from 'vitest'
import { defaultOf, effectIn, findParameter, type Parameter, parameters } from '../../src/kernel/parameters.ts'
import { defaultKernel } from '../../src/kernel/range.ts'
import { release, releases } from '../../src/kernel/version.ts'
import { writeParameter } from '../../src/kernel/write.ts'
import { kernelNamed } from './on.ts'

const all = [...parameters.values()].map(parameter => [parameter.name, parameter] as const)

/** Each release that something changes in, and the newest, as ranges of one. */
function eras(parameter: Parameter) {
  const from = release(parameter.since ?? '2.2')
  const points = releases({ ...defaultKernel, from: [2, 2, 0] }, [
    parameter.accepts,
    parameter.defaults,
    parameter.exists,
  ])
  const until = parameter.removedIn ? release(parameter.removedIn) : 2 ** 30
  const inside = points.filter(point => point >= from && point < until).concat(from)
  return inside.map(point => {
    const version = [point >> 20, (point >> 10) & 1023, point & 1023] as const
    return { ...defaultKernel, from: version, to: version, hz: 250 }
  })
}

test('the table holds what is known', () => {
  expect(parameters.size).toBeGreaterThanOrEqual(161)
  expect(all.filter(([name]) => name.startsWith('net.ipv4.tcp_')).length).toBeGreaterThan(110)
})

describe.each(all)('%s', (name, parameter) => {
  test('is named as the kernel names it, in the words of one sentence', () => {
    expect(name).toMatch(/^net\.(ipv4|core|netfilter)\.(netfilter\.)?[a-z][a-z0-9_]*[a-z0-9]$/)
    expect(parameter.doc).toMatch(/^[A-Z].{10,}\.$/)
    expect(parameter.sources.length).toBeGreaterThan(0)
    if (parameter.unit !== null) expect(parameter.unit).not.toBe('')
  })

  test('comes before it goes, and what replaces it is there', () => {
    if (parameter.since && parameter.removedIn)
      expect(release(parameter.since)).toBeLessThan(release(parameter.removedIn))
    for (const other of parameter.replacedBy) {
      const found = findParameter(other)
      if (other.endsWith('_buckets')) expect(found).toBeUndefined()
      else expect(found?.removedIn).toBeNull()
    }
    expect(parameter.effect === 'vendor').toBe(parameter.since === null)
    expect(parameter.effect === 'active' || parameter.effect === 'vendor').toBe(parameter.noEffectSince === null)
  })

  test('has histories in the order of the releases', () => {
    for (const history of [parameter.accepts, parameter.defaults, parameter.exists]) {
      for (const [i, change] of history.entries()) {
        if (i > 0) expect(change.since).toBeGreaterThan(history[i - 1]!.since)
        for (const carried of change.stable) expect(carried).toBeLessThan(change.since)
      }
    }
    expect(parameter.accepts[0]?.since).toBe(0)
    expect(parameter.defaults[0]?.since).toBe(0)
  })

  test('takes its own default in every release', () => {
    if (parameter.effect === 'vendor' || !parameter.writable) return
    for (const kernel of eras(parameter)) {
      const initial = defaultOf(parameter, kernel)
      if (initial === null) continue
      const result = writeParameter(name, initial.replaceAll('*', '6291456'), kernel)
      expect([kernel.from, result]).toMatchObject([
        kernel.from,
        { outcome: 'applied', effective: initial.replaceAll('*', '6291456') },
      ])
    }
  })

  test('takes its bounds and refuses what lies one beyond, in every release', () => {
    if (parameter.effect === 'vendor' || !parameter.writable) return
    for (const kernel of eras(parameter)) {
      const accepts = parameter.accepts.findLast(change => change.since <= release(kernel.from.join('.')))?.is
      if (accepts?.kind !== 'u8' && !(accepts?.kind === 'int' && accepts.ticks === undefined)) continue
      if (parameter.accepts.some(change => change.stable.length > 0)) continue
      const modern = kernel.from[0] > 4 || (kernel.from[0] === 4 && kernel.from[1] >= 2)
      for (const [value, outcome] of [
        [accepts.min, 'applied'],
        [accepts.max, 'applied'],
        [accepts.min - 1, 'refused'],
        [accepts.max + 1, 'refused'],
      ] as const) {
        // Before 4.2 a number beyond an int was cut down to one.
        if (!modern && Math.abs(value) > 2147483647) continue
        expect([value, writeParameter(name, String(value), kernel).outcome]).toEqual([value, outcome])
      }
    }
  })

  test('explains values that it takes', () => {
    if (!parameter.values || parameter.effect === 'vendor') return
    const newest = { ...defaultKernel, from: [7, 3, 4] as const, to: [7, 3, 4] as const }
    for (const value of Object.keys(parameter.values)) {
      expect(writeParameter(name, value, newest)).toMatchObject({
        outcome: 'applied',
        effective: String(Number(value)),
      })
    }
  })
})

describe('defaultOf', () => {
  test.each([
    ['net.ipv4.tcp_fin_timeout', '5.10-', '60'],
    ['net.ipv4.tcp_tw_reuse', '5.10-', '2'],
    ['net.ipv4.tcp_tw_reuse', '4.14', '0'],
    ['net.ipv4.tcp_tw_reuse', '4.14-', null],
    ['net.ipv4.tcp_rmem', '5.10-', '4096 131072 *'],
    ['net.ipv4.tcp_max_tw_buckets', '5.10-', null],
    ['net.ipv4.tcp_congestion_control', '5.10-', null],
    ['net.ipv4.tcp_tw_recycle', '3.10', '0'],
    ['net.ipv4.tcp_tw_recycle', '5.10-', null],
    ['net.ipv4.tcp_plb_rehash_rounds', '5.10-', '12'],
    ['net.core.somaxconn', '5.10-', '4096'],
    ['net.core.somaxconn', 'rhel8', null],
  ])('%s on %s is %s', (name, kernel, initial) => {
    expect(defaultOf(findParameter(name)!, kernelNamed(kernel))).toBe(initial)
  })
})

describe('effectIn', () => {
  test.each([
    ['net.ipv4.tcp_fack', '5.10-', 'no-op'],
    ['net.ipv4.tcp_fack', '4.14', 'active'],
    ['net.ipv4.tcp_fack', '4.14-', 'mixed'],
    ['net.ipv4.tcp_low_latency', '5.10-', 'no-op'],
    ['net.ipv4.tcp_adv_win_scale', '5.10-', 'mixed'],
    ['net.ipv4.tcp_adv_win_scale', '6.6-', 'no-op'],
    ['net.ipv4.tcp_fin_timeout', '5.10-', 'active'],
  ])('%s on %s is %s', (name, kernel, effect) => {
    expect(effectIn(findParameter(name)!, kernelNamed(kernel))).toBe(effect)
  })
})
