import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runCli } from '../cli/run-cli.ts'
import { plainGit } from '../io/temp-tree.ts'
import { suspicious, takeApart } from '../reports/markdown-outside-code.ts'
import { startGitHub } from './github/server.ts'
import { createWorld } from './github/world.ts'
import { type Change, checkout, type Origin, originOf, payloadOf, pullPayload } from './pull-request.ts'
import { type ActionRan, runAction } from './run-action.ts'
import { annotated, file, lines } from './scene.ts'

const config = '.sysctl-lint.yml'
const strict = lines(
  'parameters:',
  '  net.core.somaxconn: { min: 4096, severity: error, why: nginx listens with 4096 }',
)
const low = lines('net.core.somaxconn = 128')
const start = lines('net.core.somaxconn = 4096')

interface How {
  readonly inputs?: Readonly<Record<string, string>>
  readonly depth?: number
  readonly fork?: boolean
  readonly ref?: string
  readonly name?: string
}

async function pull(change: Change, { inputs = {}, depth = 2, fork = false, ref, name = 'pull_request' }: How = {}) {
  const origin = originOf(change)
  const workspace = checkout(origin, ref, depth)
  const ran = await runAction({
    workspace,
    inputs,
    event: { name, payload: pullPayload(origin, fork) },
    env: { GITHUB_SHA: origin.merge },
  })
  return { ...ran, origin, workspace }
}

/** Notices about policy, with the file where they have one. */
const notes = ({ step }: ActionRan) =>
  step.annotations
    .filter(a => a.data['title'] === 'sysctl-lint: policy')
    .map(a => `${a.level} ${a.data['file'] ?? '-'}: ${a.message}`)

const later = 'that counts once it is merged, and this run goes by the base commit'

describe('a pull request does not weaken what it is judged by', () => {
  const head = { [file]: low }
  test.each<[string, Change['head'], string]>([
    [
      'alters',
      { ...head, [config]: 'rules: { outside-policy: off }\n' },
      `notice ${config}: ${config} is altered by this change: ${later}`,
    ],
    ['deletes', { ...head, [config]: null }, `notice -: ${config} is deleted by this change: ${later}`],
    [
      'leaves its file out in',
      { ...head, [config]: `${strict}exclude: [etc/]\n` },
      `notice ${config}: ${config} is altered by this change: ${later}`,
    ],
    [
      'renames',
      { ...head, [config]: null, '.github/sysctl-lint.yml': strict },
      `notice .github/sysctl-lint.yml: .github/sysctl-lint.yml was ${config} before this change: ${later}`,
    ],
  ])('that %s the configuration', async (_, head, note) => {
    for (const fork of [false, true]) {
      const ran = await pull({ base: { [file]: start, [config]: strict }, head }, { fork })
      expect(annotated(ran)).toContain(`error ${file}:1 outside-policy`)
      expect(notes(ran)).toEqual([note])
      expect([ran.status, ran.outputs['errors']]).toEqual([1, '1'])
      expect(ran.summary).toContain('### Policy')
      expect(ran.stdout).toContain('Configuration and baseline are those of the base commit')
    }
  })

  test('that comes first with a configuration: it holds once it is merged', async () => {
    const ran = await pull({
      base: { [file]: start },
      head: { [file]: `${start}net.ipv4.tcp_tw_recycle = 1\n`, [config]: 'rules: { tcp-tw-recycle: off }\n' },
    })
    expect(notes(ran)).toEqual([`notice ${config}: ${config} is new with this change: ${later}`])
    expect([ran.status, ran.outputs['errors']]).toEqual([1, '1'])
  })

  test('that puts a laxer configuration nearer to where the run works', async () => {
    const base = { [`infra/${file}`]: start, [config]: strict }
    const head = { [`infra/${file}`]: low, 'infra/.sysctl-lint.yml': 'rules: { outside-policy: off }\n' }
    const ran = await pull({ base, head }, { inputs: { 'working-directory': 'infra' } })
    expect(notes(ran)).toEqual([
      `notice infra/.sysctl-lint.yml: infra/.sysctl-lint.yml is new with this change: ${later}`,
    ])
    expect([ran.status, ran.outputs['errors']]).toEqual([1, '1'])
  })

  test('that starts from a commit of long ago, before the configuration was there', async () => {
    const change = { base: { [file]: start }, head: { [file]: low }, moved: { [config]: strict } }
    for (const ref of ['refs/pull/7/head', 'refs/pull/7/merge']) {
      const ran = await pull(change, { depth: 0, ref })
      expect([ref, ran.status, ran.outputs['errors'], notes(ran)]).toEqual([ref, 1, '1', []])
    }
  })

  test('that puts configurations where nobody reads them', async () => {
    const ran = await pull({ base: { [file]: start, [config]: strict }, head: { [file]: low, [`lab/${config}`]: '' } })
    expect([ran.status, ran.outputs['errors'], notes(ran)]).toEqual([1, '1', []])
  })

  test('that alters what the configuration extends', async () => {
    const base = { [file]: start, [config]: 'extends: ./house.yml\n', 'house.yml': strict }
    const ran = await pull({ base, head: { [file]: low, 'house.yml': 'rules: { outside-policy: off }\n' } })
    expect(notes(ran)).toEqual([`notice house.yml: house.yml is altered by this change: ${later}`])
    expect(ran.outputs['errors']).toBe('1')
  })

  test('that names another configuration in its workflow', async () => {
    const base = { [file]: start, 'a.yml': strict }
    const ran = await pull({ base, head: { [file]: low, 'b.yml': strict } }, { inputs: { config: 'b.yml' } })
    expect(notes(ran)).toEqual([`notice b.yml: b.yml is new with this change: ${later}`])
    expect([ran.status, ran.outputs['errors']]).toEqual([0, '0'])
  })

  test('that makes the configuration a link', async () => {
    const origin = originOf({ base: { [file]: start, [config]: strict }, head: { [file]: low } })
    const workspace = checkout(origin, 'refs/pull/7/merge', 0)
    plainGit(workspace, 'rm', '-q', config)
    symlinkSync('/etc/hostname', join(workspace, config))
    const ran = await runAction({ workspace, event: { name: 'pull_request', payload: pullPayload(origin) } })
    expect([ran.status, ran.outputs['exit-code']]).toEqual([1, '2'])
    expect(ran.step.annotations[0]?.message).toContain('.sysctl-lint.yml is a symbolic link')
  })
})

test('what a change does to a policy alone brings no findings', async () => {
  const ran = await pull({ base: { [file]: low, [config]: '' }, head: { [config]: strict } })
  expect([ran.status, annotated(ran)]).toEqual([0, [`notice ${config}:1 sysctl-lint: policy`]])
})

test('a configuration that the change breaks is an error at once; one that was broken gives way to what mends it', async () => {
  const broken = await pull({ base: { [file]: start, [config]: strict }, head: { [config]: 'rulez: {}\n' } })
  expect([broken.status, broken.outputs['exit-code']]).toEqual([1, '2'])
  expect(broken.step.annotations.map(a => a.message)).toEqual([
    expect.stringMatching(/^\.sysctl-lint\.yml:1:1: rulez is no key of a configuration.*did you mean rules\?$/),
  ])
  const mended = await pull({
    base: { [file]: start, [config]: 'rulez: {}\n' },
    head: { [file]: low, [config]: strict },
  })
  expect([mended.status, mended.outputs['errors']]).toEqual([1, '1'])
  expect(notes(mended)).toEqual([
    expect.stringContaining('is altered by this change'),
    expect.stringContaining(
      'The configuration of the base commit cannot be used, so this run goes by that of the checkout',
    ),
  ])
})

test('where the base is not in the clone, the checkout decides, and a notice says so', async () => {
  const change = {
    base: { [file]: start, [config]: strict },
    head: { [file]: low, [config]: 'rules: { outside-policy: off }\n' },
  }
  const origin = originOf(change)
  const world = createWorld({
    pull: { number: 7, files: [{ filename: config, status: 'modified', patch: '@@ -1 +1 @@\n-a\n+b', changes: 2 }] },
  })
  const github = await startGitHub(world)
  const ran = await runAction({
    workspace: checkout(origin),
    event: { name: 'pull_request', payload: pullPayload(origin) },
    inputs: { 'github-token': world.token },
    env: { GITHUB_API_URL: github.url, GITHUB_SHA: origin.merge },
  })
  expect([ran.status, ran.outputs['errors']]).toEqual([0, '0'])
  expect(notes(ran)).toEqual([
    `notice ${config}: ${config} is altered by this change: this run goes by it as the change has it`,
    expect.stringContaining('give actions/checkout fetch-depth: 2'),
  ])
})

test('a clone without the base’s files is as good as none', async () => {
  const change = {
    base: { [file]: start, [config]: strict },
    head: { [file]: low, [config]: 'rules: { outside-policy: off }\n' },
  }
  const origin = originOf(change)
  const workspace = checkout(origin, 'refs/pull/7/merge', 0)
  const id = plainGit(workspace, 'rev-parse', `${origin.base}:${config}`).trim()
  plainGit(workspace, 'repack', '-adq')
  // what a partial clone leaves out
  const packs = plainGit(workspace, 'rev-list', '--objects', '--all')
    .split('\n')
    .map(line => line.split(' ')[0]!)
  const kept = packs.filter(one => one !== '' && one !== id)
  const pack = execFileSync('git', ['pack-objects', '--stdout'], { cwd: workspace, input: `${kept.join('\n')}\n` })
  rmSync(join(workspace, '.git/objects/pack'), { recursive: true })
  execFileSync('git', ['unpack-objects', '-q'], { cwd: workspace, input: pack })
  const ran = await runAction({
    workspace,
    event: { name: 'pull_request', payload: pullPayload(origin) },
    env: { GITHUB_SHA: origin.merge },
  })
  expect(notes(ran)).toEqual([
    `notice ${config}: ${config} is altered by this change: this run goes by it as the change has it`,
    expect.stringContaining('give actions/checkout fetch-depth: 2'),
  ])
})

test('other events go by the checkout, and say nothing', async () => {
  const origin = originOf({ base: { [file]: low, [config]: strict }, head: {} })
  for (const [name, payload] of [
    ['schedule', {}],
    ['workflow_dispatch', payloadOf('workflow_dispatch', () => {})],
    ['pull_request_target', pullPayload(origin)],
  ] as const) {
    const workspace = checkout(origin, 'refs/heads/main', 0)
    const ran = await runAction({ workspace, event: { name, payload }, env: { GITHUB_SHA: origin.base } })
    expect([name, ran.status, notes(ran)]).toEqual([name, 1, []])
  }
})

test('merge_group goes by what the queue builds on', async () => {
  const origin = originOf({ base: { [file]: start, [config]: strict }, head: { [file]: low, [config]: null } })
  const payload = payloadOf('merge_group', p =>
    Object.assign(p.merge_group, { base_sha: origin.base, head_sha: origin.merge }),
  )
  const workspace = checkout(origin, 'refs/pull/7/merge', 2)
  const ran = await runAction({ workspace, event: { name: 'merge_group', payload }, env: { GITHUB_SHA: origin.merge } })
  expect([ran.status, ran.outputs['errors'], notes(ran).length]).toEqual([1, '1', 1])
})

test('inputs beat the configuration: kernel, loader, fail-on, exclude', async () => {
  const base = { [config]: lines('kernel: "4.9"', 'loader: procps', 'exclude: [old/]'), [file]: start }
  const change = {
    base,
    head: { [file]: 'net.ipv4.tcp_tw_recycle = 0\n', 'old/sysctl.conf': 'net.ipv4.tcp_rmem = x\n' },
  }
  const byConfig = await pull(change)
  expect([byConfig.outputs['errors'], byConfig.outputs['notices']]).toEqual(['0', '0'])
  const byInput = await pull(change, { inputs: { kernel: '6.1', 'fail-on': 'notice' } })
  expect([byInput.status, byInput.outputs['errors'], byInput.outputs['notices']]).toEqual([1, '0', '1'])
})

describe('comments that set aside', () => {
  const ignored = lines('# sysctl-lint: ignore[tcp-tw-recycle] old | kernels ::error::', 'net.ipv4.tcp_tw_recycle = 1')
  test('a new one is told of, and of an old one nothing', async () => {
    const ran = await pull({
      base: { [file]: start, 'etc/sysctl.d/70.conf': ignored },
      head: { [file]: `${start}${ignored}` },
    })
    expect([ran.status, ran.outputs['errors']]).toEqual([0, '0'])
    expect(notes(ran)).toEqual([
      expect.stringMatching(
        /^notice etc\/sysctl\.d\/60-tcp\.conf: ignore\[tcp-tw-recycle\] is a comment that this change brings, and sets findings aside; its reason: old \| kernels/,
      ),
    ])
    expect(ran.step.annotations[0]?.data['line']).toBe('2')
    expect(ran.summary).toMatch(/### Policy\n\n- `etc\/sysctl\.d\/60-tcp\.conf:2` `ignore/)
    expect(ran.summary).toContain('2 findings are set aside.')
    expect(ran.stdout).toContain('2 findings set aside')
  })

  test('taking one away brings the finding', async () => {
    const ran = await pull({ base: { [file]: ignored }, head: { [file]: 'net.ipv4.tcp_tw_recycle = 1\n' } })
    expect([ran.status, ran.outputs['errors']]).toEqual([1, '1'])
  })

  test('inline-ignores: false hears none of them', async () => {
    const ran = await pull(
      { base: { [file]: start }, head: { [file]: ignored } },
      { inputs: { 'inline-ignores': 'false' } },
    )
    expect([ran.status, ran.outputs['errors'], notes(ran)]).toEqual([1, '1', []])
  })
})

describe('baseline', () => {
  const old = lines('net.ipv4.tcp_tw_recycle = 1')
  const inputs = { baseline: 'known.json', scope: 'all' }
  /** What the command line writes for these files. */
  const written = (workspace: string): string => {
    runCli(workspace, ['--write-baseline', 'known.json'])
    return readFileSync(join(workspace, 'known.json'), 'utf8')
  }
  const knownOf = (files: Change['base']) =>
    written(checkout(originOf({ base: files, head: {} }), 'refs/heads/main', 1))

  test('what it knows does not count, also where the change renames the file or alters the baseline', async () => {
    const known = knownOf({ [file]: old })
    const base = { [file]: old, 'known.json': known }
    const renamed = 'etc/sysctl.d/70-tcp.conf'
    for (const head of [{ 'x.txt': '' }, { [file]: null, [renamed]: old }]) {
      const ran = await pull({ base, head }, { inputs })
      expect([ran.status, ran.outputs['errors'], notes(ran)]).toEqual([0, '0', []])
      expect(ran.stdout).toContain('1 finding set aside')
    }
    const more = { [renamed]: `# more\n${old}` }
    const both = knownOf({ [file]: old, ...more })
    const ran = await pull({ base, head: { ...more, 'known.json': both } }, { inputs, fork: true })
    expect([ran.status, ran.outputs['errors']]).toEqual([1, '1'])
    expect(notes(ran)).toEqual([
      `notice known.json: known.json is altered by this change: it sets 2 known findings aside where it set aside 1; ${later}`,
    ])
  })

  test('what is known twice and there three times is new once', async () => {
    const one =
      'resource "aws_instance" "x" {\n  user_data = <<EOT\n#!/bin/sh\nsysctl -w net.ipv4.tcp_tw_recycle=1\nEOT\n}\n'
    const script = (n: number) => one.repeat(n)
    const known = knownOf({ 'main.tf': script(2) })
    const ran = await pull(
      { base: { 'main.tf': script(2), 'known.json': known }, head: { 'main.tf': script(3) } },
      { inputs: { baseline: 'known.json', 'fail-on': 'notice' } },
    )
    expect(annotated(ran).filter(text => text.includes('tcp-tw-recycle'))).toHaveLength(1)
  })

  test('stale entries are said, a broken or missing baseline is an error', async () => {
    const known = knownOf({ [file]: old })
    const stale = await pull({ base: { [file]: old, 'known.json': known }, head: { [file]: start } }, { inputs })
    expect(stale.stdout).toContain(`Baseline: nothing found any more of 1 known finding`)
    const broken = await pull({ base: { [file]: old, 'known.json': known }, head: { 'known.json': '{' } }, { inputs })
    expect([broken.outputs['exit-code'], broken.step.annotations[0]?.message]).toEqual([
      '2',
      'baseline: known.json is no JSON; --write-baseline makes a new one',
    ])
    const gone = await pull({ base: { [file]: old }, head: {} }, { inputs })
    expect(gone.outputs['exit-code']).toBe('2')
  })
})

test('patterns that match nothing are one warning', async () => {
  const text = lines(
    'exclude: [gone/, "also gone/"]',
    'overrides:',
    '  - files: nothing/**',
    '    rules: { syntax: off }',
  )
  const ran = await pull({ base: { [config]: text, [file]: start }, head: { 'a.txt': '' } })
  expect(ran.step.annotations.map(a => a.level)).toEqual(['warning'])
  expect(ran.step.annotations[0]?.message).toContain(`${config}:3:12: nothing/** matches no file`)
})

test('the text of a policy is inert wherever it is told', async () => {
  const evil = '.github/sysctl-lint.yml'
  const origin: Origin = originOf({
    base: { [file]: start },
    head: {
      [evil]: 'rules: {}\n',
      [file]: lines(
        '# sysctl-lint: ignore[tcp-tw-recycle] ##[error]x <!-- @octocat #1 [a](javascript:b) ` | \u202e',
        'net.ipv4.tcp_tw_recycle = 1',
      ),
    },
  })
  const workspace = checkout(origin, 'refs/pull/7/merge', 2)
  writeFileSync(join(workspace, 'seen'), '')
  const ran = await runAction({ workspace, event: { name: 'pull_request', payload: pullPayload(origin, true) } })
  expect(notes(ran)).toHaveLength(2)
  expect(ran.step.annotations.every(a => a.level === 'notice')).toBe(true)
  expect(ran.stdout).not.toContain('##[error]')

  expect(suspicious(takeApart(ran.summary).outside)).toEqual([])
})
