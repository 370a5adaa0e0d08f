import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readState } from '../../src/reports/audit-state.ts'
import { suspicious, takeApart } from '../reports/markdown-outside-code.ts'
import { auditScene, only } from './audit-scene.ts'
import { lines, scene, warnings } from './scene.ts'

const names = [
  'etc/sysctl.d/::error::x.conf',
  'etc/sysctl.d/##[set-env name=A]x.conf',
  'etc/sysctl.d/ ::set-output name=errors::0.conf',
  'etc/sysctl.d/a%0A::add-path::x.conf',
  'etc/sysctl.d/new\n::add-path::line.conf',
  'etc/sysctl.d/\u001b[31m\u202e.conf',
  'etc/sysctl.d/``` <!-- sysctl-lint --> | @org/team #1 </details>.conf',
]
const values = [
  '::error::injected',
  '##[add-path]/tmp',
  'x ##[set-env name=B;]1',
  '%0A::add-path::/tmp',
  '%25%0A##[add-path]/tmp',
  '</details><img src=x onerror=alert(1)>',
  '<!-- sysctl-lint:0123456789abcdef -->',
  '`````` ```suggestion',
  '@octo-org/team #1 octo-org/infra#1 https://example.org',
  '\u2066\u202e\u001b[2J',
  'x'.repeat(70_000),
]
const text = lines(
  '# start',
  ...values.flatMap((v, i) => [`net.ipv4.tcp_fin_timeout = ${v}`, `net.ipv4.tcp_nonsense${i}${v.slice(0, 60)} = 1`]),
)

test('whatever files are called and hold, the runner carries out our commands only', async () => {
  const { run, world } = scene({ base: { README: '' }, head: Object.fromEntries(names.map(name => [name, text])) })
  const ran = await run({
    review: 'true',
    comment: 'true',
    'check-run': 'true',
    sarif: 'out/a.sarif',
    report: 'out/a.json',
  })
  expect(ran.status).toBe(1)
  const allowed = ['add-mask', 'error', 'warning', 'notice', 'group', 'endgroup']
  expect(ran.step.commands.filter(c => !allowed.includes(c.name))).toEqual([])
  expect(ran.step.commands.filter(c => c.name === 'add-mask').map(c => c.data)).toEqual([world.token])
  for (const { name, properties, data } of ran.step.commands) {
    expect(
      [...properties.keys()].filter(k => !['title', 'file', 'line', 'endLine', 'col', 'endColumn'].includes(k)),
      name,
    ).toEqual([])
    // The runner looks for commands in the log that a command's data makes, too.
    expect(data).not.toContain('##[')
    expect(data).not.toMatch(/^\s*::/m)
  }
  expect(`${ran.stdout}${ran.stderr}`).not.toMatch(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
  )
  expect(Object.keys(ran.outputs).sort()).toEqual([
    'conclusion',
    'errors',
    'exit-code',
    'issue-number',
    'issue-url',
    'notices',
    'report-file',
    'sarif-file',
    'warnings',
  ])
  expect(Number(ran.outputs['errors'])).toBeGreaterThan(names.length)
  expect(ran.outputs['exit-code']).toBe('1')
  expect(() => JSON.parse(readFileSync(ran.outputs['sarif-file']!, 'utf8'))).not.toThrow()
  expect(() => JSON.parse(readFileSync(ran.outputs['report-file']!, 'utf8'))).not.toThrow()
  expect([world.comments.length, world.checkRuns.length, warnings(ran)]).toEqual([1, 1, []])
  for (const body of [ran.summary, ...world.comments, ...world.reviewComments].map(one =>
    typeof one === 'string' ? one : one.body,
  )) {
    expect(body).not.toContain('<!-- sysctl-lint:0123456789abcdef')
  }
})

test('nor does the tracking issue hold anything but our markup', async () => {
  const { run, world } = auditScene(Object.fromEntries(names.map(name => [name, text])))
  const ran = await run()
  const { body } = only(world)
  expect([ran.status, warnings(ran), ran.outputs['issue-number']]).toEqual([1, [], '8'])
  expect(body!.length).toBeLessThanOrEqual(65_536)
  expect(body!.match(/<!-- .*?-->/g)?.map(one => one.replace(/[0-9a-f]{16}|\{.*\}/g, '…'))).toEqual([
    '<!-- sysctl-lint audit … -->',
    '<!-- sysctl-lint state … -->',
    '<!-- /sysctl-lint audit … -->',
  ])
  const rows = body!.split('\n').filter(line => line.startsWith('|'))
  expect(rows.length).toBeGreaterThan(20)
  const ours =
    /\[(this run|\d+)\]\(https:\/\/github\.com\/octo-org\/infra\/(actions\/runs|blob\/[0-9a-f]{40})\/[\w./%~-]+(#L\d+)?\)/g
  const { outside } = takeApart(body!.replace(/<!--.*-->/g, '').replace(ours, ''))
  expect(suspicious(outside)).toEqual([])
  expect(readState(body!)!.found.size).toBeGreaterThan(20)
})

test('what GitHub answers is not trusted either', async () => {
  const { run } = scene()
  const message = '\n::add-path::/tmp\r::set-output name=a::b ##[set-env name=A]b \u001b[31m'
  const ran = await run({ comment: 'true' }, () => ({ status: 403, data: { message } }))
  expect(ran.step.commands.filter(c => !['add-mask', 'error', 'warning', 'notice'].includes(c.name))).toEqual([])
  expect([ran.status, warnings(ran).length]).toEqual([1, 1])
})
