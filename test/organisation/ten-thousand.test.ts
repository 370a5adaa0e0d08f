import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { runCli } from '../cli/run-cli.ts'
import { tempTree } from '../io/temp-tree.ts'
import { randomNumbers, repositoryReport, savedFinding, tenThousand } from './organisation-of.ts'

/** As `gh api --paginate` prints the repositories of an installation: a hundred a page, one page after another. */
function pages(): string {
  const all = tenThousand()
  const list = Array.from({ length: 100 }, (_, page) => all.slice(page * 100, page * 100 + 100))
  return list.map(repositories => JSON.stringify({ total_count: all.length, repositories })).join('')
}

test('10,000 repositories: planned, one shard of them killed, and merged in each format', () => {
  const root = tempTree({ 'repositories.json': pages() })
  const planning = runCli(root, ['plan', 'repositories.json', '--shards', '256', '--output', 'plan.json'])
  expect(planning).toEqual({ status: 0, stdout: '', stderr: '' })
  const plan = JSON.parse(runCli(root, ['plan', 'repositories.json', '--shards', '256']).stdout)
  const named: { name: string }[] = plan.shards.flatMap((s: { repositories: object[] }) => s.repositories)
  expect([named.length, new Set(named.map(r => r.name)).size, plan.shards.length]).toEqual([10_000, 10_000, 256])
  const seconds: number[] = plan.shards.map((s: { seconds: number }) => s.seconds)
  expect(Math.max(...seconds)).toBeLessThanOrEqual((1.5 * seconds.reduce((a, b) => a + b)) / seconds.length)
  // GitHub keeps 1 MB of outputs of a job
  expect(JSON.stringify(plan.matrix).length).toBeLessThan(2000)

  const random = randomNumbers(3)
  mkdirSync(join(root, 'reports'))
  for (const { shard, repositories } of plan.shards) {
    if (shard === 7) continue
    const reports = repositories.map(({ name }: { name: string }) => {
      const findings = Array.from({ length: Math.floor(random() * 7) }, (_, i) =>
        savedFinding({
          ...{ line: i + 1, severity: random() < 0.2 ? 'error' : 'warning' },
          message: 'net.ipv4.tcp_x '.repeat(20),
        }),
      )
      return repositoryReport(name, { findings })
    })
    const text = JSON.stringify({ version: 1, tool: { version: '1' }, repositories: reports })
    writeFileSync(join(root, `reports/${shard}.json`), text)
  }
  const lost = plan.shards[7].repositories.length
  const merged = (format: string, ...more: string[]) => {
    const ran = runCli(root, ['merge', 'reports', '--plan', 'plan.json', '--format', format, ...more])
    expect([ran.status, ran.stderr]).toEqual([0, ''])
    return ran.stdout
  }
  const json = merged('json')
  const { summary } = JSON.parse(json)
  expect(summary).toMatchObject({ repositories: 10_000, missing: lost, ok: 10_000 - lost })
  writeFileSync(join(root, 'before.json'), json)
  const since = ['--since', 'before.json']
  const html = merged('html', ...since)
  expect(Buffer.byteLength(html)).toBeLessThan(10_000_000)
  const open = summary.errors + summary.warnings
  expect(html).toContain(
    `Since the report before: 0 new, 0 fixed, ${open} still there; ${lost} repositories not compared`,
  )
  const markdown = merged('markdown', ...since)
  expect(Buffer.byteLength(markdown)).toBeLessThan(1 << 20)
  expect(markdown.match(/not looked at: its job ended/g)).toHaveLength(lost)
  const sarif = merged('sarif')
  const { runs } = JSON.parse(sarif)
  expect([runs.length, runs[0].results.length]).toEqual([1, 25_000])
  expect(gzipSync(sarif).length).toBeLessThan(10_000_000)
  // merged again it is the same
  const again = runCli(root, ['merge', 'before.json', '--plan', 'plan.json'])
  expect(JSON.parse(again.stdout)).toEqual(JSON.parse(json))
}, 180_000)
