import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { starter } from '../../src/config/starter.ts'
import { plainGit, tempRepository, tempTree } from '../io/temp-tree.ts'
import { runCli } from './run-cli.ts'

const name = '.sysctl-lint.yml'
const conf = 'etc/sysctl.d/60-tcp.conf'
const high = 'net.ipv4.tcp_fin_timeout = 45\n'
const recycle = 'net.ipv4.tcp_tw_recycle = 0\n'
interface Found {
  rule: string
  severity: string
  file: string
  message: string
}
const found = (cwd: string, ...args: string[]) => {
  const ran = runCli(cwd, ['--format', 'json', ...args])
  const findings: Found[] = ran.status === 2 ? [] : JSON.parse(ran.stdout).findings
  return { ...ran, findings, brief: findings.map(f => `${f.severity} ${f.rule} ${f.file}`) }
}

describe('which file', () => {
  test('the nearest from the working directory up to the root, and only one of a folder', () => {
    const root = tempRepository({
      [name]: 'rules: { tcp-fin-timeout: error }\n',
      '.github/sysctl-lint.yml': 'rules: { tcp-fin-timeout: off }\n',
      [conf]: high,
      [`infra/${conf}`]: high,
      'infra/.github/sysctl-lint.yml': 'rules: { tcp-fin-timeout: notice }\n',
      [`infra/deep/${conf}`]: high,
    })
    expect(found(root).brief).toContain(`error tcp-fin-timeout ${conf}`)
    expect(found(root).stderr.split('\n')).toEqual([
      'sysctl-lint: .sysctl-lint.yml:1:1: .github/sysctl-lint.yml is not read, since .sysctl-lint.yml is',
      expect.stringMatching(
        /^sysctl-lint: infra\/\.github\/sysctl-lint\.yml is not read: a configuration is looked for/,
      ),
      '',
    ])
    expect(found(join(root, 'etc')).brief).toEqual(['error tcp-fin-timeout sysctl.d/60-tcp.conf'])
    for (const folder of ['infra', 'infra/deep'])
      expect(found(join(root, folder)).brief).toContain(`notice tcp-fin-timeout ${conf}`)
  })

  test('none above the root of the repository', () => {
    const outer = tempTree({ [name]: 'rulez: {}\n', 'inner/sysctl.conf': high })
    const root = join(outer, 'inner')
    plainGit(root, 'init', '-q')
    expect(found(root)).toMatchObject({ status: 0, stderr: '' })
    expect(found(outer)).toMatchObject({ status: 2 })
  })

  test('--config decides, and speaks of paths from the root', () => {
    const root = tempRepository({
      [name]: 'rulez: {}\n',
      [`a/${conf}`]: high,
      'conf/house.yml': 'overrides: [{ files: a/, rules: { tcp-fin-timeout: off } }]\n',
    })
    expect(found(root, '--config', 'conf/house.yml').brief).toHaveLength(1)
    const { stdout } = runCli(root, ['config', '--config', join(root, 'conf/house.yml')])
    expect(stdout.split('\n')[0]).toBe('In force where no override matches, by conf/house.yml')
    const elsewhere = tempTree({ 'house.yml': 'overrides: [{ files: a/, rules: { tcp-fin-timeout: off } }]\n' })
    expect(found(root, '--config', join(elsewhere, 'house.yml'))).toMatchObject({ brief: [], status: 0, stderr: '' })
    expect(found(join(root, 'a'), '--config', join(elsewhere, 'house.yml')).brief).toEqual([])
  })
})

test.each<[string, string, string[], string]>([
  [
    'a mistake',
    'rules:\n  tcp-fin-timeuot: off\n',
    [],
    `${name}:2:3: tcp-fin-timeuot is no rule; sysctl-lint rules lists them; did you mean tcp-fin-timeout?`,
  ],
  ['escapes', 'rules: { "\\e[31m": off }\n', [], `${name}:1:10: \\x1b[31m is no rule; sysctl-lint rules lists them`],
  ['a missing file', '', ['--config', 'gone.yml'], '--config gone.yml does not exist'],
  ['a folder', '', ['--config', 'etc'], '--config etc is not a file'],
])('%s is wrong use, in every command', (_, text, args, message) => {
  const root = tempTree({ [name]: text, [conf]: high })
  for (const command of ['check', 'settings', 'effective', 'rules', 'config']) {
    const ran = runCli(root, [command, ...args])
    expect([command, ran.status, ran.stdout, ran.stderr]).toEqual([command, 2, '', `sysctl-lint: ${message}\n`])
  }
})

test('a link in the place of the configuration is never passed over in silence', () => {
  const root = tempTree({ [conf]: high, 'real.yml': 'rules: {}\n' })
  symlinkSync('real.yml', join(root, name))
  expect(runCli(root, [])).toMatchObject({
    status: 2,
    stderr: `sysctl-lint: ${name} is a symbolic link, so it is not taken for the configuration\n`,
  })
})

describe('what it does', () => {
  test('severities, limits, exclude', () => {
    const root = tempTree({
      [name]:
        'rules: { outside-policy: error, tcp-tw-recycle: off }\nparameters: { net.ipv4.tcp_fin_timeout: { max: 40 } }\nexclude: [old/]\n',
      [conf]: high + recycle,
      'old/sysctl.conf': 'net.ipv4.tcp_rmem = x\n',
    })
    expect(found(root)).toMatchObject({ brief: [`error outside-policy ${conf}`], status: 1, stderr: '' })
    expect(found(root, '--exclude', 'etc')).toMatchObject({ brief: [], status: 0 })
  })

  test('kernel and loader by path, unless the command line says', () => {
    const root = tempTree({
      [name]: 'kernel: "6.1"\noverrides:\n  - files: old/\n    kernel: "4.9"\n',
      [conf]: recycle,
      [`old/${conf}`]: recycle,
    })
    expect(found(root).brief).toEqual([`notice tcp-tw-recycle ${conf}`])
    expect(found(root, '--kernel', '4.9').brief).toEqual([])
    expect(found(root, '--kernel', '6.12').brief).toHaveLength(2)
    const loaders = tempTree({
      [name]: 'overrides: [{ files: a/, loader: procps }]\n',
      'a/etc/sysctl.conf': high,
      'b/etc/sysctl.conf': high,
    })
    const outcomes = (...args: string[]) =>
      JSON.parse(runCli(loaders, ['settings', '--format', 'json', ...args]).stdout).settings.map(
        (one: { file: string; outcome: string }) => `${one.file} ${one.outcome}`,
      )
    expect(outcomes()).toEqual(['a/etc/sysctl.conf applied', 'b/etc/sysctl.conf unknown'])
    expect(outcomes('--loader', 'systemd')).toEqual(['a/etc/sysctl.conf unknown', 'b/etc/sysctl.conf unknown'])
    const { stdout } = runCli(loaders, ['effective', '--quiet'])
    expect(stdout).toContain('a/ under procps')
    expect(stdout).not.toContain('a/ under systemd')
  })

  test('files of one host under different kernels: each is judged as its override says, in the company of all', () => {
    const later = 'etc/sysctl.d/70-more.conf'
    const root = tempTree({
      [name]: `overrides: [{ files: ${conf}, kernel: "4.9" }]\n`,
      [conf]: `${recycle}net.ipv4.tcp_keepalive_intvl = 20\n`,
      [later]: `${recycle}net.ipv4.tcp_keepalive_time = 600\n`,
    })
    // the second file takes the place of the first one's line, and completes its keepalive
    expect(found(root).brief).toEqual([`notice tcp-tw-recycle ${later}`])
    const { stdout } = runCli(root, ['effective', '--quiet', '--loader', 'systemd'])
    expect(stdout.split('\n').filter(line => line.includes(' under '))).toEqual([
      '. (kernel 4.9) under systemd',
      '. (kernel 5.10-) under systemd',
    ])
    const { settings } = JSON.parse(runCli(root, ['settings', '--format', 'json']).stdout)
    expect(settings.map((one: { outcome: string }) => one.outcome)).toEqual([
      'overridden',
      'applied',
      'refused',
      'applied',
    ])
  })

  test('what is required is told where a run asks', () => {
    const root = tempTree({ [name]: 'require: [net.ipv4.tcp_syncookies]\n', [conf]: 'net.core.somaxconn = 4096\n' })
    expect(found(root).brief).toEqual([])
    expect(found(root, '--require').brief).toEqual([`warning required-parameter ${conf}`])
  })

  test('a text on standard input is judged by what holds for its name', () => {
    const root = tempTree({ [name]: 'overrides: [{ files: lab/, rules: { tcp-fin-timeout: off } }]\n' })
    const brief = (as: string) => {
      const { stdout } = runCli(root, ['--format', 'json', '--stdin-filename', as, '-'], { input: high })
      return JSON.parse(stdout).findings.length
    }
    expect([brief('lab/sysctl.conf'), brief('web/sysctl.conf')]).toEqual([0, 1])
  })

  test('patterns that match nothing are warned of once, where everything is looked at', () => {
    const root = tempRepository({
      [name]: 'exclude: [gone/, old/]\noverrides:\n  - files: [nowhere/**, "{a,b}/*"]\n    rules: { syntax: off }\n',
      [conf]: high,
      'old/x.txt': '',
    })
    const warned = [
      `sysctl-lint: ${name}:3:13: nowhere/** matches no file; it is relative to the folder of this file, as in .gitignore`,
      `sysctl-lint: ${name}:3:25: {a,b}/* matches no file; braces have no meaning here, write a pattern for each`,
      `sysctl-lint: ${name}:1:11: gone/ matches no file; it is relative to the folder of this file, as in .gitignore`,
      '',
    ].join('\n')
    for (const command of ['check', 'settings', 'effective'])
      for (const more of [[], ['--quiet'], ['--format', 'json']])
        expect([command, more, runCli(root, [command, ...more]).stderr]).toEqual([command, more, warned])
    for (const where of ['etc', conf]) expect(runCli(root, [where]).stderr).toBe('')
    expect(runCli(join(root, 'etc'), []).stderr).toBe('')
  })

  test('conflicts between authorities are named', () => {
    const root = tempTree({
      [name]: 'extends: [article, rabbitmq]\n',
      [conf]: 'net.ipv4.tcp_keepalive_time = 30\nnet.ipv4.tcp_keepalive_intvl = 20\n',
    })
    expect(found(root).findings.map(f => f.message)).toEqual([
      'net.ipv4.tcp_keepalive_intvl is 20: article wants 15 to 30, rabbitmq wants at most 10; 20 satisfies article only; no value satisfies both, so the configuration has to choose',
    ])
  })
})

describe('sysctl-lint init', () => {
  test('writes a starter that passes and changes nothing, and never over another', () => {
    const root = tempRepository({ [conf]: high })
    const before = runCli(root, [])
    expect(runCli(root, ['init'])).toMatchObject({ status: 0, stderr: '' })
    expect(readFileSync(join(root, name), 'utf8')).toBe(starter)
    expect(runCli(root, []).stdout).toBe(before.stdout.replace('(1 file)', '(2 files)'))
    expect(runCli(root, []).stderr).toBe('')
    writeFileSync(join(root, name), '# ours\n')
    expect(runCli(root, ['init'])).toMatchObject({ status: 2, stdout: '' })
    expect(readFileSync(join(root, name), 'utf8')).toBe('# ours\n')
  })

  test.each([
    ['.github/sysctl-lint.yml', '.github/sysctl-lint.yml is there already; delete it first, or change it by hand'],
    ['.sysctl-lint.yaml', '.sysctl-lint.yaml is there already; delete it first, or change it by hand'],
  ])('not beside %s', (path, message) => {
    const root = tempTree({ [path]: '' })
    expect(runCli(root, ['init'])).toMatchObject({ status: 2, stderr: `sysctl-lint: ${message}\n` })
  })

  test('not through a link that leads nowhere', () => {
    const root = tempTree({})
    symlinkSync('elsewhere.yml', join(root, name))
    expect(runCli(root, ['init']).status).toBe(2)
    expect(runCli(root, ['init', 'x']).stderr).toBe(
      'sysctl-lint: init takes no argument; it writes to the current directory\n',
    )
  })
})

describe('sysctl-lint config', () => {
  const text = `extends: [article, rabbitmq]
kernel: debian-12
rules: { overridden: off }
parameters:
  net.ipv4.tcp_fin_timeout: { max: 45, why: agreed }
  net.ipv4.tcp_tw_reuse: { severity: error }
require: [net.ipv4.tcp_syncookies]
exclude: [old/]
overrides:
  - files: roles/**
    loader: procps
`
  const root = () => tempTree({ [name]: text, 'roles/x': '', 'old/x': '' })

  test('says what is in force for a path, and where each value comes from', () => {
    const { stdout, stderr, status } = runCli(root(), ['config', 'roles/web/main.yml'])
    expect([stderr, status]).toEqual(['', 0])
    const line = (start: string) =>
      stdout
        .split('\n')
        .find(one => one.trim().startsWith(start))
        ?.trim()
        .replace(/ {2,}/g, ' | ')
    expect(stdout.split('\n')[0]).toBe(`In force for roles/web/main.yml, by ${name}`)
    expect(line('kernel')).toBe(`kernel | debian-12 | ${name}:2:9`)
    expect(line('loader')).toBe(`loader | procps | ${name}:11:13`)
    expect(line('overridden')).toBe(`overridden | off (otherwise warning) | ${name}:3:22`)
    expect(line('syntax')).toBe('syntax | warning | default')
    expect(line('net.ipv4.tcp_fin_timeout')).toBe(`net.ipv4.tcp_fin_timeout | at most 45 | ${name}:5:3: agreed`)
    expect(line('net.ipv4.tcp_tw_reuse')).toMatch(
      /^net.ipv4.tcp_tw_reuse \| 1, 2 \(error\) \| \.sysctl-lint\.yml:6:3 \(article\)/,
    )
    expect(line('net.ipv4.tcp_keepalive_time')).toMatch(/\| at most 30 \| rabbitmq: https:/)
    expect(line('net.ipv4.tcp_syncookies')).toBe(`net.ipv4.tcp_syncookies | warning | ${name}:7:11`)
    expect(line('old/')).toBe(`old/ | ${name}:8:11`)
  })

  test('as JSON, from a folder below, for what is left out, and without a configuration', () => {
    const at = root()
    const json = JSON.parse(runCli(at, ['config', '--format', 'json', './old/x']).stdout)
    expect(json).toMatchObject({
      version: 1,
      path: 'old/x',
      excluded: true,
      files: [name],
      loader: { value: 'systemd', from: null },
    })
    expect(json.kernel).toEqual({ value: 'debian-12', from: { file: name, line: 2, column: 9 } })
    expect(json.parameters['net.ipv4.tcp_keepalive_intvl'].map((one: { authority: string }) => one.authority)).toEqual([
      'article',
      'rabbitmq',
    ])
    mkdirSync(join(at, '.git'))
    expect(runCli(join(at, 'roles'), ['config', 'x']).stdout).toContain(`In force for x, by ../${name}`)
    expect(JSON.parse(runCli(join(at, 'roles'), ['config', '--format', 'json', 'x']).stdout).loader.value).toBe(
      'procps',
    )
    const none = runCli(tempTree({}), ['config'])
    expect(none.stdout).toMatch(/^In force where no override matches, by no configuration file\n/)
    expect(none.stdout).toContain('5.10-')
    expect(runCli(at, ['config', '..']).stderr).toContain('lies outside the working directory')
  })

  test('rules says the severities in force', () => {
    const { stdout } = runCli(root(), ['rules'])
    expect(stdout).toMatch(/^overridden +off +a setting .* \(otherwise warning\)$/m)
    expect(stdout).toMatch(/^syntax +warning +[^()]*$/m)
  })
})
