import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compare } from './ansible/compare.ts'
import { constructs } from './ansible/constructs.ts'
import { python, runProjects, writeProject } from './ansible/real.ts'
import { makeProject } from './ansible-projects.ts'

const required = process.env['SYSCTL_LINT_ORACLE'] === 'require'
const count = Number(process.env['SYSCTL_LINT_ORACLE_PROJECTS'] ?? 40)
const first = Number(process.env['SYSCTL_LINT_ORACLE_SEED'] ?? 1)
const workers = Number(process.env['SYSCTL_LINT_ORACLE_WORKERS'] ?? 2)

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
    const wrong: string[] = []
    const unknown: string[] = []
    let kept: string | null = null
    await runProjects(projects, workers, async (project, folder, real) => {
      total.hosts += real.length
      for (const { status, output } of real) if (status !== 0) failed.push(`seed ${project.seed}: ${output}`)
      if (real.some(one => one.status !== 0)) return
      const found = await compare(project, folder, real)
      for (const key of ['compared', 'sure', 'known'] as const) total[key] += found[key]
      unknown.push(...found.unknown.map(line => `seed ${project.seed}: ${line}`))
      if (found.differences.length === 0) return
      kept ??= mkdtempSync(join(tmpdir(), 'ansible-differences-'))
      writeProject(join(kept, String(project.seed)), project)
      writeFileSync(join(kept, `${project.seed}.json`), JSON.stringify({ ...found, real }, null, 1))
      wrong.push(...found.differences.map(one => `seed ${project.seed}: ${JSON.stringify(one)}`))
    })
    const share = (total.known / total.sure) * 100
    const shares = constructs.map(c => [c, projects.filter(p => p.marks.has(c)).length / count] as const)
    console.log(
      `Ansible oracle: ${count} projects, ${total.hosts} hosts, ${total.compared} values compared, ${wrong.length} differences; ` +
        `${total.known} of ${total.sure} parameters set without conditions are known (${share.toFixed(1)} %)\n` +
        shares.map(([name, part]) => `${name} ${(part * 100).toFixed(0)} %`).join(', '),
    )
    if (process.env['SYSCTL_LINT_ORACLE_UNKNOWN'])
      writeFileSync(process.env['SYSCTL_LINT_ORACLE_UNKNOWN'], unknown.join('\n'))
    expect(failed, 'projects that the real Ansible does not run to the end').toEqual([])
    expect(wrong, `the projects are in ${kept}`).toEqual([])
    expect(share, unknown.slice(0, 30).join('\n')).toBeGreaterThanOrEqual(95)
    expect(shares.filter(([, part]) => part < 0.05)).toEqual([])
  },
)
