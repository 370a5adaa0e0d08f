import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../cli/run-cli.ts'
import { addFiles, plainGit, tempTree } from '../io/temp-tree.ts'

const token = 'ghs_0123456789abcdefghij'

/** An organisation of thirty repositories that git can fetch from. */
function organisation(): { server: string; listing: string; work: string } {
  const root = tempTree()
  const names = Array.from({ length: 30 }, (_, i) => `r${String(i).padStart(2, '0')}`)
  const seed = join(root, 'seed')
  mkdirSync(seed)
  for (const [i, name] of names.entries()) {
    const source = join(seed, name)
    addFiles(source, {
      'etc/sysctl.d/60-tcp.conf': i % 3 === 0 ? 'net.ipv4.tcp_tw_recycle = 1\n' : 'net.ipv4.tcp_fin_timeout = 30\n',
      'src/main.c': '/* net.ipv4.tcp_tw_recycle */\n',
      '.gitattributes': '*.conf filter=evil\n',
    })
    if (i === 4) symlinkSync('/etc/hostname', join(source, 'etc/sysctl.d/70-link.conf'))
    plainGit(source, 'init', '-q', '-b', 'main')
    plainGit(source, 'add', '-A')
    plainGit(source, 'commit', '-qm', 'x')
    plainGit(root, 'clone', '-q', '--bare', source, join(root, 'acme', name))
    plainGit(join(root, 'acme', name), 'config', 'uploadpack.allowFilter', 'true')
    plainGit(join(root, 'acme', name), 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  }
  rmSync(join(root, 'acme/r07'), { recursive: true })
  const list = names.map((name, i) => ({
    full_name: `acme/${name}`,
    default_branch: 'main',
    private: false,
    size: i * 1000,
  }))
  writeFileSync(join(root, 'repositories.json'), JSON.stringify(list))
  return { server: `file://${root}`, listing: join(root, 'repositories.json'), work: join(root, 'work') }
}

test('three shards over thirty repositories, one of them killed, merged and run again', () => {
  const { server, listing, work } = organisation()
  mkdirSync(work)
  const env = { GITHUB_SERVER_URL: server, GITHUB_TOKEN: token, RUNNER_TEMP: work }
  expect(runCli(work, ['plan', listing, '--shards', '3', '--output', 'plan.json'])).toMatchObject({
    status: 0,
    stderr: '',
  })
  const shard = (n: number) =>
    runCli(work, ['audit', '--plan', 'plan.json', '--shard', String(n), '--output', 'reports'], { env })
  const ran = [shard(0), shard(1)]
  for (const { status, stdout } of ran) expect([status, stdout]).toEqual([0, ''])
  const merged = (...args: string[]) => runCli(work, ['merge', 'reports', '--plan', 'plan.json', ...args])

  const partly = JSON.parse(merged().stdout)
  expect(partly.summary).toMatchObject({ repositories: 30, missing: 10 })
  expect(merged('--format', 'markdown').stdout).toMatch(/\| `acme\/r\d\d` \| not looked at: its job ended before/)

  const again = [shard(0), shard(1)].map(r => r.stderr.trim()).join('')
  expect(again).toMatch(/^(10|\d)\/10 acme\/r07: failed: [^\n]+$/)
  shard(2)
  const whole = JSON.parse(merged().stdout)
  expect(whole.summary).toMatchObject({ repositories: 30, ok: 29, failed: 1, missing: 0, errors: 10, settings: 29 })
  for (const { name, status, commit, findings } of whole.repositories) {
    expect(status).toBe(name === 'acme/r07' ? 'failed' : 'ok')
    if (status === 'ok') expect(commit).toMatch(/^[0-9a-f]{40}$/)
    for (const { file } of findings) expect(file).toBe('etc/sysctl.d/60-tcp.conf')
  }
  const sarif = JSON.parse(merged('--format', 'sarif').stdout)
  expect(sarif.runs).toHaveLength(30)
  expect(merged('--fail-on', 'error').status).toBe(1)
  const everything = [ran, partly, whole, merged('--format', 'markdown')].map(one => JSON.stringify(one)).join('\n')
  expect(everything).not.toContain(token)
})

test('the token reaches git by its environment only, and no file', () => {
  const { server, listing, work } = organisation()
  const log = join(work, 'git.log')
  addFiles(work, {
    'bin/git': `#!/bin/sh\nprintf '%s\\n' "$@" >> ${log}\nenv | grep -c "^GIT_CONFIG_VALUE_.*basic" >> ${log}.headers\ncase "$1" in fetch) cat "$GIT_DIR/config" >> ${log};; esac\nPATH=/usr/bin:/bin exec git "$@"\n`,
  })
  chmodSync(join(work, 'bin/git'), 0o755)
  const env = {
    GITHUB_SERVER_URL: server,
    GITHUB_TOKEN: token,
    RUNNER_TEMP: work,
    PATH: `${work}/bin:${process.env['PATH']}`,
  }
  runCli(work, ['plan', listing, '--shards', '30', '--output', 'plan.json'])
  runCli(work, ['audit', '--plan', 'plan.json', '--shard', '0', '--output', 'reports'], { env })
  const said = readFileSync(log, 'utf8')
  expect(said).toContain('promisor = true')
  expect(said).not.toContain(token)
  expect(said).not.toContain(Buffer.from(`x-access-token:${token}`).toString('base64'))
  expect(new Set(readFileSync(`${log}.headers`, 'utf8').trim().split('\n'))).toEqual(new Set(['1']))
  expect(existsSync(join(work, 'reports'))).toBe(true)
})

test.each([
  [['plan'], 'plan takes the repositories that GitHub lists'],
  [['plan', 'gone.json'], 'gone.json cannot be read (ENOENT)'],
  [['plan', 'text.json'], 'text.json is no list of repositories: it is no JSON'],
  [['plan', 'list.json', '--shards', '300'], '--shards 300 is not possible; give a number from 1 to 256'],
  [['audit'], 'audit needs --plan FILE, --shard NUMBER and --output FOLDER'],
  [['merge'], 'merge takes JSON reports, or folders of them'],
  [['merge', 'text.json', '--plan', 'list.json'], '--plan list.json is no plan: version is not what'],
])('%j is wrong use', (args, message) => {
  const ran = runCli(tempTree({ 'text.json': 'text', 'list.json': '[]' }), args)
  expect(ran.stderr).toContain(`sysctl-lint: ${message}`)
  expect(ran.status).toBe(2)
})

test('reports that are none are lines in the merged one', () => {
  const root = tempTree({
    'a.json': '{"version":1,"findings":[{}],"summary":{}}',
    'b.json': 'x',
    'etc/sysctl.conf': 'net.ipv4.tcp_syncookies = 1\n',
  })
  writeFileSync(join(root, 'c.json'), runCli(root, ['--format', 'json', 'etc']).stdout)
  const ran = runCli(root, ['merge', 'a.json', 'b.json', 'c.json'])
  const { repositories } = JSON.parse(ran.stdout)
  expect(repositories.map((r: { name: string; status: string }) => `${r.name} ${r.status}`)).toEqual([
    'a failed',
    'b failed',
    'c ok',
  ])
  expect(ran.stderr).toContain('is no report: findings.0.rule is not what check --format json writes')
  expect(ran.status).toBe(0)
})
