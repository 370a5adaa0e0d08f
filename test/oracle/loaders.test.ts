import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { release, tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Effect } from '../../src/core/effect.ts'
import type { Loader } from '../../src/core/setting.ts'
import { parseKernel } from '../../src/kernel/range.ts'
import { lintTexts } from '../../src/lint-texts.ts'

const required = process.env['SYSCTL_LINT_ORACLE'] === 'require'
const trees = Number(process.env['SYSCTL_LINT_ORACLE_TREES'] ?? 400)

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
const path = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(
        fc.constantFrom('/etc/sysctl.d', '/run/sysctl.d', '/usr/local/lib/sysctl.d', '/usr/lib/sysctl.d'),
        fc.constantFrom(
          '10-a.conf',
          '20-b.conf',
          '9-c.conf',
          '99-sysctl.conf',
          '99-z.conf',
          'Z.conf',
          'a.conf',
          '.hidden.conf',
          '50-x',
          '50-x.conf.bak',
        ),
      )
      .map(([folder, name]) => `${folder}/${name}`),
  },
  { weight: 1, arbitrary: fc.constant('/etc/sysctl.conf') },
)
const tree = fc.dictionary(path, content, { minKeys: 1, maxKeys: 4, noNullPrototype: true })

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
    const old = before[setting.parameter]?.split(' ')
    // half-stored vectors are played in order by the caller's trees at most once
    after[setting.parameter] = effective
      .split(' ')
      .map((n, i) => (n === '*' ? (old?.[i] ?? n) : n))
      .join(' ')
  }
  return after
}

const possible =
  process.getuid?.() === 0 &&
  existsSync('/lib/systemd/systemd-sysctl') &&
  spawnSync('sysctl', ['--version']).status === 0
if (!possible) console.log('skipped: the loaders oracle wants root, procps and systemd')

test.skipIf(!possible && !required)(
  `${trees} random trees end up as the real loaders leave them`,
  { timeout: 900_000 },
  async () => {
    const cases = fc.sample(tree, { numRuns: trees, seed: Number(process.env['SYSCTL_LINT_ORACLE_SEED'] ?? 1) })
    const folder = mkdtempSync(join(tmpdir(), 'oracle-'))
    writeFileSync(join(folder, 'cases.json'), JSON.stringify({ cases, before }))
    const run = inNamespace(join(folder, 'cases.json'))
    rmSync(folder, { recursive: true })
    expect(run.status, run.stderr).toBe(0)
    const real: Record<Loader, Record<string, string>>[] = JSON.parse(run.stdout)
    const kernel = parseKernel(release().split('-')[0]!, 1000)
    if ('error' in kernel) throw new Error(kernel.error)
    let compared = 0
    let unknown = 0
    for (const [i, files] of cases.entries())
      for (const loader of ['systemd', 'procps'] as const) {
        const texts = Object.entries(files).map(([name, text]) => ({ path: name.slice(1), text }))
        const { effects } = await lintTexts(texts, { kernel, loader, rules: [] })
        const vague = new Set(effects.filter(e => e.outcome === 'unknown').map(e => e.setting.parameter))
        const halves = effects.filter(e => e.effective?.includes('*')).length > 0
        const said = expected(effects)
        for (const name of Object.keys(before)) {
          if (vague.has(name) || (halves && name.endsWith('mem'))) unknown++
          else {
            compared++
            expect({ loader, name, value: said[name] }, JSON.stringify(files, null, 1)).toEqual({
              loader,
              name,
              value: real[i]![loader][name],
            })
          }
        }
      }
    console.log(`loaders oracle: ${cases.length} trees, ${compared} values compared, ${unknown} not known`)
    expect(compared).toBeGreaterThan(unknown * 5)
  },
)
