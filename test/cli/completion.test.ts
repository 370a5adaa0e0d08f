import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commandNames, commands, everywhere } from '../../src/io/arguments.ts'
import { choices } from '../../src/io/options.ts'
import { rules } from '../../src/rules/registry.generated.ts'
import { tempTree } from '../io/temp-tree.ts'
import { runCli } from './run-cli.ts'

const shells = ['bash', 'zsh', 'fish'] as const
const has = (shell: string) => !spawnSync(shell, ['--version']).error

/** A folder with the script of a shell and some files to complete. */
function room(shell: string): string {
  const root = tempTree({ 'etc/60-a.conf': '', 'with blank.conf': '' })
  const { stdout, status } = runCli(root, ['completion', shell])
  expect(status).toBe(0)
  writeFileSync(join(root, '_script'), stdout)
  return root
}

/** What a shell offers at the end of a line that starts with `sysctl-lint`, without descriptions. */
const complete: Record<(typeof shells)[number], (root: string, line: string) => string[]> = {
  bash: (root, line) => {
    // readline splits words at = too (COMP_WORDBREAKS)
    const words = line.split(/ |(=)/).filter(word => word !== undefined)
    const script = `source ./_script
complete -p sysctl-lint > /dev/null || exit 9
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_sysctl_lint
printf '%s\\n' "\${COMPREPLY[@]}"`
    return run(root, 'bash', ['--norc', '-c', script, 'bash', ...words])
  },
  zsh: (root, line) => run(root, 'zsh', ['-f', '-c', zshDriver, 'zsh', line]),
  fish: (root, line) =>
    run(root, 'fish', ['--no-config', '-c', 'source ./_script; complete -C $argv[1]', line]).map(
      one => one.split('\t')[0]!,
    ),
}

/**
 * A shell in a terminal of its own, whose compadd prints what fits of what it is given. Where a completion function asks it for a list
 * (-O, -A, -D) it does what it always does.
 */
const zshDriver = `
zmodload zsh/zpty
zpty -b z zsh -f -i
for line in 'PROMPT=' 'autoload -Uz compinit; compinit -u -D' 'source ./_script' \\
  'compadd () { [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]] && { builtin compadd "$@"; return }; local -a found; builtin compadd -A found "$@"; local one; for one in $found; do print -r -- "<$one>"; done }' \\
  'shown () { _main_complete; print -r -- "<end>" }' 'zle -C shown complete-word shown' 'bindkey "^I" shown' \\
  "print -r -- '<''ready>'"; do
  zpty -w z $line
done
zpty -r -m z line '*<ready>*'
zpty -n -w z "$1"$'\\t'
zpty -r -m z line '*<end>*'
print -r -- $line
zpty -d z
`

function run(cwd: string, command: string, args: readonly string[]): string[] {
  const ran = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    timeout: 30_000,
    env: { PATH: process.env['PATH'], HOME: cwd, TERM: 'xterm' },
  })
  expect(ran.stderr.replace(/^.*(?:job control|terminal).*$/gm, '').trim()).toBe('')
  const lines = ran.stdout.split(/\r?\n/)
  if (command !== 'zsh') return lines.filter(line => line !== '')
  return [...ran.stdout.matchAll(/<([^<>\r\n]+)>/g)].map(m => m[1]!).filter(one => one !== 'end')
}

describe.each(shells)('%s', shell => {
  const skipped = !has(shell)
  test.runIf(skipped)(`is skipped: ${shell} is not installed`, context => context.skip())
  const offered = (root: string, line: string) => [...new Set(complete[shell](root, line))].sort()

  test.skipIf(skipped)('takes the script', () => {
    const ran = spawnSync(shell, ['-n', '_script'], { cwd: room(shell), encoding: 'utf8' })
    expect(ran).toMatchObject({ status: 0, stderr: '' })
  })

  test.skipIf(skipped)('offers commands and paths first', () => {
    const root = room(shell)
    expect(offered(root, 'sysctl-lint se')).toEqual(['settings'])
    expect(offered(root, 'sysctl-lint e').map(one => one.replace(/\/$/, ''))).toEqual(['effective', 'etc', 'explain'])
  })

  test.skipIf(skipped)('offers what each command takes, and nothing else', () => {
    const root = room(shell)
    for (const command of ['check', 'merge', 'explain'] as const) {
      const options = [...commands[command], ...everywhere].map(name => `--${name}`)
      const found = offered(root, `sysctl-lint ${command} --`).map(one => one.replace(/=$/, ''))
      expect([...new Set(found)]).toEqual(options.sort())
    }
  })

  test.skipIf(skipped)('offers the words of an option', () => {
    const root = room(shell)
    expect(offered(root, 'sysctl-lint check --format ')).toEqual([...choices.checkFormat].sort())
    expect(offered(root, 'sysctl-lint --fail-on n')).toEqual(['none', 'notice'])
    expect(offered(root, 'sysctl-lint settings --format ')).toEqual(['json', 'text'])
    const spelled = offered(root, 'sysctl-lint merge --format=').map(one => one.replace(/^--format=/, ''))
    expect(spelled).toEqual([...choices.mergeFormat].sort())
    const fixes = offered(root, 'sysctl-lint check --fix=tcp-tw').map(one => one.replace(/^--fix=/, ''))
    expect(fixes).toEqual(['tcp-tw-recycle', 'tcp-tw-reuse'])
  })

  test.skipIf(skipped)('offers paths where a path goes, whole', () => {
    const root = room(shell)
    expect(offered(root, 'sysctl-lint check etc/').map(one => one.replace(/^etc\//, ''))).toEqual(['60-a.conf'])
    expect(offered(root, 'sysctl-lint settings wi').map(one => one.replaceAll('\\', ''))).toEqual(['with blank.conf'])
    expect(offered(root, 'sysctl-lint check --output et').map(one => one.replace(/\/$/, ''))).toEqual(['etc'])
    expect(offered(root, 'sysctl-lint rules ').filter(one => !one.startsWith('-'))).toEqual([])
  })

  test.skipIf(skipped)('offers rules, parameters and states to explain', () => {
    const root = room(shell)
    const all = offered(root, 'sysctl-lint explain ')
    for (const { id } of rules) expect(all).toContain(id)
    expect(offered(root, 'sysctl-lint explain CLOSE')).toEqual(['CLOSED', 'CLOSE_WAIT'])
    expect(offered(root, 'sysctl-lint explain tcp_fin')).toEqual(['tcp_fin_timeout'])
    expect(offered(root, 'sysctl-lint explain net.ipv4.tcp_fin')).toEqual(['net.ipv4.tcp_fin_timeout'])
    expect(offered(root, 'sysctl-lint completion ')).toEqual(['bash', 'fish', 'zsh'])
  })
})

test('every script names every command', () => {
  for (const shell of shells) {
    const { stdout } = runCli(tempTree({}), ['completion', shell])
    for (const name of commandNames) expect(stdout).toMatch(new RegExp(`\\b${name}\\b`))
  }
})

test.each([
  [[], 'completion takes one shell: bash, zsh, fish'],
  [['tcsh'], 'completion tcsh is not known; give bash, zsh or fish'],
])('%j is wrong use', (words, message) => {
  const ran = runCli(tempTree({}), ['completion', ...words])
  expect([ran.status, ran.stderr]).toEqual([2, `sysctl-lint: ${message}\n`])
})
