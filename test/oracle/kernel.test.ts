import { spawnSync } from 'node:child_process'
import os from 'node:os'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { KernelRange } from '../../src/core/kernel-range.ts'
import { findParameter, type Parameter, parameters } from '../../src/kernel/parameters.ts'
import { parseKernel } from '../../src/kernel/range.ts'
import { at, releaseOf } from '../../src/kernel/version.ts'
import { presence, type WriteResult, writeParameter } from '../../src/kernel/write.ts'
import { randomFrom, valuesFor } from './values.ts'

const leastWrites = 20_000
const valuesEach = 300
const seed = Number(process.env['SYSCTL_LINT_SEED'] ?? 1)
const writer = fileURLToPath(new URL('writer.mjs', import.meta.url))

interface Probe {
  readonly hz: number | null
  readonly files: readonly (readonly [parameter: string, writable: boolean])[]
  readonly available: string
  readonly allowed: string
}

/** Runs the writer in a network namespace of its own; null where that is not allowed. */
function inNamespace(input: string): unknown {
  const run = spawnSync('unshare', ['-n', process.execPath, writer], { input, encoding: 'utf8', maxBuffer: 2 ** 29 })
  return run.status === 0 ? JSON.parse(run.stdout) : null
}

const probe = process.platform === 'linux' ? (inNamespace('probe') as Probe | null) : null
const required = process.env['SYSCTL_LINT_ORACLE'] === 'require'
if (!probe && !required) console.log('oracle skipped: it needs root and unshare -n to write to the real kernel')

const release = /^\d+\.\d+\.\d+/.exec(os.release())?.[0] ?? os.release()
const kernel = parseKernel(release, probe?.hz ?? 100) as KernelRange

/** What each parameter is set to before every write, so that what stays can be seen. */
function baselineOf(parameter: Parameter): string | null {
  // It bounds net.ipv4.tcp_reordering.
  if (parameter.name === 'net.ipv4.tcp_max_reordering') return '300'
  const accepts = at(parameter.accepts, releaseOf(kernel.from))
  switch (accepts?.kind) {
    case 'vector':
      return '5001 50002 500003'
    case 'range':
      return '33000 60999'
    case 'list':
      return '11,13-17'
    case 'string':
      return accepts.text === 'fastopen-key' ? '00000001-00000002-00000003-00000004' : 'reno'
    case 'int':
    case 'u8':
    case 'uint':
      return String(accepts.min + 1 > accepts.max ? accepts.min : accepts.min < 0 ? 1 : accepts.min + 1)
    default:
      return '77'
  }
}

/** The effective value with what stood there before in place of each `*`. */
function readBack(result: WriteResult, before: string): string {
  if (result.outcome !== 'applied') return before
  const old = before.split(' ')
  return result.effective
    .split(' ')
    .map((number, i) => (number === '*' ? old[i] : number))
    .join(' ')
}

describe.skipIf(!probe && !required)('the model of the kernel and the kernel itself', () => {
  const files = new Map(probe?.files)
  const chosen = [...files.keys()].flatMap(name => {
    const parameter = findParameter(name)
    return parameter && files.get(name) ? [parameter] : []
  })

  test('the namespace could be made and its ticks counted', () => {
    expect(probe).not.toBeNull()
    expect(probe?.hz).not.toBeNull()
  })

  test('every TCP parameter of this kernel is in the table, and none that it lacks is called present', () => {
    const tcp = [...files.keys()].filter(name => name.startsWith('net.ipv4.tcp_'))
    expect(tcp.filter(name => presence(name, kernel) !== 'present')).toEqual([])
    expect(tcp.length).toBeGreaterThan(80)
    // These two hang on how the kernel was built.
    const built = ['net.ipv4.tcp_l3mdev_accept', 'net.ipv4.tcp_syncookies', ...tcp]
    const own = [...parameters.values()].filter(({ name, netns }) => netns && name.startsWith('net.ipv4.tcp_'))
    const promised = own.map(({ name }) => name).filter(name => presence(name, kernel) === 'present')
    expect(promised.filter(name => !built.includes(name))).toEqual([])
  })

  test('what is read-only is refused', () => {
    const fixed = [...files].filter(([name, writable]) => !writable && findParameter(name)?.writable === false)
    const cases = fixed.map(([name]) => [name, '1'])
    const results = inNamespace(JSON.stringify({ baselines: {}, cases })) as string[][]
    for (const [i, [name]] of fixed.entries()) {
      expect([name, results[i]?.[0]]).toEqual([
        name,
        writeParameter(name, '1', kernel).outcome === 'refused' ? 'EACCES' : null,
      ])
    }
  })

  test('each write ends as the model says', { timeout: 300_000 }, () => {
    const random = randomFrom(seed)
    const usable = new Set(probe?.allowed.split(' '))
    const cases = chosen.flatMap(parameter =>
      valuesFor(
        at(parameter.accepts, releaseOf(kernel.from))!,
        /vector|range|list/.test(parameter.kind) ? 3 * valuesEach : valuesEach,
        random,
      ).map(value => [parameter.name, value] as const),
    )
    const baselines = Object.fromEntries(chosen.flatMap(parameter => [[parameter.name, baselineOf(parameter)]]))
    const results = inNamespace(JSON.stringify({ baselines, cases })) as [string | null, string, string][]
    let writes = 0
    let unsaid = 0
    const differences: string[] = []
    for (const [i, [parameter, value]] of cases.entries()) {
      const [errno, before, after] = results[i]!
      const result = writeParameter(parameter, value, kernel)
      // Which algorithms a kernel has, and which a namespace may choose, is not the model's to know.
      if (parameter.endsWith('tcp_congestion_control') && result.outcome === 'applied' && !usable.has(result.effective))
        continue
      writes++
      if (result.outcome === 'unknown') {
        unsaid++
        continue
      }
      if (errno !== result.errno || after !== readBack(result, before)) {
        differences.push(
          `${parameter} = ${JSON.stringify(value.slice(0, 80))}: kernel ${errno} ${after}, model ${JSON.stringify(result)}`,
        )
      }
    }
    console.log(
      `oracle: ${writes} writes to ${chosen.length} parameters of Linux ${os.release()} (HZ ${kernel.hz}), ${differences.length} differences, ${unsaid} unknown`,
    )
    expect(differences.slice(0, 40)).toEqual([])
    expect(writes).toBeGreaterThanOrEqual(leastWrites)
    expect(unsaid).toBeLessThan(writes / 50)
  })
})
