import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/core/finding.ts'
import { lintTexts } from '../../src/lint-texts.ts'
import { rules } from '../../src/rules/registry.generated.ts'

const root = fileURLToPath(new URL('../fixtures/rules', import.meta.url))
const folders = (path: string) =>
  readdirSync(path, { withFileTypes: true })
    .filter(one => one.isDirectory())
    .map(one => one.name)

/** A folder below test/fixtures/rules/RULE is a repository of its own; its .sysctl-lint.yml is in force, what it requires too. */
const cases = folders(root).flatMap(rule => folders(join(root, rule)).map(name => [rule, name] as const))

function filesOf(folder: string): { path: string; text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(one => one.isFile())
    .map(one => {
      const path = join(one.parentPath, one.name)
      return { path: relative(folder, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** `# expect: RULE, RULE` alone on a line speaks of the next line, `# expect-file: RULE` of the file as a whole. */
function expected({ path, text }: { path: string; text: string }): string[] {
  return text.split('\n').flatMap((line, i) => {
    const marker = /^\s*# expect(-file)?: ([a-z, -]+)$/.exec(line)
    const place = marker?.[1] ? `${path}` : `${path}:${i + 2}`
    return marker ? marker[2]!.split(',').map(rule => `${place} ${rule.trim()}`) : []
  })
}

function place({ at, rule }: Finding): string {
  if (at.end === at.start && at.start === 0) return `${at.source.path} ${rule}`
  return `${at.source.path}:${at.source.text.slice(0, at.start).split('\n').length} ${rule}`
}

test('every rule has a fixture, and every fixture a rule', () => {
  expect(folders(root).sort()).toEqual(rules.map(rule => rule.id).sort())
})

describe.each(cases)('%s/%s', (rule, name) => {
  const all = filesOf(join(root, rule, name))
  const files = all.filter(one => one.path !== '.sysctl-lint.yml')
  const config = all.find(one => one.path === '.sysctl-lint.yml')?.text

  test('has the findings that it expects, and no others', async () => {
    const { findings } = await lintTexts(files, { config, required: true })
    const open = findings.filter(one => !one.suppressed)
    expect(open.map(place).sort()).toEqual(files.flatMap(expected).sort())
  })

  test('expects something of its rule', () => {
    const rulesExpected = folders(join(root, rule)).flatMap(one => filesOf(join(root, rule, one)).flatMap(expected))
    expect(rulesExpected.some(one => one.endsWith(` ${rule}`))).toBe(true)
  })
})
