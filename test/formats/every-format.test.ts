import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Effect } from '../../src/core/effect.ts'
import { type Span, written } from '../../src/core/text.ts'
import { lintTexts } from '../../src/lint-texts.ts'
import { canonicalKey } from '../../src/loaders/sysctl-key.ts'
import { createLocator } from '../../src/reports/locate.ts'

// Every fixture has a snapshot beside it, `<file>.settings`: one line a setting. UPDATE=1 writes them; read them by eye.
const root = join(import.meta.dirname, '../fixtures')
const folders = ['sysctl-conf', 'ansible', 'cloud-init', 'terraform', 'shell']
const fixtures = folders.flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(e => e.isFile() && !e.name.endsWith('.settings'))
    .map(e => ({ folder, path: relative(join(root, folder), join(e.parentPath, e.name)) })),
)

function line(effect: Effect, place: (span: Span) => string): string {
  const { setting, outcome, effective, lasts, why } = effect
  const value = `${setting.state === 'absent' ? 'absent' : JSON.stringify(setting.value)}${setting.known ? '' : ' (unknown)'}`
  const where = [setting.format, ...setting.within].join(' > ')
  const notes = [
    setting.conditional && `if ${setting.conditional}`,
    setting.onError !== 'continues' && setting.onError,
    why,
  ]
  const last = notes.filter(Boolean).join('; ')
  return `${place(setting.key)} ${setting.parameter} = ${place(setting.valueAt)} ${value} -> ${outcome} ${effective} (${lasts}, ${where})${last ? ` ${last}` : ''}`
}

describe.each(fixtures)('$folder/$path', ({ folder, path }) => {
  const file = join(root, folder, path)
  const text = readFileSync(file, 'utf8')
  const run = lintTexts([{ path, text }], { rules: [] })

  test('settings are as the snapshot has them', async () => {
    const locate = createLocator()
    const place = (span: Span) => {
      const p = locate(span)
      return `${p.line}:${p.column}-${p.endLine === p.line ? '' : `${p.endLine}:`}${p.endColumn}`
    }
    const { effects, problems } = await run
    const lines = [...effects.map(e => line(e, place)), ...problems.map(p => `${place(p.at)} ${p.rule}: ${p.message}`)]
    const got = `${lines.join('\n')}\n`
    if (process.env['UPDATE']) writeFileSync(`${file}.settings`, got)
    expect(existsSync(`${file}.settings`), 'no snapshot: run with UPDATE=1 and read what it wrote').toBe(true)
    expect(got).toBe(readFileSync(`${file}.settings`, 'utf8'))
  })

  test('slicing the file at a key and a value gives what is written there', async () => {
    for (const { setting } of (await run).effects) {
      const encoded = setting.within.some(w => /base64|b64|gzip|gz|quoted-printable|mime/.test(w))
      if (encoded) continue
      const key = written(setting.key).replace(/\\(.)/g, '$1')
      if (!/[*?[]/.test(key))
        expect(canonicalKey(key.replace(/^\/proc\/sys\//, '')), key).toContain(setting.parameter.split('.').at(-1))
      if (setting.literal && setting.state === 'set' && setting.format !== 'ansible')
        expect(written(setting.valueAt)).toContain(setting.value.trim())
    }
  })
})
