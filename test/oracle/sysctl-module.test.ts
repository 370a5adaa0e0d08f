import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { effectiveTargets } from '../../src/core/effective.ts'
import { lintTexts } from '../../src/lint-texts.ts'
import { type Random, randomOf } from './ansible/random.ts'
import { python } from './ansible/real.ts'

const required = process.env['SYSCTL_LINT_ORACLE'] === 'require'
const possible =
  spawnSync(python, ['-c', 'import ansible_collections.ansible.posix']).status === 0 &&
  spawnSync('sysctl', ['--version']).status === 0
if (!possible) console.log('skipped: the oracle of ansible.posix.sysctl wants ansible and procps')

const driver = fileURLToPath(new URL('sysctl-module-driver.py', import.meta.url))
const count = Number(process.env['SYSCTL_LINT_ORACLE_EDITS'] ?? 400)

interface Call {
  readonly name: string
  readonly value: string | null
  readonly state: 'present' | 'absent'
}

interface Case {
  readonly text: string
  readonly calls: readonly Call[]
}

const keys = ['fin_timeout', 'syn_retries', 'retries2', 'orphan_retries']

function keyFrom(random: Random): string {
  const name = `net.ipv4.tcp_${random.pick(keys)}`
  // another spelling is another key to the module
  return random.chance(0.15) ? name.replaceAll('.', '/') : name
}

function lineFrom(random: Random): string {
  if (random.chance(0.1)) return random.pick(['# net.ipv4.tcp_fin_timeout = 1', '', '; x=1', 'vm.swappiness = 10'])
  const dash = random.chance(0.1) ? '-' : ''
  return `${dash}${keyFrom(random)}${random.pick(['=', ' = ', ' =\t'])}${2 + random.below(8)}`
}

function makeCase(seed: number): Case {
  const random = randomOf(seed)
  const lines = Array.from({ length: random.below(8) }, () => lineFrom(random))
  const calls = Array.from({ length: 1 + random.below(4) }, (): Call => {
    const absent = random.chance(0.25)
    const name = random.chance(0.15) ? 'vm.swappiness' : keyFrom(random)
    return { name, value: absent ? null : String(2 + random.below(8)), state: absent ? 'absent' : 'present' }
  })
  return { text: lines.map(line => `${line}\n`).join(''), calls }
}

/** The same as a playbook. */
function playbook({ text, calls }: Case): string {
  const tasks = calls.map(({ name, value, state }) => {
    const given = value === null ? '' : `, value: '${value}'`
    return `    - ansible.posix.sysctl: {name: ${name}${given}, state: ${state}, sysctl_file: /etc/sysctl.d/60.conf, reload: false}\n`
  })
  const copy = `    - copy: {dest: /etc/sysctl.d/60.conf, content: ${JSON.stringify(text)}}\n`
  return `- hosts: all\n  tasks:\n${text === '' ? '' : copy}${tasks.join('')}`
}

async function values(files: Readonly<Record<string, string>>): Promise<Record<string, string | null>> {
  const { settled } = await lintTexts(Object.entries(files).map(([path, text]) => ({ path, text })))
  const [end] = effectiveTargets(settled.filter(({ target }) => /^(tree|ansible-host):/.test(target.id)))
  return Object.fromEntries((end?.parameters ?? []).map(({ parameter, value }) => [parameter, value]))
}

test.skipIf(!possible && !required)(
  `${count} files that ansible.posix.sysctl has edited set what we say`,
  { timeout: 600_000 },
  async () => {
    const cases = Array.from({ length: count }, (_, i) => makeCase(i + 1))
    const ran = spawnSync(python, [driver], { input: JSON.stringify(cases), encoding: 'utf8', maxBuffer: 1 << 28 })
    expect(ran.status, ran.stderr).toBe(0)
    const ends: string[] = JSON.parse(ran.stdout)
    let total = 0
    let known = 0
    let doubled = 0
    const wrong: unknown[] = []
    for (const [i, one] of cases.entries()) {
      const real = await values({ 'etc/sysctl.d/60.conf': ends[i]! })
      const told = await values({ 'hosts.ini': 'web1\n', 'site.yml': playbook(one) })
      if (/^-?(net\S+)[ \t]*=(.*\n)+\1[ \t]*=/m.test(one.text)) doubled++
      for (const [parameter, value] of Object.entries(told)) {
        total++
        if (value === null) continue
        known++
        if (value !== real[parameter]) wrong.push({ seed: i + 1, ...one, end: ends[i], parameter, value })
      }
      for (const parameter of Object.keys(real))
        if (!(parameter in told)) wrong.push({ seed: i + 1, ...one, end: ends[i], parameter, missing: true })
    }
    console.log(
      `ansible.posix.sysctl: ${count} files, ${doubled} with a key twice, ${known} of ${total} values known, ${wrong.length} wrong`,
    )
    expect(wrong.slice(0, 5)).toEqual([])
    expect(doubled).toBeGreaterThan(count / 10)
    expect(known / total).toBeGreaterThan(0.9)
  },
)
