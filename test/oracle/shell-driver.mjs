// Runs inside `unshare -n -m` as root: runs scripts in the real shells and prints what the kernel holds after each.
// usage: shell-driver.mjs CASES.json  →  JSON: for each case {parameter: value}
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const { cases, before } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const stage = mkdtempSync('/tmp/shells-')
const must = (command, ...words) => {
  const { status, stderr } = spawnSync(command, words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${stderr}`)
}
must('mount', '--make-rprivate', '/')
const folder = join(stage, 'sysctl.d')
mkdirSync(folder)
mkdirSync('/etc/sysctl.d', { recursive: true })
must('mount', '--bind', folder, '/etc/sysctl.d')

const file = key => `/proc/sys/${key.replaceAll('.', '/')}`
const script = join(stage, 'script')
const states = cases.map(({ shell, text }) => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name))
  for (const [key, value] of Object.entries(before)) writeFileSync(file(key), `${value}\n`)
  writeFileSync(script, text)
  spawnSync(shell, [script], { cwd: stage, encoding: 'utf8', timeout: 10_000 })
  return Object.fromEntries(
    Object.keys(before).map(key => [key, readFileSync(file(key), 'utf8').trim().replace(/\s+/g, ' ')]),
  )
})
rmSync(script)
process.stdout.write(JSON.stringify(states))
