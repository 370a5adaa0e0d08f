import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commandNames, commands, everywhere, options } from '../../src/io/arguments.ts'
import { version } from '../../src/version.ts'
import { addFiles, tempRepository, tempTree } from '../io/temp-tree.ts'
import { bundleFolder, runCli } from './run-cli.ts'

const good = 'net.ipv4.tcp_fin_timeout = 30\n'
const warned = 'net.ipv4.tcp_fin_timeout = 60\n'
const broken = 'net.ipv4.tcp_fin_timeout = sixty\n'
const conf = 'etc/sysctl.d/60-net.conf'
const json = (ran: { stdout: string }) => JSON.parse(ran.stdout)

describe('exit status', () => {
  test.each([
    ['nothing found', good, [], 0],
    ['warnings, by default', warned, [], 0],
    ['warnings that are to fail', warned, ['--fail-on', 'warning'], 1],
    ['warnings that are to fail, as JSON', warned, ['--fail-on=warning', '--format=json'], 1],
    ['errors', broken, [], 1],
    ['errors, as JSON', broken, ['--format', 'json'], 1],
    ['errors that are not to fail', broken, ['--fail-on', 'none'], 0],
    ['listing only', broken, ['settings'], 0],
  ])('%s', (_, text, args, status) => {
    const ran = runCli(tempTree({ [conf]: text }), args)
    expect(ran.stderr).toBe('')
    expect(ran.status).toBe(status)
  })

  test.each([
    [['--nonsense'], '--nonsense is no option; sysctl-lint --help lists them'],
    [['--fromat', 'json'], '--fromat is no option; did you mean --format?'],
    [['--format'], "Option '--format <value>' argument missing"],
    [['--quiet=yes'], "Option '-q, --quiet' does not take an argument"],
    [['--format', 'yaml'], '--format yaml is not known; give text, json'],
    [['--fail-on', 'never'], '--fail-on never is not known; give error, warning, notice or none'],
    [['--loader', 'runit'], '--loader runit is not known; give systemd or procps'],
    [['--hz', '0'], 'HZ 0 is not possible'],
    [['--kernel', 'debain-12'], "Kernel 'debain-12' is not understood"],
    [['setings'], 'setings is neither a command nor a path; did you mean settings?'],
    [['explain'], 'explain takes the name of one rule, parameter or state of TCP'],
    [['explain', 'tcp-tw-recycl'], 'tcp-tw-recycl is no rule, parameter or state of TCP; did you mean tcp-tw-recycle?'],
    [['explain', 'tcp_fin_timout'], 'did you mean tcp_fin_timeout?'],
    [['explain', 'CLOSE-WIAT'], 'did you mean CLOSE-WAIT?'],
    [['explain', 'q'], 'q is no rule, parameter or state of TCP; sysctl-lint rules lists the rules'],
    [['plan', '--kernel', '6.1'], 'plan takes no --kernel; sysctl-lint plan --help lists what it takes'],
    [['rules', 'x'], 'rules takes no argument; for one rule in full, use explain x'],
    [['nowhere'], 'nowhere does not exist'],
    [['-', 'x'], '- (standard input) stands alone; leave out the other paths'],
    [['--stdin-filename', 'x'], '--stdin-filename names standard input; give - as the path'],
    [['--config', 'gone.yml'], '--config gone.yml does not exist'],
    [['--output', 'no/where.json'], '--output no/where.json cannot be written (ENOENT)'],
    [['gone\x1b[31m'], 'gone\\x1b[31m does not exist'],
  ])('%j is wrong use', (args, message) => {
    const ran = runCli(tempTree({ [conf]: good }), args)
    expect(ran.stderr).toMatch(/^sysctl-lint: [^\n]*\n$/)
    expect(ran.stderr).toContain(message)
    expect(ran.stdout).toBe('')
    expect(ran.status).toBe(2)
  })

  test('a fault of its own keeps its stack', () => {
    const folder = join(tempTree({}), 'dist')
    cpSync(bundleFolder(), folder, { recursive: true })
    writeFileSync(join(folder, 'cli/lint.js'), 'exports.lint = undefined')
    const ran = spawnSync(process.execPath, [join(folder, 'cli.js')], {
      cwd: tempTree({ [conf]: good }),
      encoding: 'utf8',
    })
    expect(ran.stderr).toMatch(/^sysctl-lint: a fault of its own\nTypeError: .*\n {4}at /)
    expect(ran.status).toBe(3)
  })
})

describe('what is printed', () => {
  test('findings for people', () => {
    const root = tempTree({ [conf]: `# web servers\n${warned}` })
    const { stdout } = runCli(root, [])
    expect(stdout).toMatch(
      /^etc\/sysctl\.d\/60-net\.conf\n\n {2}2:1 {2}warning {2}tcp-fin-timeout\n {2}net\.ipv4\.tcp_fin_timeout is 60 s, /,
    )
    expect(stdout).toContain('\n    2 │ net.ipv4.tcp_fin_timeout = 60\n      │ ^^^^')
    expect(stdout).toMatch(/\n\n1 warning in 1 setting \(1 file\)\n$/)
    expect(runCli(root, ['--quiet']).stdout).not.toContain('1 setting')
  })

  test('nothing found is said, unless quiet', () => {
    const root = tempTree({ 'a.txt': 'x', 'b.txt': 'y' })
    expect(runCli(root, []).stdout).toBe('No findings in 0 settings (2 files)\n')
    expect(runCli(root, ['-q']).stdout).toBe('')
  })

  test('findings for programs', () => {
    const report = json(runCli(tempTree({ [conf]: warned }), ['--format', 'json']))
    expect(report).toMatchObject({
      version: 1,
      tool: { name: 'sysctl-lint', version },
      findings: [
        {
          rule: 'tcp-fin-timeout',
          severity: 'warning',
          file: conf,
          line: 1,
          parameter: 'net.ipv4.tcp_fin_timeout',
          value: '60',
          suppressed: null,
        },
      ],
      summary: { files: 1, settings: 1, errors: 0, warnings: 1, notices: 0 },
    })
    expect(report.findings[0].fingerprint).toMatch(/^[0-9a-f]{16}$/)
  })

  test('a fingerprint stays when lines are added above, and tells equals apart', () => {
    const prints = (text: string) =>
      json(runCli(tempTree({ [conf]: text }), ['--format', 'json'])).findings.map(
        (f: { fingerprint: string }) => f.fingerprint,
      )
    expect(prints(`# one\n# two\n${broken}`)).toEqual(prints(broken))
    const two = prints(broken + broken)
    expect(new Set(two).size).toBe(two.length)
    expect(two).toContain(prints(broken)[0])
  })

  test('settings, for people and for programs', () => {
    const root = tempTree({ [conf]: `net.ipv4.tcp_rmem = 4096\t87380   6291456\nnet.ipv4.tcp_fin_timeout=030\n` })
    expect(
      runCli(root, ['settings']).stdout,
    ).toBe(`etc/sysctl.d/60-net.conf:1:1  net.ipv4.tcp_rmem         4096 87380 6291456  applied
etc/sysctl.d/60-net.conf:2:1  net.ipv4.tcp_fin_timeout  030 → 24            applied
2 settings (1 file)
`)
    const { settings, problems } = json(runCli(root, ['settings', '--format', 'json']))
    expect(problems).toEqual([])
    expect(settings[0]).toEqual({
      file: conf,
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 18,
      valueLine: 1,
      valueColumn: 21,
      parameter: 'net.ipv4.tcp_rmem',
      value: '4096 87380 6291456',
      known: true,
      state: 'set',
      format: 'sysctl-conf',
      within: [],
      appliedBy: '/etc/sysctl.d/60-net.conf',
      lasts: 'persistent',
      effective: '4096 87380 6291456',
      outcome: 'applied',
      why: '',
    })
  })

  test('what was passed over is one line, on standard error for programs', () => {
    const root = tempRepository({ [conf]: good, 'data.conf': 'a\0b', 'utf16.conf': Buffer.from(warned, 'utf16le') })
    symlinkSync('60-net.conf', join(root, 'etc/sysctl.d/70-link.conf'))
    const line = 'Passed over: 1 symbolic link (etc/sysctl.d/70-link.conf); 2 binary files (data.conf, utf16.conf)'
    expect(runCli(root, []).stdout).toBe(`${line}\nNo findings in 1 setting (4 files)\n`)
    const ran = runCli(root, ['--format', 'json'])
    expect(json(ran).findings).toEqual([])
    expect(ran.stderr).toBe(`${line}\n`)
    expect(runCli(root, ['--format', 'json', '-q']).stderr).toBe('')
  })

  test('nothing of a file or its name reaches the terminal as it is', () => {
    const name = 'etc/sysctl.d/\x1b]0;evil\x07\u202e.conf'
    const text = 'net.ipv4.tcp_congestion_control = \x1b[2J\u202ebbr\x9b\u2028 \n'
    const root = tempTree({ [name]: text, 'etc/sysctl.d/\x1bbinary.conf': '\0' })
    symlinkSync('x', join(root, 'link\x1b[1m'))
    for (const args of [[], ['settings'], ['--format', 'json'], ['settings', '--format', 'json']]) {
      const { stdout, stderr } = runCli(root, args)
      expect(stdout).toContain('evil')
      expect(stdout + stderr).toContain('binary.conf')
      expect(stdout + stderr).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]/)
    }
  })

  test('help, the version, the rules and one rule', () => {
    const root = tempTree({})
    expect(runCli(root, ['--version']).stdout).toBe(`${version}\n`)
    expect(runCli(root, ['check', '-V']).stdout).toBe(`${version}\n`)
    for (const args of [['--help'], ['-h'], ['help']]) expect(runCli(root, args).stdout).toMatch(/^sysctl-lint finds/)
    for (const args of [
      ['settings', '--help'],
      ['help', 'settings'],
      ['-h', 'settings'],
    ])
      expect(runCli(root, args).stdout).toMatch(/^sysctl-lint settings \[PATH\.\.\.\]\n\nEvery setting found/)
    expect(runCli(root, ['rules']).stdout).toMatch(/^tcp-fin-timeout +warning {2}/m)
    expect(runCli(root, ['explain', 'tcp-fin-timeout']).stdout).toMatch(/^tcp-fin-timeout \(warning\)\n/)
  })

  test('help names every option and every command', () => {
    const { stdout } = runCli(tempTree({}), ['--help'])
    for (const name of Object.keys(options)) expect(stdout).toMatch(new RegExp(`^ +(-\\w, )?--${name}\\b`, 'm'))
    for (const command of commandNames)
      expect(stdout).toContain(`sysctl-lint ${command === 'check' ? '[check]' : command}`)
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(120)
  })

  test.each(commandNames)('%s --help names what it takes and nothing else', command => {
    const { stdout } = runCli(tempTree({}), [command, '--help'])
    const named = [...stdout.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm)].map(m => m[1])
    expect(named.sort()).toEqual([...commands[command], ...everywhere].sort())
  })
})

describe('colours', () => {
  const root = () => tempTree({ [conf]: warned })
  test.each([
    ['none where output is no terminal', [], {}, false],
    ['asked for', ['--color'], { NO_COLOR: '1' }, true],
    ['asked not to', ['--no-color'], { FORCE_COLOR: '1' }, false],
    ['by FORCE_COLOR', [], { FORCE_COLOR: '1' }, true],
    ['not by FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, false],
    ['NO_COLOR beats FORCE_COLOR', [], { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    ['an empty NO_COLOR says nothing', [], { FORCE_COLOR: '1', NO_COLOR: '' }, true],
  ])('%s', (_, args, env, coloured) => {
    expect(runCli(root(), args, { env }).stdout.includes('\x1b[')).toBe(coloured)
  })

  test('on a terminal', context => {
    const script = spawnSync('script', ['--version'])
    if (script.error) return context.skip('script(1) is not installed')
    const inTerminal = (env: NodeJS.ProcessEnv) =>
      spawnSync('script', ['-qec', `'${process.execPath}' '${join(bundleFolder(), 'cli.js')}'`, '/dev/null'], {
        cwd: root(),
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], TERM: 'xterm', ...env },
      }).stdout
    expect(inTerminal({})).toContain('\x1b[33m')
    expect(inTerminal({ NO_COLOR: '1' })).not.toContain('\x1b[')
    expect(inTerminal({ TERM: 'dumb' })).not.toContain('\x1b[')
  })
})

describe('standard input', () => {
  test('goes by its name', () => {
    const root = tempTree({ [conf]: broken })
    const ran = runCli(root, ['-', '--stdin-filename', 'etc/sysctl.d/50-x.conf', '--format', 'json'], { input: warned })
    expect(json(ran).findings.map((f: { file: string }) => f.file)).toEqual(['etc/sysctl.d/50-x.conf'])
    expect(runCli(root, ['-'], { input: warned }).stdout).toContain('stdin.conf\n\n  1:1  warning  tcp-fin-timeout')
  })

  test('must be text, and no more than a file may have', () => {
    expect(runCli(tempTree({}), ['-'], { input: 'a\0b' })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('binary'),
    })
    const { status, stderr } = runCli(tempTree({}), ['-'], { input: 'x'.repeat((8 << 20) + 1) })
    expect([status, stderr]).toEqual([2, expect.stringContaining('longer than 8 MiB')])
  })
})

describe('--output', () => {
  test('writes the report whole, and nothing else anywhere', () => {
    const root = tempTree({ [conf]: warned })
    const printed = runCli(root, ['--format', 'json']).stdout
    const ran = runCli(root, ['--format', 'json', '--output', 'report.json'])
    expect(ran).toMatchObject({ stdout: '', stderr: '', status: 0 })
    expect(readFileSync(join(root, 'report.json'), 'utf8')).toBe(printed)
    writeFileSync(join(root, 'report.json'), 'old', { mode: 0o600 })
    runCli(root, ['--format', 'json', '--output', 'report.json'])
    expect(JSON.parse(readFileSync(join(root, 'report.json'), 'utf8')).version).toBe(1)
    expect(statSync(join(root, 'report.json')).mode & 0o777).toBe(statSync(join(root, conf)).mode & 0o777)
    expect(readdirSync(root).sort()).toEqual(['etc', 'report.json'])
  })

  test('the exit status is the same', () => {
    expect(runCli(tempTree({ [conf]: broken }), ['--output', 'x']).status).toBe(1)
  })

  test('links, directories and devices are refused', () => {
    const root = tempTree({ [conf]: good, 'target.txt': 'keep' })
    symlinkSync('target.txt', join(root, 'link'))
    mkdirSync(join(root, 'dir'))
    for (const [file, message] of [
      ['link', 'is a symbolic link'],
      ['dir', 'is not a file'],
      ['/dev/null', 'is not a file'],
    ]) {
      const ran = runCli(root, ['--output', file!])
      expect([ran.status, ran.stderr]).toEqual([2, expect.stringContaining(message!)])
    }
    expect(readFileSync(join(root, 'target.txt'), 'utf8')).toBe('keep')
    expect(existsSync('/dev/null') && statSync('/dev/null').isCharacterDevice()).toBe(true)
  })
})

describe('pipes', () => {
  const many = () =>
    tempTree({ [conf]: Array.from({ length: 5000 }, (_, i) => `net.ipv4.tcp_fin_timeout = ${60 + i}\n`).join('') })

  test('a long report arrives whole', async () => {
    const root = many()
    const child = spawn(process.execPath, [join(bundleFolder(), 'cli.js'), 'settings', '--format', 'json'], {
      cwd: root,
    })
    let text = ''
    for await (const chunk of child.stdout) {
      text += chunk
      if (text.length < 300_000) await new Promise(next => setTimeout(next, 5))
    }
    expect(JSON.parse(text).settings).toHaveLength(5000)
    expect(text.length).toBeGreaterThan(1_000_000)
  })

  test('a reader that has had enough is no fault', () => {
    const command = `'${process.execPath}' '${join(bundleFolder(), 'cli.js')}' settings --format json; echo "status $?" >&2`
    const ran = spawnSync('sh', ['-c', `{ ${command}; } | head -c 10`], { cwd: many(), encoding: 'utf8' })
    expect(ran.stdout).toHaveLength(10)
    expect(ran.stderr).toBe('status 0\n')
  })

  test('a full disk is said', context => {
    if (!existsSync('/dev/full')) return context.skip('/dev/full is not there')
    const ran = spawnSync('sh', ['-c', `'${process.execPath}' '${join(bundleFolder(), 'cli.js')}' > /dev/full`], {
      cwd: many(),
      encoding: 'utf8',
    })
    expect([ran.status, ran.stderr]).toEqual([2, 'sysctl-lint: Standard output cannot be written (ENOSPC)\n'])
  })
})

describe('hostile trees', () => {
  test('a file of 50 MB on one line, one of 8 MiB, and a deep tree', () => {
    const root = tempTree({ [`${'d/'.repeat(500)}sysctl.conf`]: warned })
    writeFileSync(join(root, 'huge.conf'), Buffer.alloc(50_000_000, 'net.ipv4.tcp_sack=1 '))
    writeFileSync(join(root, 'large.conf'), Buffer.alloc(8 << 20, 'net.ipv4.tcp_sack=1 '))
    const start = performance.now()
    const ran = runCli(root, [])
    expect(performance.now() - start).toBeLessThan(10_000)
    expect(ran.stderr).toBe('')
    expect(ran.status).toBeLessThan(2)
    expect(ran.stdout).toContain('Passed over: 1 file over 8 MiB (huge.conf)')
    expect(ran.stdout.length).toBeLessThan(100_000)
  })

  test('inside a .git directory', () => {
    const root = tempRepository({ [conf]: warned })
    const ran = runCli(join(root, '.git'), [])
    expect([ran.status, ran.stderr]).toEqual([2, expect.stringContaining('lies inside a .git directory')])
  })

  test('a directory that is gone', () => {
    const ran = spawnSync(
      'sh',
      ['-c', `mkdir gone; cd gone; rmdir ../gone; '${process.execPath}' '${join(bundleFolder(), 'cli.js')}'`],
      {
        cwd: tempTree({}),
        encoding: 'utf8',
      },
    )
    expect(ran.status).toBe(2)
    expect(ran.stderr).toMatch(/^sysctl-lint: [^\n]*\n$/)
  })

  test('files nobody can write a path for', () => {
    const root = tempRepository({ [conf]: warned })
    addFiles(root, { '-rf': good, '--format': good, ' ': good })
    expect(runCli(root, []).stdout).toContain('1 warning in')
    expect(runCli(root, ['--', '--format', ' ']).status).toBe(0)
  })
})
