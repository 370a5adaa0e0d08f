import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../cli/run-cli.ts'
import { startCli } from '../cli/start-cli.ts'
import { addFiles, plainGit, tempRepository, tempTree } from '../io/temp-tree.ts'
import { bareRepository, type GitServer, publish, serveGit } from './git-server.ts'

const token = 'ghs_0123456789abcdefghij'
const basic = Buffer.from(`x-access-token:${token}`).toString('base64')

/** An organisation of thirty repositories on a server: r07 is gone, r11 is private, r13 is empty. */
function organisation(): { root: string; work: string } {
  const root = tempTree()
  for (let i = 0; i < 30; i++) {
    const place = bareRepository(root, `acme/${nameOf(i)}`)
    if (i === 13) continue
    const source = join(root, 'seed', nameOf(i))
    addFiles(source, {
      'etc/sysctl.d/60-tcp.conf': i % 3 === 0 ? 'net.ipv4.tcp_tw_recycle = 1\n' : 'net.ipv4.tcp_fin_timeout = 30\n',
      'src/main.c': '/* net.ipv4.tcp_tw_recycle */\n',
      '.gitattributes': '*.conf filter=evil\n',
    })
    if (i === 4) symlinkSync('/etc/hostname', join(source, 'etc/sysctl.d/70-link.conf'))
    plainGit(source, 'init', '-q', '-b', 'main')
    plainGit(source, 'add', '-A')
    plainGit(source, 'commit', '-qm', 'x')
    plainGit(source, 'push', '-q', place, 'main')
  }
  rmSync(join(root, 'acme/r07.git'), { recursive: true })
  const work = tempTree()
  const list = Array.from({ length: 30 }, (_, i) => ({
    full_name: `acme/${nameOf(i)}`,
    default_branch: 'main',
    private: i === 11,
    size: i * 1000,
  }))
  writeFileSync(join(work, 'repositories.json'), JSON.stringify(list))
  return { root, work }
}

const nameOf = (i: number): string => `r${String(i).padStart(2, '0')}`

function environment(server: GitServer, work: string): NodeJS.ProcessEnv {
  const temp = join(work, 'temp')
  mkdirSync(temp, { recursive: true })
  return { GITHUB_SERVER_URL: server.url, GITHUB_TOKEN: token, RUNNER_TEMP: temp }
}

test('three shards over thirty repositories, one of them killed, merged and run again', async () => {
  const { root, work } = organisation()
  let held: readonly string[] = []
  const instead = (path: string) => (held.some(name => path.startsWith(`/${name}.git/`)) ? ('silence' as const) : null)
  const server = await serveGit(root, { token, instead })
  const env = environment(server, work)
  const planning = runCli(work, [
    'plan',
    'repositories.json',
    '--include-private',
    '--shards',
    '3',
    '--output',
    'plan.json',
  ])
  expect(planning).toEqual({ status: 0, stdout: '', stderr: '' })
  const plan = JSON.parse(readFileSync(join(work, 'plan.json'), 'utf8'))
  expect(plan.matrix).toEqual({ shard: [0, 1, 2] })
  const start = (shard: number) =>
    startCli(work, ['audit', '--plan', 'plan.json', '--shard', String(shard), '--output', 'reports'], env)
  const merged = (...args: string[]) => runCli(work, ['merge', 'reports', '--plan', 'plan.json', ...args])
  const reports = () => (existsSync(join(work, 'reports/acme')) ? readdirSync(join(work, 'reports/acme')) : [])

  const ran = [await start(0).ended, await start(1).ended]
  for (const { status, stdout } of ran) expect([status, stdout]).toEqual([0, ''])
  expect(reports()).toHaveLength(20)

  // the third shard comes to five of ten, and is killed while it waits for others
  held = plan.shards[2].repositories.slice(5).map((r: { name: string }) => r.name)
  const doomed = start(2)
  while (reports().length < 25) await new Promise(done => setTimeout(done, 20))
  doomed.child.kill('SIGKILL')
  await doomed.ended
  held = []
  const before = reports()
  expect(before.filter(name => name.endsWith('.json'))).toHaveLength(25)
  for (const name of before)
    expect(() => JSON.parse(readFileSync(join(work, 'reports/acme', name), 'utf8'))).not.toThrow()

  const partly = JSON.parse(merged('--include-private').stdout)
  expect(partly.summary).toMatchObject({ repositories: 30, missing: 30 - before.length })
  expect(merged('--format', 'markdown').stdout).toMatch(/\| `acme\/r\d\d` \| not looked at: its job ended before/)

  // half a report is none
  writeFileSync(join(work, 'reports/acme', before[0]!), '{"version":1,"repositories":[{"name":"acme/')
  const asked = server.requests.length
  const again = [await start(0).ended, await start(1).ended, await start(2).ended]
  for (const { status } of again) expect(status).toBe(0)
  const fetched = new Set(server.requests.slice(asked).map(r => /acme\/(r\d\d)/.exec(r)?.[1]))
  const left = Array.from({ length: 30 }, (_, i) => nameOf(i)).filter(name => !before.includes(`${name}.json`))
  expect([...fetched].sort()).toEqual([...new Set([...left, before[0]!.slice(0, 3), 'r07'])].sort())
  expect(again.map(r => r.stderr).join('')).toMatch(/ have a report of the last 24 hours already\n/)

  const whole = JSON.parse(merged('--include-private').stdout)
  expect(whole.summary).toMatchObject({ repositories: 30, ok: 29, failed: 1, missing: 0, errors: 10, settings: 28 })
  for (const { name, status, commit, findings, why } of whole.repositories) {
    expect(status).toBe(name === 'acme/r07' ? 'failed' : 'ok')
    if (name === 'acme/r07') expect(why).toBe('the server has no such repository, or does not show it to this token')
    else if (name === 'acme/r13') expect([commit, why]).toEqual([null, 'it is empty'])
    else expect([commit, why]).toEqual([expect.stringMatching(/^[0-9a-f]{40}$/), ''])
    for (const { file } of findings) expect(file).toBe('etc/sysctl.d/60-tcp.conf')
  }
  const open = merged()
  expect(JSON.parse(open.stdout).summary.repositories).toBe(29)
  expect(open.stdout + open.stderr).not.toContain('r11')
  expect(open.stderr).toBe(
    'sysctl-lint: 1 repository left out as private, whose findings --include-private would show\n',
  )
  expect([...ran, ...again].map(r => r.stderr).join('')).not.toContain('r11')
  expect(merged('--fail-on', 'error').status).toBe(1)
  expect(merged('--fail-on', 'none').status).toBe(0)

  writeFileSync(join(work, 'old.json'), merged().stdout)
  for (const format of ['html', 'sarif', 'markdown', 'json']) {
    const { status, stdout } = merged('--format', format, '--since', 'old.json')
    expect([status, stdout.length > 1000]).toEqual([0, true])
    expect(stdout).not.toContain(token)
    if (format === 'markdown') expect(stdout).toContain('Since the report before: 0 new, 0 fixed, 10 still there')
  }
  const everything = [...ran, ...again, partly, whole].map(one => JSON.stringify(one)).join('\n')
  for (const secret of [token, basic]) expect(everything).not.toContain(secret)
}, 180_000)

test('an audit finds in a repository what check finds in a checkout of it', async () => {
  const fixtures = join(import.meta.dirname, '../fixtures')
  const entries = readdirSync(fixtures, { recursive: true, withFileTypes: true, encoding: 'utf8' })
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  const tree = Object.fromEntries(files.map(file => [file.slice(fixtures.length + 1), readFileSync(file)]))
  const root = tempTree()
  publish(root, 'acme/web', tree)
  const server = await serveGit(root, { token })
  const plan = {
    version: 1,
    shards: [{ shard: 0, seconds: 1, repositories: [{ name: 'acme/web', branch: 'main', private: false }] }],
  }
  const work = tempTree({ 'plan.json': JSON.stringify(plan) })
  const args = ['audit', '--plan', 'plan.json', '--shard', '0', '--output', 'reports', '--kernel', 'debian-12']
  expect((await startCli(work, args, environment(server, work)).ended).status).toBe(0)
  const { repositories } = JSON.parse(readFileSync(join(work, 'reports/acme/web.json'), 'utf8'))
  const local = runCli(tempRepository(tree), ['check', '--format', 'json', '--require', '--kernel', 'debian-12'])
  const { findings, summary } = JSON.parse(local.stdout)
  expect(findings.length).toBeGreaterThan(50)
  const brief = (list: { fingerprint: string; file: string; line: number }[]) =>
    list.map(f => `${f.file}:${f.line} ${f.fingerprint}`)
  expect(brief(repositories[0].findings)).toEqual(brief(findings))
  expect(repositories[0].summary.settings).toBe(summary.settings)
}, 120_000)

test('the token reaches git by its environment only, and the linter not at all', async () => {
  const { root, work } = organisation()
  const server = await serveGit(root, { token })
  const log = join(work, 'log')
  mkdirSync(log)
  // what anybody on the machine can see of a process, and what its files say
  const spy = `#!/bin/sh
{ printf '%s\\n' "$@"; tr '\\0' ' ' < /proc/$PPID/cmdline; cat "$GIT_DIR/config"; } >> ${log}/words
env | grep -c '^GIT_CONFIG_VALUE_.*Basic' >> ${log}/headers
env | grep -c '^SYSCTL_LINT_SECRET' >> ${log}/secrets
PATH=/usr/local/bin:/usr/bin:/bin exec git "$@"
`
  addFiles(work, { 'bin/git': spy })
  chmodSync(join(work, 'bin/git'), 0o755)
  const env = {
    ...environment(server, work),
    PATH: `${join(work, 'bin')}:${process.env['PATH']}`,
    SYSCTL_LINT_SECRET: 'x',
    GIT_SSH_COMMAND: 'false',
    GIT_TRACE_CURL: join(log, 'trace'),
  }
  runCli(work, ['plan', 'repositories.json', '--shards', '10', '--include', 'r0?', '--output', 'plan.json'])
  const ran = await startCli(work, ['audit', '--plan', 'plan.json', '--shard', '0', '--output', 'reports'], env).ended
  expect(ran.status).toBe(0)
  const said = readFileSync(join(log, 'words'), 'utf8')
  expect(said).toContain('promisor = true')
  for (const secret of [token, basic]) expect(said).not.toContain(secret)
  const headers = readFileSync(join(log, 'headers'), 'utf8').trim().split('\n')
  // two fetches with it; listing, sizes and writing without, and the linter's own git as well
  expect(headers.filter(n => n === '1')).toHaveLength(2)
  expect(headers.filter(n => n === '0').length).toBeGreaterThan(3)
  expect(new Set(readFileSync(join(log, 'secrets'), 'utf8').trim().split('\n'))).toEqual(new Set(['0']))
  expect(existsSync(join(log, 'trace'))).toBe(false)
  expect(readdirSync(join(work, 'temp'))).toEqual([])
})

test.each([
  [{ GITHUB_SERVER_URL: 'http://git.example.org' }, 'GITHUB_SERVER_URL starts with http:, over which anybody could'],
  [{ GITHUB_SERVER_URL: 'file:///srv' }, 'GITHUB_SERVER_URL is no address of a server'],
  [
    { SYSCTL_LINT_APP_ID: '1' },
    'SYSCTL_LINT_APP_ID, SYSCTL_LINT_APP_PRIVATE_KEY and SYSCTL_LINT_APP_INSTALLATION belong',
  ],
])('%j is wrong use', (env, message) => {
  const plan = { version: 1, shards: [{ shard: 0, seconds: 1, repositories: [] }] }
  const root = tempTree({ 'plan.json': JSON.stringify(plan) })
  const args = ['audit', '--plan', 'plan.json', '--shard', '0', '--output', 'reports']
  const ran = runCli(root, args, { env: { GITHUB_TOKEN: token, ...env } })
  expect([ran.status, ran.stderr]).toEqual([2, expect.stringContaining(`sysctl-lint: ${message}`)])
})

test.each([
  [['plan'], 'plan takes the repositories that GitHub lists'],
  [['plan', 'gone.json'], 'gone.json cannot be read (ENOENT)'],
  [['plan', 'text.json'], 'text.json is no list of repositories: it is no JSON'],
  [['plan', 'list.json', '--shards', '300'], '--shards 300 is not possible; give a number from 1 to 256'],
  [['plan', 'list.json', '--shards', '1e2'], '--shards 1e2 is not possible'],
  [['audit'], 'audit needs --plan FILE, --shard NUMBER and --output FOLDER'],
  [
    ['audit', '--plan', 'plan.json', '--shard', '7', '--output', 'x'],
    '--shard 7 is not in the plan, which has 0, from 0',
  ],
  [['merge'], 'merge takes JSON reports, or folders of them'],
  [['merge', 'text.json', '--plan', 'list.json'], '--plan list.json is no plan: version is not what'],
  [['merge', 'gone'], 'gone cannot be read (ENOENT)'],
  [['merge', 'list.json', '--since', 'gone.json'], '--since gone.json cannot be read (ENOENT)'],
  [['merge', 'list.json', '--format', 'text'], '--format text is not known; give json, markdown, sarif or html'],
])('%j is wrong use', (args, message) => {
  const files = { 'text.json': 'text', 'list.json': '[]', 'plan.json': '{"version":1,"shards":[]}' }
  const ran = runCli(tempTree(files), args)
  expect(ran.stderr).toContain(`sysctl-lint: ${message}`)
  expect(ran.status).toBe(2)
})

test('an empty list is a plan without shards, and merges to a report of nothing', () => {
  const root = tempTree({ 'list.json': '[]' })
  const { stdout } = runCli(root, ['plan', 'list.json'])
  expect(JSON.parse(stdout)).toEqual({ version: 1, matrix: { shard: [] }, leftOut: {}, shards: [] })
  writeFileSync(join(root, 'plan.json'), stdout)
  mkdirSync(join(root, 'reports'))
  const ran = runCli(root, ['merge', 'reports', '--plan', 'plan.json', '--format', 'markdown'])
  expect([ran.status, ran.stdout]).toEqual([
    0,
    expect.stringContaining('0 errors, 0 warnings, 0 notices in 0 settings of 0 rep'),
  ])
})

test('reports that are none are lines in the merged one; a report before that is none compares nothing', () => {
  const root = tempTree({
    'acme/a.json': '{"version":1,"findings":[{}],"summary":{}}',
    'acme/b.json': 'x',
    'acme/.b.json.7.tmp': 'half',
    'etc/sysctl.conf': 'net.ipv4.tcp_syncookies = 1\n',
  })
  writeFileSync(join(root, 'acme/c.json'), runCli(root, ['--format', 'json', 'etc']).stdout)
  mkdirSync(join(root, 'all'))
  plainGit(root, 'init', '-q')
  const ran = runCli(root, ['merge', '.', '--since', 'acme/b.json'])
  const { repositories } = JSON.parse(ran.stdout)
  expect(repositories.map((r: { name: string; status: string }) => `${r.name} ${r.status}`)).toEqual([
    'acme/a failed',
    'acme/b failed',
    'acme/c ok',
  ])
  expect(ran.stderr).toContain('is no report: findings.0.rule is not what check --format json writes')
  expect(ran.stderr).toContain(
    '--since acme/b.json is no JSON; check --format json makes a report; nothing is compared',
  )
  expect(ran.status).toBe(0)
})
