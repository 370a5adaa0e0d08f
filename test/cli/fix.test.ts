import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { addFiles, plainGit, tempRepository, tempTree } from '../io/temp-tree.ts'
import { bundleFolder, runCli } from './run-cli.ts'

const conf = 'etc/sysctl.d/60-tcp.conf'
const high = 'net.ipv4.tcp_fin_timeout = 60\n'
const right = 'net.ipv4.tcp_fin_timeout = 30\n'
const twice = 'net.ipv4.tcp_sack = 0\nnet.ipv4.tcp_sack = 1\n'
const read = (root: string, path = conf) => readFileSync(join(root, path), 'utf8')

describe('--fix', () => {
  test('makes safe fixes, =all those of values too, =RULE those of one rule', () => {
    const files = { [conf]: `${high}${twice}net.ipv4.tcp_tw_recycle = 1\n` }
    const fixed = (...args: string[]) => {
      const root = tempTree(files)
      const ran = runCli(root, args)
      return { ...ran, text: read(root) }
    }
    const safe = fixed('--fix')
    expect(safe.text).toBe(`${high}net.ipv4.tcp_sack = 1\nnet.ipv4.tcp_tw_recycle = 1\n`)
    expect(safe.stderr).toBe('sysctl-lint: 1 finding fixed in 1 file\n')
    expect(safe.stdout).toContain('1 error, 1 warning in 3 settings (1 file)')
    expect(safe.status).toBe(1)
    expect(fixed('--fix=all').text).toBe(`${right}net.ipv4.tcp_sack = 1\nnet.ipv4.tcp_tw_recycle = 1\n`)
    const one = fixed('--fix=tcp-tw-recycle')
    expect(one.text).toBe(high + twice)
    expect(one.status).toBe(0)
  })

  test('the exit status and the report of any format speak of what is left', () => {
    const root = tempTree({ [conf]: high })
    const ran = runCli(root, ['--fix=all', '--fail-on', 'warning', '--format', 'json'])
    expect(ran.status).toBe(0)
    expect(JSON.parse(ran.stdout).findings).toEqual([])
    expect(runCli(tempTree({ [conf]: high }), ['--fix', '--fail-on', 'warning', '--format', 'sarif'])).toMatchObject({
      status: 1,
      stderr: 'sysctl-lint: nothing to fix with --fix=safe\n',
    })
    expect(runCli(tempTree({ [conf]: high }), ['--fix=all', '--quiet'])).toMatchObject({ stdout: '', stderr: '' })
  })

  test('what was set aside stays', () => {
    const ignored = `# sysctl-lint: ignore[tcp-fin-timeout] agreed\n${high}`
    const root = tempTree({ [conf]: ignored, 'other/etc/sysctl.d/60.conf': high })
    runCli(root, ['--write-baseline', 'known.json'])
    addFiles(root, { 'new/etc/sysctl.d/60.conf': high })
    expect(runCli(root, ['--fix=all', '--baseline', 'known.json'])).toMatchObject({
      status: 0,
      stderr: 'sysctl-lint: 1 finding fixed in 1 file\n',
    })
    expect([conf, 'other/etc/sysctl.d/60.conf', 'new/etc/sysctl.d/60.conf'].map(path => read(root, path))).toEqual([
      ignored,
      high,
      right,
    ])
  })

  test('a fix that overlaps another waits for the next run, which says so', () => {
    const root = tempTree({ [conf]: 'net.ipv4.tcp_keepalive_time = 200\nnet.ipv4.tcp_keepalive_intvl = 0100\n' })
    expect(runCli(root, ['--fix=all']).stderr).toBe(
      'sysctl-lint: 1 finding fixed in 1 file\n' +
        `sysctl-lint: 1 fix left to the next run, since it overlaps another (${conf}:2 misread-value)\n`,
    )
    expect(runCli(root, ['--fix=all']).stderr).toBe('sysctl-lint: nothing to fix with --fix=all\n')
  })

  test('a link and bytes that are no UTF-8 are left, with a sentence, and the rest is fixed', () => {
    const root = tempTree({ [conf]: high, 'b/etc/sysctl.d/6.conf': Buffer.from(`${high}# \xfc\n`, 'latin1') })
    const ran = runCli(root, ['--fix=all'])
    expect(ran.stderr).toBe(
      'sysctl-lint: b/etc/sysctl.d/6.conf is not UTF-8 throughout, so that not every byte would stay what it is, so it is left as it is\n' +
        'sysctl-lint: 1 finding fixed in 1 file\n',
    )
    expect(read(root)).toBe(right)
  })

  test('standard input comes out fixed on standard output, with the report beside it', () => {
    const name = ['-', '--stdin-filename', conf]
    const ran = runCli(tempTree(), [...name, '--fix=all'], { input: `${high}net.ipv4.tcp_tw_recycle = 0` })
    expect(ran.stdout).toBe(`${right}net.ipv4.tcp_tw_recycle = 0`)
    expect(ran.stderr).toContain('sysctl-lint: 1 finding fixed in 1 file\n')
    expect(ran.stderr).toContain('2:1  notice  tcp-tw-recycle')
    const root = tempTree()
    const filed = runCli(root, [...name, '--fix', '--format', 'json', '--output', 'r.json', '-q'], { input: high })
    expect(filed).toMatchObject({ stdout: high, stderr: '', status: 0 })
    expect(JSON.parse(read(root, 'r.json')).findings).toHaveLength(1)
  })

  test.each([
    [['--fix=tcp-tw-recycl'], '--fix=tcp-tw-recycl names no rule; did you mean --fix=tcp-tw-recycle?'],
    [['--fix=everything'], '--fix=everything names no rule; sysctl-lint rules lists them'],
    [['--fix='], '--fix= names no rule; sysctl-lint rules lists them'],
    [['--diff', '--format', 'json'], '--diff prints a patch; leave out --format json'],
    [['-', '--fix', '--format', 'json'], 'name a file for the report with --output'],
  ])('%j is wrong use', (args, message) => {
    const ran = runCli(tempTree({ [conf]: high }), args)
    expect(ran).toMatchObject({ status: 2, stdout: '' })
    expect(ran.stderr).toMatch(/^sysctl-lint: [^\n]*\n$/)
    expect(ran.stderr).toContain(message)
  })

  test.skipIf(process.getuid?.() !== 0)('a folder that may not be written to is said, and the others go on', () => {
    const root = tempTree({ [`a/${conf}`]: high, [`b/${conf}`]: high, 'cli/x': '' })
    // who is not root may read the program too
    for (const folder of [root, join(root, 'b/etc/sysctl.d')]) chmodSync(folder, 0o777)
    chmodSync(join(root, `b/${conf}`), 0o666)
    spawnSync('cp', ['-r', `${bundleFolder()}/.`, join(root, 'cli')])
    const [uid, gid] = [65534, 65534]
    const ran = spawnSync(process.execPath, [join(root, 'cli/cli.js'), 'a', 'b', '--fix=all'], { cwd: root, uid, gid })
    expect(ran.stderr.toString()).toBe(
      `sysctl-lint: a/${conf} may not be written to (EACCES), so it is left as it is\n` +
        'sysctl-lint: 1 finding fixed in 1 file\n',
    )
    expect([read(root, `a/${conf}`), read(root, `b/${conf}`)]).toEqual([high, right])
  })
})

describe('--diff', () => {
  const odd = 'röles/with "quotes" and blanks/etc/sysctl.d/60 tcp.conf'
  const script = 'rootfs/usr/local/bin/tune.sh'
  const files = {
    [odd]: `${high.trimEnd()}\r\nnet.ipv4.tcp_tw_recycle = 1`,
    [script]: '#!/bin/sh\nsysctl -w net.ipv4.tcp_syn_retries=5\n',
    'user-data.yaml': '#cloud-config\nruncmd:\n  - sysctl -w net.ipv4.tcp_sack=1\n',
  }

  test('git apply takes it, below a folder too, new files and all, and nothing is written', () => {
    const root = tempRepository(files)
    const ran = runCli(root, ['--diff'])
    expect(ran.stderr).toBe('')
    expect(plainGit(root, 'status', '--porcelain')).toBe('')
    writeFileSync(join(root, '.git/fix.patch'), ran.stdout)
    mkdirSync(join(root, 'x'))
    plainGit(root, 'apply', '--check', '.git/fix.patch')
    plainGit(root, 'apply', '.git/fix.patch')
    expect(read(root, odd)).toBe('net.ipv4.tcp_fin_timeout = 30\r\n')
    expect(read(root, 'rootfs/etc/sysctl.d/60-tcp_syn_retries.conf')).toBe('net.ipv4.tcp_syn_retries = 5\n')
    expect(read(root, script)).toBe('#!/bin/sh\nsysctl -p /etc/sysctl.d/60-tcp_syn_retries.conf\n')
    plainGit(root, 'checkout', '-q', '.')
    plainGit(root, 'clean', '-fdq')
    const below = runCli(join(root, 'rootfs'), ['--diff'])
    expect(below.stdout).toContain('--- a/rootfs/usr/local/bin/tune.sh\n')
    writeFileSync(join(root, '.git/fix.patch'), below.stdout)
    plainGit(join(root, 'rootfs'), 'apply', '../.git/fix.patch')
    expect(read(root, script)).toContain('sysctl -p')
  })

  test('with --fix it shows what that would write', () => {
    const root = tempRepository({ [conf]: `${high}${twice}net.ipv4.tcp_tw_recycle = 1\n` })
    const removed = (...args: string[]) => runCli(root, ['--diff', ...args]).stdout.match(/^-net.*/gm)
    expect(removed('--fix')).toEqual(['-net.ipv4.tcp_sack = 0'])
    expect(removed('--fix=all')).toEqual([`-${high.trimEnd()}`, '-net.ipv4.tcp_sack = 0'])
    expect(removed('--fix=tcp-tw-recycle')).toEqual(['-net.ipv4.tcp_tw_recycle = 1'])
    expect(removed()).toHaveLength(3)
    expect(plainGit(root, 'status', '--porcelain')).toBe('')
  })

  test('the exit status says what is found; the patch goes to the file that is asked for', () => {
    const root = tempTree({ [conf]: high })
    expect(runCli(root, ['--diff']).status).toBe(0)
    expect(runCli(root, ['--diff', '--fail-on=warning', '--output', 'p']).status).toBe(1)
    expect(read(root, 'p')).toBe(runCli(root, ['--diff']).stdout)
    expect(runCli(root, ['-', '--stdin-filename', 'x/sysctl.conf', '--diff'], { input: high }).stdout).toContain(
      '+++ b/x/sysctl.conf\n',
    )
  })

  test('no secret is shown, and nothing that a runner takes for a command', () => {
    const key = 'net.ipv4.tcp_fastopen_key = 00112233-44556677-8899aabb-ccddeeff\n'
    const secret = runCli(tempTree({ [conf]: key + high }), ['--diff'])
    expect(secret.stdout).toBe('')
    expect(secret.stderr).toBe(
      `sysctl-lint: ${conf} holds a secret beside the change, which a patch would show, so it is left as it is\n`,
    )
    const root = tempTree({ [conf]: `# ##[error]x\n${high}` })
    const log = runCli(root, ['--diff'], { env: { GITHUB_ACTIONS: 'true' } })
    expect(log.stdout).toBe('')
    expect(log.stderr).toContain('name a file for the patch with --output')
    runCli(root, ['--diff', '--output', 'p'], { env: { GITHUB_ACTIONS: 'true' } })
    expect(read(root, 'p')).toContain('##[error]')
  })

  test('a link is not followed', () => {
    const root = tempTree({ [`real/${conf}`]: high })
    symlinkSync('real', join(root, 'linked'))
    expect(runCli(root, ['--diff', `linked/${conf}`]).stdout).toContain(`b/real/${conf}`)
  })
})

const kills = Number(process.env['SYSCTL_LINT_KILLS'] ?? 40)

test('killed at any moment it leaves each file old or new, and the next run finishes', {
  timeout: 60_000 + 2500 * kills,
}, async () => {
  const folders = ['a', 'b', 'c', 'd', 'e', 'f']
  const long = '# a comment that makes the file longer than a page\n'.repeat(200)
  const files = Object.fromEntries(folders.map(folder => [`${folder}/${conf}`, `${long}${high}`]))
  const script = 'rootfs/usr/local/bin/tune.sh'
  const write = '#!/bin/sh\nsysctl -w net.ipv4.tcp_syn_retries=5\n'
  const root = tempTree({ ...files, [script]: write })
  const cli = join(bundleFolder(), 'cli.js')
  const run = (limit: number | null, rule: string) =>
    new Promise<number>(done => {
      const started = Date.now()
      const child = spawn(process.execPath, [cli, `--fix=${rule}`, '-q'], { cwd: root, stdio: 'ignore' })
      const timer = limit === null ? null : setTimeout(() => child.kill('SIGKILL'), limit)
      child.on('close', () => {
        if (timer) clearTimeout(timer)
        done(Date.now() - started)
      })
    })
  let whole = await run(null, 'all')
  const seen = { old: 0, new: 0, drafts: 0 }
  for (let i = 0; i < kills; i++) {
    const rule = i % 4 === 3 ? 'not-persistent' : 'all'
    addFiles(root, { ...files, [script]: write })
    rmSync(join(root, 'rootfs/etc'), { recursive: true, force: true })
    const late = whole * (0.4 + 0.7 * Math.random())
    const took = await run(late, rule)
    // other work on the machine makes a run slower or faster than the first was
    if (took < late) whole = (3 * whole + took) / 4
    else if (rule === 'all' && read(root, `a/${conf}`).endsWith(high)) whole *= 1.02
    for (const folder of folders) {
      const text = read(root, `${folder}/${conf}`)
      expect([`${long}${high}`, `${long}${right}`]).toContain(text)
      seen[text.endsWith(high) ? 'old' : 'new']++
      seen.drafts += readdirSync(join(root, folder, 'etc/sysctl.d')).length - 1
    }
    // the script loads a file only once that is there
    if (read(root, script) !== write) {
      expect(read(root, script)).toBe('#!/bin/sh\nsysctl -p /etc/sysctl.d/60-tcp_syn_retries.conf\n')
      expect(read(root, 'rootfs/etc/sysctl.d/60-tcp_syn_retries.conf')).toBe('net.ipv4.tcp_syn_retries = 5\n')
    }
  }
  addFiles(root, files)
  // a draft is no file of the repository to the next run
  expect(JSON.parse(runCli(root, ['--format', 'json']).stdout).summary.warnings).toBe(folders.length)
  await run(null, 'all')
  for (const folder of folders) expect(readdirSync(join(root, folder, 'etc/sysctl.d'))).toEqual(['60-tcp.conf'])
  if (kills >= 100) process.stderr.write(`${kills} kills: ${JSON.stringify(seen)}\n`)
})
