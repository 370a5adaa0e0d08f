import { readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { plainGit, tempRepository, tempTree } from '../io/temp-tree.ts'
import { runCli } from './run-cli.ts'

const conf = 'etc/sysctl.d/60-tcp.conf'
const high = 'net.ipv4.tcp_fin_timeout = 60\n'
const old = 'net.ipv4.tcp_tw_recycle = 1\n'
const counts = (cwd: string, ...args: string[]) => JSON.parse(runCli(cwd, ['--format', 'json', ...args]).stdout).summary

test('old findings are set aside, new ones count', () => {
  const root = tempTree({ [conf]: high + old })
  const wrote = runCli(root, ['--write-baseline', 'known.json'])
  expect(wrote).toMatchObject({ status: 0, stderr: '' })
  expect(wrote.stdout).toBe('No findings in 2 settings (1 file); 2 findings set aside\n')
  writeFileSync(join(root, conf), `# moved down\n\n${high}net.ipv4.tcp_keepalive_probes = 300\n${old}`)
  expect(counts(root, '--baseline', 'known.json')).toMatchObject({ errors: 1, warnings: 0, suppressed: 2 })
  expect(runCli(root, ['--baseline', 'known.json']).status).toBe(1)
  expect(runCli(root, []).stdout).not.toContain('set aside')
})

test('a finding that was put right is said to be stale, and pruned', () => {
  const root = tempTree({ [conf]: high + old })
  runCli(root, ['--write-baseline', 'known.json'])
  writeFileSync(join(root, conf), high)
  const stale = runCli(root, ['--baseline', 'known.json'])
  expect(stale.stderr).toBe(
    'sysctl-lint: known.json: nothing found any more of 1 known finding; --prune-baseline takes that out (etc/sysctl.d/60-tcp.conf tcp-tw-recycle)\n',
  )
  writeFileSync(join(root, conf), '')
  expect(runCli(root, ['--baseline', 'known.json']).stderr).toContain(
    'nothing found any more of 2 known findings; --prune-baseline takes that out (',
  )
  writeFileSync(join(root, conf), high)
  expect(runCli(root, ['--baseline', 'known.json', '--prune-baseline']).status).toBe(0)
  expect(runCli(root, ['--baseline', 'known.json'])).toMatchObject({ status: 0, stderr: '' })
  expect(readFileSync(join(root, 'known.json'), 'utf8')).not.toContain('recycle')
})

test('a file that git sees renamed keeps what is known of it, below a folder too', () => {
  const root = tempRepository({ [`infra/${conf}`]: high + old, 'other.txt': 'x' })
  const infra = join(root, 'infra')
  runCli(infra, ['--write-baseline', 'known.json'])
  plainGit(root, 'add', '-A')
  plainGit(root, 'commit', '-qm', 'baseline')
  renameSync(join(infra, conf), join(infra, 'etc/sysctl.d/70-tcp.conf'))
  plainGit(root, 'add', '-A')
  expect(counts(infra, '--baseline', 'known.json')).toMatchObject({ errors: 0, warnings: 0, suppressed: 2 })
})

test('a run over some files says nothing of the others, and does not prune', () => {
  const root = tempTree({ [conf]: high, 'other/sysctl.conf': old })
  runCli(root, ['--write-baseline', 'known.json'])
  const before = readFileSync(join(root, 'known.json'), 'utf8')
  expect(runCli(root, ['etc', '--baseline', 'known.json'])).toMatchObject({ status: 0, stderr: '' })
  expect(runCli(root, ['etc', '--baseline', 'known.json', '--prune-baseline'])).toMatchObject({
    status: 2,
    stderr: 'sysctl-lint: --prune-baseline needs to look at everything; leave out the paths\n',
  })
  expect(readFileSync(join(root, 'known.json'), 'utf8')).toBe(before)
})

test('a folder or a device is no baseline', () => {
  const root = tempTree({ [conf]: high })
  for (const name of ['etc', '/dev/zero'])
    expect(runCli(root, ['--baseline', name]).stderr).toBe(`sysctl-lint: --baseline ${name} is not a file\n`)
})

test('no secret is written', () => {
  const root = tempTree({ [conf]: `net.ipv4.tcp_fastopen_key = 00112233-44556677-8899aabb\n` })
  runCli(root, ['--write-baseline', 'known.json'])
  const text = readFileSync(join(root, 'known.json'), 'utf8')
  expect(text).toContain('tcp_fastopen_key')
  expect(text).not.toContain('00112233')
  expect(counts(root, '--baseline', 'known.json')).toMatchObject({ errors: 0, suppressed: 1 })
})

test.each([
  [['--baseline', 'gone.json'], '--baseline gone.json does not exist; --write-baseline makes it'],
  [['--baseline', 'text.json'], '--baseline text.json is no JSON; --write-baseline makes a new one'],
  [['--prune-baseline'], '--prune-baseline needs a baseline: give --baseline FILE too'],
  [['--write-baseline', 'link.json'], '--write-baseline link.json is a symbolic link; name the file itself'],
  [['--write-baseline', 'etc'], '--write-baseline etc is not a file'],
])('%j is wrong use', (args, message) => {
  const root = tempTree({ [conf]: high, 'text.json': 'text' })
  symlinkSync('text.json', join(root, 'link.json'))
  const ran = runCli(root, args)
  expect(ran.stderr).toBe(`sysctl-lint: ${message}\n`)
  expect(ran.status).toBe(2)
})

test('comments set aside, unless an audit wants to see everything', () => {
  const root = tempTree({ [conf]: `# sysctl-lint: ignore[tcp-tw-recycle] old kernels\n${old}` })
  expect(runCli(root, [])).toMatchObject({ status: 0 })
  expect(runCli(root, ['--no-inline-ignores'])).toMatchObject({ status: 1 })
  const [finding] = JSON.parse(runCli(root, ['--format', 'json']).stdout).findings
  expect(finding.suppressed).toEqual({ kind: 'inline', reason: 'old kernels' })
  const sarif = JSON.parse(runCli(root, ['--format', 'sarif']).stdout)
  expect(sarif.runs[0].results[0].suppressions).toEqual([
    expect.objectContaining({ kind: 'inSource', justification: 'old kernels' }),
  ])
})
