import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildInto } from '../../scripts/build.mjs'
import { version } from '../../src/version.ts'
import { tempTree } from '../io/temp-tree.ts'
import { bundleFolder } from './run-cli.ts'

const project = join(import.meta.dirname, '../..')

function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(f =>
    statSync(join(folder, f)).isFile(),
  )
  return Object.fromEntries(files.sort().map(f => [f, readFileSync(join(folder, f), 'utf8')]))
}

test('the bundle runs alone, on files of every kind', () => {
  const alone = tempTree({})
  cpSync(bundleFolder(), join(alone, 'bin'), { recursive: true })
  const root = tempTree({
    'etc/sysctl.d/60-net.conf': 'net.ipv4.tcp_fin_timeout = 60\n',
    'tune.sh': '#!/bin/sh\nsysctl -w net.ipv4.tcp_fin_timeout=60\n',
    'roles/net/tasks/main.yml': '- ansible.posix.sysctl:\n    name: net.ipv4.tcp_fin_timeout\n    value: "60"\n',
    'user-data': '#cloud-config\nruncmd:\n  - sysctl -w net.ipv4.tcp_fin_timeout=60\n',
  })
  const ran = spawnSync(join(alone, 'bin/cli.js'), ['--format', 'json'], { cwd: root, encoding: 'utf8' })
  expect(ran.stderr).toBe('')
  const files = new Set(JSON.parse(ran.stdout).findings.map((f: { file: string }) => f.file))
  expect([...files].sort()).toEqual(['etc/sysctl.d/60-net.conf', 'roles/net/tasks/main.yml', 'tune.sh', 'user-data'])
})

test('it is the same whenever and wherever it is built, and names no place of this machine', { retry: 2 }, async () => {
  const places = [join(tempTree({}), 'one/dist'), join(tempTree({}), 'elsewhere')] as const
  for (const place of places) await buildInto(place)
  const one = contentOf(places[0])
  const digests = (content: Record<string, string>) =>
    Object.entries(content).map(([file, text]) => `${createHash('sha256').update(text).digest('hex')} ${file}`)
  expect(digests(contentOf(places[1]))).toEqual(digests(one))
  for (const [file, text] of Object.entries(one)) {
    expect(text.includes(project) || text.includes('sourceMappingURL'), file).toBe(false)
  }
})

test('the licences of all that is bundled are in it', async () => {
  const packages = await buildInto(join(tempTree({}), 'dist'))
  const licences = readFileSync(join(bundleFolder(), 'LICENSES.txt'), 'utf8')
  for (const one of packages) expect(licences).toContain(`\n${one.name} ${one.version} (`)
  expect(packages.map(p => p.name)).toEqual(expect.arrayContaining(['yaml', 'unbash', 'picomatch']))
})

test('what most runs need is small and is one file', () => {
  const content = contentOf(bundleFolder())
  expect(content['cli.js']!.length).toBeLessThan(2_000)
  expect(content['cli/main.js']!.length).toBeLessThan(80_000)
  // All else is asked for by import().
  for (const file of ['cli.js', 'cli/main.js'])
    expect(content[file]).not.toMatch(/(?<!\.then\(\(\)=>\w+\()require\("\./)
})

test('what is imported later is there', () => {
  const content = contentOf(bundleFolder())
  let count = 0
  for (const [file, text] of Object.entries(content)) {
    if (!file.endsWith('.js')) continue
    for (const [, name] of text.matchAll(/require\("(\.{1,2}\/[^"]+\.js)"\)/g)) {
      expect(content[join(file, '..', name!)], `${file} imports ${name}`).toBeDefined()
      count++
    }
  }
  expect(count).toBeGreaterThan(20)
})

test('the command line is executable and starts node', () => {
  const file = join(bundleFolder(), 'cli.js')
  expect(statSync(file).mode & 0o111).toBe(0o111)
  expect(readFileSync(file, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
})

test('the version is that of package.json', () => {
  expect(version).toBe(JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')).version)
})
