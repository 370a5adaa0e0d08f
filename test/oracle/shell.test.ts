import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os, { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { KernelRange } from '../../src/core/kernel-range.ts'
import type { Step } from '../../src/core/target.ts'
import { textOf } from '../../src/core/text.ts'
import { readShell } from '../../src/formats/shell/read-shell.ts'
import { parseKernel } from '../../src/kernel/range.ts'
import { writeParameter } from '../../src/kernel/write.ts'
import { confLines } from '../../src/loaders/conf-lines.ts'
import { canonicalKey } from '../../src/loaders/sysctl-key.ts'
import { before, scriptsFrom } from './shell-scripts.ts'
import { randomFrom } from './values.ts'

const count = 1200
const seed = Number(process.env['SYSCTL_LINT_SEED'] ?? 1)
const driver = fileURLToPath(new URL('shell-driver.mjs', import.meta.url))
const required = process.env['SYSCTL_LINT_ORACLE'] === 'require'
const works = (command: string, ...words: string[]) => spawnSync(command, words).status === 0
const able =
  works('unshare', '-n', '-m', 'true') &&
  works('dash', '-c', ':') &&
  works('bash', '-c', ':') &&
  works('sysctl', '--version')
if (!able && !required) console.log('shell oracle skipped: it needs root, unshare, dash, bash and sysctl')

const kernel = parseKernel(/^\d+\.\d+\.\d+/.exec(os.release())?.[0] ?? '6.12.0', 250) as KernelRange

interface Case {
  readonly shell: 'dash' | 'bash'
  readonly text: string
}

function observe(cases: readonly Case[]): Record<string, string>[] {
  const folder = mkdtempSync(join(tmpdir(), 'shell-cases-'))
  try {
    const file = join(folder, 'cases.json')
    writeFileSync(file, JSON.stringify({ cases, before }))
    const run = spawnSync('unshare', ['-n', '-m', process.execPath, driver, file], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    })
    if (run.status !== 0) throw new Error(run.stderr)
    return JSON.parse(run.stdout)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What the steps say the kernel holds in the end; null for a parameter of which they say that it is not known. */
function foretell(steps: readonly Step[]): Map<string, string | null> {
  const holds = new Map<string, string | null>(Object.entries(before))
  const files = new Map<string, string | null>()
  const set = (parameter: string, value: string, sure: boolean): void => {
    const old = holds.get(parameter)
    if (old === undefined) return
    const result = writeParameter(parameter, value, kernel)
    if (result.outcome === 'refused') return
    if (!sure || old === null || result.outcome !== 'applied') holds.set(parameter, null)
    else
      holds.set(
        parameter,
        result.effective
          .split(' ')
          .map((n, i) => (n === '*' ? old.split(' ')[i] : n))
          .join(' '),
      )
  }
  const forgetAll = (): void => {
    for (const parameter of holds.keys()) holds.set(parameter, null)
  }
  for (const step of steps) {
    if (step.do === 'set')
      set(step.setting.parameter, step.setting.value, step.setting.known && step.setting.conditional === null)
    else if (step.do === 'write' && step.path) {
      const old = step.append ? (files.get(step.path) ?? '') : ''
      const sure = step.origin.conditional === null && !step.content.marks?.length
      files.set(step.path, sure ? old + step.content.text : null)
    } else if (step.do === 'load' && step.files !== 'system') {
      for (const path of step.files) {
        const text = files.get(path)
        if (text === null || step.conditional !== null) forgetAll()
        for (const line of confLines({ source: { path, text: text ?? '' }, text: text ?? '', base: 0 }, 'procps'))
          if (line.kind === 'assignment')
            set(
              canonicalKey(text!.slice(line.key.start, line.key.end)),
              text!.slice(line.value.start, line.value.end),
              true,
            )
      }
    }
  }
  return holds
}

describe.skipIf(!able && !required)('scripts as they are read, and as dash and bash run them', () => {
  test('the kernel holds what the steps say', () => {
    const random = randomFrom(seed)
    const script = scriptsFrom(random)
    const cases: Case[] = Array.from({ length: count }, () => {
      const text = script(3)
      return { shell: random() < 0.5 && !text.includes('<<<') ? 'dash' : 'bash', text }
    })
    const observed = observe(cases)
    const wrong: string[] = []
    let compared = 0
    let changed = 0
    let notKnown = 0
    for (const [i, { shell, text }] of cases.entries()) {
      const { steps } = readShell(textOf({ path: 'x.sh', text }), {
        origin: { format: 'shell', within: [], conditional: null, onError: 'continues' },
        phase: 'once',
        dialect: shell === 'dash' ? 'sh' : 'bash',
      })
      for (const [parameter, said] of foretell(steps)) {
        if (said === null) {
          notKnown++
          continue
        }
        compared++
        const real = observed[i]![parameter]
        if (real !== before[parameter]) changed++
        if (real !== said) wrong.push(`${shell}: ${parameter} is ${real}, not ${said}, after\n${text}`)
      }
    }
    console.log(
      `shells: ${count} scripts, ${compared} values compared (${changed} changed), ${notKnown} said to be unknown, ${wrong.length} wrong`,
    )
    expect(wrong.slice(0, 5)).toEqual([])
    expect(compared).toBeGreaterThan(count)
    expect(changed).toBeGreaterThan(count / 4)
  }, 600_000)
})
