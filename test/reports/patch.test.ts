import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Edit } from '../../src/core/finding.ts'
import { edited } from '../../src/core/fix.ts'
import { filePatch, newFilePatch } from '../../src/reports/patch.ts'
import { line } from '../core/edited-texts.ts'
import { tempTree } from '../io/temp-tree.ts'

const apply = (root: string, patch: string, ...more: string[]) =>
  spawnSync('git', ['apply', '--whitespace=nowarn', ...more, '-'], {
    cwd: root,
    input: Buffer.from(patch, 'utf8'),
    encoding: 'utf8',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
  })

const latin1 = (name: string) => Buffer.from(name).toString('latin1')

const names = fc.constantFrom(
  'etc/sysctl.d/60-tcp.conf',
  'a b/c d.conf',
  'with "quotes".yml',
  'ünïcödé/ñ.conf',
  'tab\there',
  'back\\slash',
  ' leading and trailing ',
  'a',
  'b/a/b',
)
const texts = fc
  .tuple(fc.array(line, { maxLength: 30 }), fc.boolean(), fc.constantFrom('\n', '\r\n'))
  .map(([lines, bare, eol]) => lines.join(eol) + (bare || lines.length === 0 ? '' : eol))
const pieces = fc.array(fc.constantFrom('x', '\n', '\r\n', 'net.ipv4.tcp_sack = 1', ' ', 'é'), { maxLength: 4 })
const cuts = fc.array(fc.tuple(fc.nat(400), fc.nat(12), pieces), { maxLength: 5 })

/** Edits in order and apart. */
function editsOf(text: string, some: readonly (readonly [number, number, readonly string[]])[]): Edit[] {
  const edits: Edit[] = []
  const source = { path: 'x', text }
  for (const [at, length, fresh] of [...some].sort((a, b) => a[0] - b[0])) {
    const start = Math.max(edits.at(-1)?.at.end ?? 0, Math.min(at, text.length))
    const end = Math.min(start + length, text.length)
    if (start !== edits.at(-1)?.at.start) edits.push({ at: { source, start, end }, text: fresh.join('') })
  }
  return edits
}

const cases = Number(process.env['SYSCTL_LINT_PATCHES'] ?? 200)

test('git takes the patch of any edits, and makes of the file what they make of it', {
  timeout: 30_000 + 300 * cases,
}, () => {
  const root = tempTree()
  fc.assert(
    fc.property(names, texts, cuts, (name, text, some) => {
      const edits = editsOf(text, some)
      const wanted = edited(text, edits)
      const patch = filePatch({ name: latin1(name), text, edits })
      expect(patch === '').toBe(wanted === text)
      if (patch === '') return
      mkdirSync(dirname(join(root, name)), { recursive: true })
      writeFileSync(join(root, name), text)
      const checked = apply(root, patch, '--check')
      expect(`${checked.stderr}${checked.status}`).toBe('0')
      expect(apply(root, patch).stderr).toBe('')
      expect(readFileSync(join(root, name), 'utf8')).toBe(wanted)
      expect(apply(root, patch, '--reverse').stderr).toBe('')
      expect(readFileSync(join(root, name), 'utf8')).toBe(text)
    }),
    { numRuns: cases },
  )
})

test('git makes new files of a patch, and never over one that is there', () => {
  fc.assert(
    fc.property(names, texts, (name, text) => {
      const root = tempTree()
      const patch = newFilePatch({ path: latin1(name), text })
      expect(apply(root, patch).stderr).toBe('')
      expect(readFileSync(join(root, name), 'utf8')).toBe(text)
      expect(apply(root, patch).status).toBe(1)
    }),
    { numRuns: 30 },
  )
})

test('it reads as git writes it', () => {
  const lines = Array.from({ length: 20 }, (_, i) => `line ${i + 1}\n`)
  const text = lines.join('')
  const source = { path: 'x', text }
  const at = (what: string) => ({ source, start: text.indexOf(what), end: text.indexOf(what) + what.length })
  const edits = [
    { at: at('line 2\n'), text: '' },
    { at: at('3'), text: 'three' },
    { at: { ...at('line 18'), end: text.indexOf('line 18') }, text: 'new\n' },
  ]
  expect(filePatch({ name: 'a b.conf', text, edits })).toBe(`diff --git a/a b.conf b/a b.conf
--- a/a b.conf\t
+++ b/a b.conf\t
@@ -1,6 +1,5 @@
 line 1
-line 2
-line 3
+line three
 line 4
 line 5
 line 6
@@ -15,6 +14,7 @@
 line 15
 line 16
 line 17
+new
 line 18
 line 19
 line 20
`)
})

test('a long file with thousands of edits takes no time to speak of', () => {
  const text = 'net.ipv4.tcp_fin_timeout = 60\n'.repeat(50_000)
  const source = { path: 'x', text }
  const edits = Array.from({ length: 50_000 }, (_, i) => ({
    at: { source, start: 30 * i + 27, end: 30 * i + 29 },
    text: '30',
  }))
  const started = process.cpuUsage()
  expect(filePatch({ name: 'x', text, edits }).length).toBeGreaterThan(2 * text.length)
  expect(process.cpuUsage(started).user).toBeLessThan(5_000_000)
})
