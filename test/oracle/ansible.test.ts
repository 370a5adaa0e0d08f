import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compare, type Difference } from './ansible/compare.ts'
import { constructs } from './ansible/constructs.ts'
import { python, runProjects, writeProject } from './ansible/real.ts'
import { shrink } from './ansible/shrink.ts'
import { makeProject } from './ansible-projects.ts'

const required = process.env['SYSCTL_LINT_ORACLE'] === 'require'
const count = Number(process.env['SYSCTL_LINT_ORACLE_PROJECTS'] ?? 40)
const first = Number(process.env['SYSCTL_LINT_ORACLE_SEED'] ?? 1)
const workers = Number(process.env['SYSCTL_LINT_ORACLE_WORKERS'] ?? 2)
/** How many projects with a difference are made smaller, which takes a minute each. */
const toShrink = Number(process.env['SYSCTL_LINT_ORACLE_SHRINK'] ?? 3)

const possible =
  process.getuid?.() === 0 &&
  existsSync('/lib/systemd/systemd-sysctl') &&
  spawnSync('sysctl', ['--version']).status === 0 &&
  spawnSync(python, ['-c', 'import ansible.cli.playbook, ansible_collections.ansible.posix']).status === 0
if (!possible) console.log('skipped: the Ansible oracle wants root, procps, systemd and ansible')

test.skipIf(!possible && !required)(
  `${count} random Ansible projects end up as the real Ansible leaves them`,
  { timeout: 24 * 3_600_000 },
  async () => {
    const projects = Array.from({ length: count }, (_, i) => makeProject(first + i))
    const total = { hosts: 0, compared: 0, sure: 0, known: 0 }
    const failed: string[] = []
    const differing = new Map<number, readonly Difference[]>()
    const unknown: string[] = []
    await runProjects(projects, workers, async (project, folder, real) => {
      total.hosts += real.length
      for (const { status, output } of real)
        if (status !== 0 || output.includes('Unable to parse')) failed.push(`seed ${project.seed}: ${output}`)
      if (real.some(one => one.status !== 0)) return
      const found = await compare(project, folder, real)
      for (const key of ['compared', 'sure', 'known'] as const) total[key] += found[key]
      unknown.push(...found.unknown.map(line => `seed ${project.seed}: ${line}`))
      if (found.differences.length === 0) return
      differing.set(project.seed, found.differences)
    })
    const wrong = [...differing].flatMap(([seed, all]) => all.map(one => `seed ${seed}: ${JSON.stringify(one)}`))
    const kept = differing.size > 0 ? mkdtempSync(join(tmpdir(), 'ansible-differences-')) : ''
    for (const [seed, [difference]] of [...differing].slice(0, toShrink)) {
      const [project, left] = await shrink(seed, difference!)
      writeProject(join(kept, String(seed)), project)
      writeFileSync(join(kept, `${seed}.json`), JSON.stringify(left, null, 1))
    }
    const share = (total.known / total.sure) * 100
    // a small run says little of shares: then they are of the projects of a full one
    const all = count >= 500 ? projects : Array.from({ length: 1000 }, (_, i) => makeProject(first + i))
    const shares = constructs.map(c => [c, all.filter(p => p.marks.has(c)).length / all.length] as const)
    console.log(
      `Ansible oracle: ${count} projects, ${total.hosts} hosts, ${total.compared} values compared, ${wrong.length} differences; ` +
        `${total.known} of ${total.sure} parameters set without conditions are known (${share.toFixed(1)} %)\n` +
        shares.map(([name, part]) => `${name} ${(part * 100).toFixed(0)} %`).join(', '),
    )
    if (process.env['SYSCTL_LINT_ORACLE_UNKNOWN'])
      writeFileSync(process.env['SYSCTL_LINT_ORACLE_UNKNOWN'], unknown.join('\n'))
    expect(failed, 'projects that the real Ansible does not run to the end').toEqual([])
    expect(wrong, `the smallest projects are in ${kept}`).toEqual([])
    expect(share, unknown.slice(0, 30).join('\n')).toBeGreaterThanOrEqual(95)
    expect(shares.filter(([, part]) => part < 0.05)).toEqual([])
  },
)
