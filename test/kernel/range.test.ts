import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareVersions } from '../../src/core/kernel-range.ts'
import { defaultKernel, distributions, parseKernel } from '../../src/kernel/range.ts'
import { kernelNamed } from './on.ts'

const last = Number.POSITIVE_INFINITY

test.each([
  ['6.1.192', [6, 1, 192], [6, 1, 192]],
  ['6.12', [6, 12, last], [6, 12, last]],
  ['5.10-', [5, 10, last], null],
  ['5.10+', [5, 10, last], null],
  ['5.10..', [5, 10, last], null],
  ['>=5.10', [5, 10, last], null],
  ['>= 5.10', [5, 10, last], null],
  ['5.10-6.12', [5, 10, last], [6, 12, last]],
  ['5.10..6.12.3', [5, 10, last], [6, 12, 3]],
  [' 5.10.1 - 6.12 ', [5, 10, 1], [6, 12, last]],
])('%j is read', (text, from, to) => {
  expect(parseKernel(text)).toEqual({ name: text.trim(), from, to, hz: 100, distribution: null })
})

test('5.10 and newer is meant where nothing is said', () => {
  expect({ ...defaultKernel, name: '5.10-' }).toEqual(parseKernel('5.10-'))
})

test.each([
  ['rhel8', 'rhel-8'],
  ['RHEL 8', 'rhel-8'],
  ['rocky9', 'rhel-9'],
  ['almalinux-10', 'rhel-10'],
  ['centos7', 'rhel-7'],
  ['centos-stream-9', 'rhel-9'],
  ['ubuntu-22.04', 'ubuntu-22.04'],
  ['ubuntu22.04', 'ubuntu-22.04'],
  ['jammy', 'ubuntu-22.04'],
  ['noble', 'ubuntu-24.04'],
  ['resolute', 'ubuntu-26.04'],
  ['debian-13', 'debian-13'],
  ['debian12', 'debian-12'],
  ['Bookworm', 'debian-12'],
  ['amzn2', 'amzn-2'],
  ['al2023', 'amzn-2023'],
  ['sles15', 'sles-15'],
])('%s is %s', (text, distribution) => {
  expect(parseKernel(text)).toMatchObject({ name: text, distribution })
})

describe.each(distributions.map(d => [d.name, d] as const))('%s', (name, distribution) => {
  test('has kernels, the older first, and a source', () => {
    const kernel = kernelNamed(name)
    expect(kernel.distribution).toBe(name)
    expect(compareVersions(kernel.from, kernel.to!)).toBeLessThanOrEqual(0)
    expect('error' in parseKernel(`${distribution.from}-${distribution.to}`)).toBe(false)
    expect(distribution.source).toMatch(/\S{8,}/)
    for (const other of distribution.also) expect(kernelNamed(other).distribution).toBe(name)
  })
})

test('the names asked for are there', () => {
  const names = distributions.map(d => d.name)
  for (const release of ['7', '8', '9', '10']) expect(names).toContain(`rhel-${release}`)
  for (const release of ['18.04', '20.04', '22.04', '24.04', '26.04']) expect(names).toContain(`ubuntu-${release}`)
  for (const release of ['10', '11', '12', '13']) expect(names).toContain(`debian-${release}`)
  expect(names).toEqual(expect.arrayContaining(['amzn-2', 'amzn-2023', 'sles-15']))
})

describe('what is not understood', () => {
  test.each([
    ['6', /^Kernel '6' is not understood: give a release .*rhel-7/],
    ['', /not understood/],
    ['latest', /not understood/],
    ['5.10-6.x', /did you mean 5\.10\?$/],
    ['v6.1', /did you mean 6\.1\?$/],
    ['6.8.0-45-generic', /did you mean 6\.8\.0\?$/],
    ['ubuntu-22.4', /did you mean ubuntu-22\.04\?$/],
    ['debian13x', /did you mean debian13\?$/],
    ['jamy', /did you mean jammy\?$/],
    ['6.12-5.10', /^Kernel '6\.12-5\.10' ends before it begins: write 5\.10-6\.12$/],
  ])('%j gets one sentence', (text, message) => {
    const error = parseKernel(text)
    expect(error).toHaveProperty('error')
    expect((error as { error: string }).error).toMatch(message)
    expect((error as { error: string }).error).not.toMatch(/\n/)
  })

  test.each([0, -1, 1.5, Number.NaN, 1e9])('HZ %d is refused', hz => {
    expect((parseKernel('6.12', hz) as { error: string }).error).toMatch(/^HZ/)
  })

  test('anything is answered, in time that grows with its length alone', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), text => typeof parseKernel(text) === 'object'))
    const start = performance.now()
    for (const piece of ['9', '.', '5.', ' ', '-', 'rhel']) parseKernel(piece.repeat(200_000))
    expect(performance.now() - start).toBeLessThan(2000)
  })
})
