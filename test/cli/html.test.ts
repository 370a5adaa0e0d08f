import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempTree } from '../io/temp-tree.ts'
import { takePageApart } from '../reports/html/page-parts.ts'
import { runCli } from './run-cli.ts'

const conf = 'etc/sysctl.d/60-tcp.conf'
const high = 'net.ipv4.tcp_fin_timeout = 60\n'
const old = 'net.ipv4.tcp_tw_recycle = 1\n'
const probes = 'net.ipv4.tcp_keepalive_probes = 9\n'

/** A tree whose report was saved before one thing was fixed and another came. */
function movedTree(): string {
  const root = tempTree({ [conf]: high + old })
  expect(runCli(root, ['--format', 'json', '--output', 'before.json']).status).toBe(1)
  writeFileSync(join(root, conf), high + probes)
  return root
}

test('--format html writes a page, finds what the other formats find and exits as they do', () => {
  const root = tempTree({ [conf]: high + old })
  const ran = runCli(root, ['--format', 'html', '--output', 'audit.html'])
  expect(ran).toMatchObject({ status: 1, stdout: '', stderr: '' })
  const { faults, text } = takePageApart(readFileSync(join(root, 'audit.html'), 'utf8'))
  expect(faults).toEqual([])
  const { findings } = JSON.parse(runCli(root, ['--format', 'json']).stdout)
  for (const { fingerprint } of findings)
    expect(readFileSync(join(root, 'audit.html'), 'utf8')).toContain(`id="f-${fingerprint}"`)
  expect(text).toContain('2 findings')
})

test('--since tells what moved, in the text, in the JSON and on the page', () => {
  const root = movedTree()
  const text = runCli(root, ['--since', 'before.json'])
  expect(text.stdout).toMatch(/\n2 new, 1 fixed, 1 still there since before\.json\n$/)
  expect(runCli(root, ['--since', 'before.json', '--quiet']).stdout).not.toContain('still there')
  const { since, findings } = JSON.parse(runCli(root, ['--since', 'before.json', '--format', 'json']).stdout)
  expect(since.counts).toEqual({ new: 2, still: 1, fixed: 1, setAside: 0 })
  expect(since.fixed).toMatchObject([{ rule: 'tcp-tw-recycle', file: conf, line: 2 }])
  const fresh = findings.filter((f: { fingerprint: string }) => since.new.includes(f.fingerprint))
  expect(fresh.map((f: { parameter: string }) => f.parameter)).toEqual(Array(2).fill('net.ipv4.tcp_keepalive_probes'))
  const page = runCli(root, ['--since', 'before.json', '--format', 'html']).stdout
  expect(takePageApart(page).text).toContain('What moved')
})

test('what moved never changes the exit status', () => {
  const root = movedTree()
  expect(runCli(root, ['--since', 'before.json', '--fail-on', 'error']).status).toBe(0)
  expect(runCli(root, ['--since', 'before.json', '--fail-on', 'warning']).status).toBe(1)
})

test('a report that --since wrote is taken by --since', () => {
  const root = movedTree()
  runCli(root, ['--since', 'before.json', '--format', 'json', '--output', 'after.json'])
  expect(runCli(root, ['--since', 'after.json']).stdout).toMatch(/\n0 new, 0 fixed, 3 still there since after\.json\n$/)
})

test.each([
  ['gone.json', 'does not exist; check --format json --output makes it'],
  ['text.json', 'is no JSON; check --format json makes a report'],
  ['other.json', 'is no report: version is not what check --format json writes'],
  ['many.json', 'is a report of many repositories; give one of check --format json'],
  ['hostile.json', 'is no report: findings.0.fingerprint is not what check --format json writes'],
])('--since %s is wrong use', (file, said) => {
  const summary = { files: 1, settings: 1, errors: 1, warnings: 0, notices: 0 }
  const place = { line: 1, column: 1, endLine: 1, endColumn: 2, parameter: null, value: null, suppressed: null }
  const finding = { rule: 'x', severity: 'error', message: 'x', file: 'x', ...place, fingerprint: '<script>' }
  const root = tempTree({
    [conf]: high,
    'text.json': 'no',
    'other.json': '{"findings": []}',
    'many.json': '{"version": 1, "repositories": []}',
    'hostile.json': JSON.stringify({ version: 1, findings: [finding], summary }),
  })
  expect(runCli(root, ['--since', file])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: `sysctl-lint: --since ${file} ${said}\n`,
  })
})
