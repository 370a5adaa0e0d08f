import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const src = join(import.meta.dirname, '../src')
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  f => f.endsWith('.ts') && !f.endsWith('.d.ts'),
)

/** Rooms and what they may import, as ARCHITECTURE.md draws it. */
const rooms: Record<string, readonly string[]> = {
  core: [],
  syntax: ['core'],
  kernel: ['core'],
  loaders: ['kernel', 'syntax', 'core'],
  formats: ['loaders', 'syntax', 'kernel', 'core'],
  rules: ['kernel', 'core'],
  organisation: ['core'],
  reports: ['organisation', 'core'],
  policies: ['core'],
  config: ['policies', 'kernel', 'syntax', 'core'],
  io: ['core', 'config', 'kernel', 'reports'],
  commands: [
    '',
    'io',
    'config',
    'organisation',
    'reports',
    'rules',
    'policies',
    'formats',
    'loaders',
    'kernel',
    'core',
  ],
}

/** Imports of types only load nothing. */
const withoutTypes = (text: string) => text.replace(/^import type [^;]*? from '[^']+'$/gms, '')
const loads = (file: string) =>
  [...withoutTypes(readFileSync(join(src, file), 'utf8')).matchAll(/from '([^']+)'/g)].map(m => m[1]!)
const imports = (file: string) =>
  [...readFileSync(join(src, file), 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(m => m[1]!)
const roomOf = (file: string) => (file.includes('/') ? file.split('/')[0]! : '')

test('imports point one way', () => {
  const wrong: string[] = []
  for (const file of files) {
    const allowed = rooms[roomOf(file)]
    if (!allowed) continue
    for (const name of imports(file)) {
      if (!name.startsWith('.')) continue
      const room = roomOf(relative(src, join(src, dirname(file), name)))
      if (room !== roomOf(file) && !allowed.includes(room)) wrong.push(`${file} imports ${name}`)
    }
  }
  expect(wrong).toEqual([])
})

test('only io, the entries and the named exceptions know Node', () => {
  const exceptions = ['formats/cloud-init/gunzip.ts']
  const wrong = files
    .filter(f => roomOf(f) in rooms && !['io', 'commands'].includes(roomOf(f)) && !exceptions.includes(f))
    .filter(f => imports(f).some(i => i.startsWith('node:')))
  expect(wrong).toEqual([])
})

test('each parser is imported by one file', () => {
  for (const library of ['yaml', 'unbash'])
    expect(files.filter(f => loads(f).includes(library)).length, library).toBeLessThanOrEqual(1)
})

test('files are short', () => {
  const long = files
    .filter(f => !f.includes('.generated.') && !f.startsWith('kernel/table/'))
    .filter(f => readFileSync(join(src, f), 'utf8').split('\n').length > 251)
  expect(long).toEqual([])
})
