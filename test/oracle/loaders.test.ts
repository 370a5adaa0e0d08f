import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { release, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Effect } from '../../src/core/effect.ts'
import { effectiveTargets } from '../../src/core/effective.ts'
import type { Loader } from '../../src/core/setting.ts'
import { parseKernel } from '../../src/kernel/range.ts'
import { run } from '../../src/run.ts'

const required = process.env['SYSCTL_LINT_ORACLE'] === 'require'
const trees = Number(process.env['SYSCTL_LINT_ORACLE_TREES'] ?? 400)

interface Link {
  readonly link: string
}
/** Path → text, or where a link leads. */
type Tree = Readonly<Record<string, string | Link>>

/** What stands in the namespace before each run, so that "unchanged" can be seen. */
const before: Record<string, string> = {
  'net.ipv4.tcp_fin_timeout': '77',
  'net.ipv4.tcp_keepalive_time': '7777',
  'net.ipv4.tcp_keepalive_intvl': '77',
  'net.ipv4.tcp_keepalive_probes': '7',
  'net.ipv4.tcp_tw_reuse': '0',
  'net.ipv4.tcp_rmem': '4111 131111 6111111',
  'net.ipv4.tcp_syn_retries': '7',
}

const key = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...Object.keys(before)) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.keys(before)).map(k => k.replaceAll('.', '/')) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'net.ipv4.tcp_keepalive_*',
      'net.ipv4.tcp_keepalive_[it]*',
      'net.ipv4.tcp_fin_timeou?',
      'net/ipv4/tcp_[!k]*timeout',
      'net.*.tcp_syn_retries',
      'net.ipv4/tcp_fin_timeout',
      'net.ipv4.tcp_tw_recycle',
      'net.ipv4..tcp_fin_timeout',
      'net.ipv4.tcp_fin_timeout.',
      'vm.nonsense',
      'NET.ipv4.tcp_fin_timeout',
    ),
  },
)
const value = fc.constantFrom(
  '30',
  '020',
  '0x1e',
  '5 # five',
  '5#',
  '30s',
  '',
  '1',
  '2',
  '3',
  '"30"',
  '8192 262144',
  '4096 1 16M',
  '127',
  '0',
  'yes',
)
const blank = fc.constantFrom('', '', ' ', '\t', '  ')
const assignment = fc
  .tuple(blank, fc.constantFrom('', '', '', '-', '- '), key, blank, blank, value, fc.constantFrom('', '', ' ', '\r'))
  .map(([a, dash, k, b, c, v, d]) => `${a}${dash}${k}${b}=${c}${v}${d}`)
const line = fc.oneof(
  { weight: 9, arbitrary: assignment },
  { weight: 1, arbitrary: key.map(k => `-${k}`) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('# ', '; ', ' #'), assignment).map(([c, a]) => c + a) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', 'net.ipv4.tcp_fin_timeout 30', 'net.ipv4.tcp_syn_retries: 3', 'x', '=', '= 3', '-'),
  },
)
const content = fc
  .tuple(fc.array(line, { maxLength: 6 }), fc.boolean())
  .map(([lines, end]) => lines.join('\n') + (end ? '\n' : ''))
const folders = ['/etc/sysctl.d', '/run/sysctl.d', '/usr/local/lib/sysctl.d', '/usr/lib/sysctl.d'] as const
const names = ['10-a', '20-b', '9-c', '99-sysctl', '99-z', 'Z', 'a', '.hidden'].map(name => `${name}.conf`)
const path = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom(...folders), fc.constantFrom(...names, '50-x', '50-x.conf.bak'))
      .map(([folder, name]) => `${folder}/${name}`),
  },
  { weight: 1, arbitrary: fc.constant('/etc/sysctl.conf') },
)
const written = fc.dictionary(path, content, { minKeys: 1, maxKeys: 4, noNullPrototype: true })
/** A link that switches a file off, one that leads nowhere, and systemd's own. */
const link = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(path, fc.constantFrom('/dev/null', '/dev/null', 'nowhere.conf')) },
  { weight: 1, arbitrary: fc.constant(['/etc/sysctl.d/99-sysctl.conf', '../sysctl.conf'] as const) },
)
const tree = fc
  .tuple(
    written,
    fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(link, { minLength: 1, maxLength: 2 }) },
    ),
  )
  .map(([files, links]): Tree => {
    const whole: Record<string, string | Link> = { ...files }
    for (const [place, to] of links) if (place !== '/etc/sysctl.conf') whole[place] = { link: to }
    return whole
  })

const inNamespace = (file: string) =>
  spawnSync('unshare', ['-n', '-m', process.execPath, new URL('loaders-driver.mjs', import.meta.url).pathname, file], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 600_000,
  })

function expected(effects: readonly Effect[]): Record<string, string> {
  const after = { ...before }
  for (const { setting, outcome, effective } of effects) {
    if (outcome !== 'applied' || !effective) continue
    // half-stored vectors are played in order by the caller's trees at most once
    after[setting.parameter] = filled(effective, setting.parameter)
  }
  return after
}

const possible =
  process.getuid?.() === 0 &&
  existsSync('/lib/systemd/systemd-sysctl') &&
  spawnSync('sysctl', ['--version']).status === 0
if (!possible) console.log('skipped: the loaders oracle wants root, procps and systemd')

interface Real {
  readonly systemd: Record<string, string>
  readonly procps: Record<string, string>
  /** Under systemd, where the host has the link to /etc/sysctl.conf and the tree does not speak of it. */
  readonly linked?: Record<string, string>
}

/** Lays the trees out as folders of one repository. */
function layOut(repository: string, cases: readonly Tree[]): void {
  for (const [i, files] of cases.entries())
    for (const [name, text] of Object.entries(files)) {
      const place = join(repository, rootOf(i), name)
      mkdirSync(dirname(place), { recursive: true })
      if (typeof text === 'string') writeFileSync(place, text)
      else symlinkSync(text.link, place)
    }
  if (spawnSync('git', ['init', '-q', repository]).status !== 0) throw new Error('git init failed')
}

const rootOf = (i: number): string => `tree${String(i).padStart(5, '0')}`

test.skipIf(!possible && !required)(
  `${trees} random trees end up as the real loaders leave them`,
  { timeout: 3_600_000 },
  async () => {
    const cases = fc.sample(tree, { numRuns: trees, seed: Number(process.env['SYSCTL_LINT_ORACLE_SEED'] ?? 1) })
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'oracle-')))
    try {
      writeFileSync(join(folder, 'cases.json'), JSON.stringify({ cases, before }))
      const driven = inNamespace(join(folder, 'cases.json'))
      expect(driven.status, driven.stderr).toBe(0)
      const real: Real[] = JSON.parse(driven.stdout)
      layOut(join(folder, 'trees'), cases)
      const wrong: string[] = []
      const counts = { compared: 0, unknown: 0, effective: 0 }
      for (const loader of ['systemd', 'procps'] as const)
        wrong.push(...(await compare(join(folder, 'trees'), loader, cases, real, counts)))
      const links = cases.filter(files => Object.values(files).some(text => typeof text !== 'string')).length
      const { compared, unknown, effective } = counts
      console.log(
        `loaders oracle: ${cases.length} trees (${links} with links), ${compared} values compared, ${unknown} not known; ${effective} effective values compared`,
      )
      expect(wrong.length, wrong.slice(0, 5).join('\n\n')).toBe(0)
      expect(compared).toBeGreaterThan(unknown * 5)
      expect(links).toBeGreaterThan(cases.length / 5)
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
)

async function compare(
  cwd: string,
  loader: Loader,
  cases: readonly Tree[],
  real: readonly Real[],
  counts: { compared: number; unknown: number; effective: number },
): Promise<string[]> {
  const wrong: string[] = []
  const kernel = parseKernel(release().split('-')[0]!, 1000)
  if ('error' in kernel) throw new Error(kernel.error)
  const report = await run({ cwd, paths: [], exclude: [], kernel, loader, judge: false })
  const byRoot = new Map<string, Effect[]>(cases.map((_, i) => [rootOf(i), []]))
  for (const effect of report.settings) byRoot.get(effect.setting.key.source.path.split('/')[0]!)!.push(effect)
  const ends = new Map(effectiveTargets(report.targets).map(target => [target.name.replace(/\/$/, ''), target]))
  for (const [i, files] of cases.entries()) {
    const root = rootOf(i)
    const shown = JSON.stringify(files, null, 1)
    const effects = byRoot.get(root)!
    const vague = new Set(effects.filter(e => e.outcome === 'unknown').map(e => e.setting.parameter))
    const halves = effects.filter(e => e.effective?.includes('*')).length > 0
    const said = expected(effects)
    for (const name of Object.keys(before)) {
      if (vague.has(name) || (halves && name.endsWith('mem'))) counts.unknown++
      else {
        counts.compared++
        const world = real[i]![loader][name]
        if (said[name] !== world) wrong.push(`tree ${i}: ${loader} ${name}: ${said[name]} for ${world}\n${shown}`)
      }
    }
    for (const { parameter, value } of ends.get(root)?.parameters ?? []) {
      if (value === null || !(parameter in before)) continue
      const whole = filled(value, parameter)
      const { linked, ...own } = real[i]!
      for (const world of loader === 'systemd' && linked ? [own.systemd, linked] : [own[loader]]) {
        counts.effective++
        const where = world === linked ? 'with the link to sysctl.conf' : loader
        if (whole === world[parameter]) continue
        wrong.push(`tree ${i}: effective ${parameter}, ${where}: ${whole} for ${world[parameter]}\n${shown}`)
      }
    }
  }
  return wrong
}

/** `*` stands for a number that stays what it was. */
function filled(value: string, parameter: string): string {
  const old = before[parameter]?.split(' ')
  return value
    .split(' ')
    .map((n, i) => (n === '*' ? (old?.[i] ?? n) : n))
    .join(' ')
}
