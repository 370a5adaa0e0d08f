// Runs inside `unshare -n -m` as root: plays trees of sysctl files on the real loaders and prints what the kernel holds afterwards.
// usage: loaders-driver.mjs CASES.json  →  JSON: for each case {systemd: {parameter: value}, procps: {…}, linked: {…}}
// A case is path → text or {link: what it leads to}; `linked` is systemd on a host that also has the link to /etc/sysctl.conf.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const { cases, before } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const places = ['/etc/sysctl.d', '/run/sysctl.d', '/usr/local/lib/sysctl.d', '/usr/lib/sysctl.d']
const stage = mkdtempSync('/tmp/loaders-')
const must = (command, ...words) => {
  const { status, stderr } = spawnSync(command, words, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${stderr}`)
}
must('mount', '--make-rprivate', '/')
const folders = places.map((place, i) => {
  const folder = join(stage, String(i))
  mkdirSync(folder)
  mkdirSync(place, { recursive: true })
  must('mount', '--bind', folder, place)
  return folder
})
const main = join(stage, 'sysctl.conf')
writeFileSync(main, '')
writeFileSync('/etc/sysctl.conf', '', { flag: 'a' })
must('mount', '--bind', main, '/etc/sysctl.conf')

const file = key => `/proc/sys/${key.replaceAll('.', '/')}`
const reset = () => {
  for (const [key, value] of Object.entries(before)) writeFileSync(file(key), `${value}\n`)
}
const state = () =>
  Object.fromEntries(Object.keys(before).map(key => [key, readFileSync(file(key), 'utf8').trim().replace(/\s+/g, ' ')]))

const empty = folder => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true })
}
const tools = {
  systemd: () => spawnSync('/lib/systemd/systemd-sysctl', [], { encoding: 'utf8' }),
  procps: () => spawnSync('sysctl', ['--system'], { encoding: 'utf8' }),
}
const mainLink = '/etc/sysctl.d/99-sysctl.conf'
const results = cases.map(files => {
  for (const folder of folders) empty(folder)
  writeFileSync(main, '')
  for (const [path, text] of Object.entries(files)) {
    const place = path === '/etc/sysctl.conf' ? main : join(folders[places.indexOf(dirname(path))], basename(path))
    if (typeof text === 'string') writeFileSync(place, text)
    else symlinkSync(text.link, place)
  }
  const after = {}
  for (const [name, run] of Object.entries(tools)) {
    reset()
    run()
    after[name] = state()
  }
  if (files['/etc/sysctl.conf'] !== undefined && files[mainLink] === undefined) {
    symlinkSync('../sysctl.conf', join(folders[0], basename(mainLink)))
    reset()
    tools.systemd()
    after.linked = state()
  }
  return after
})
process.stdout.write(JSON.stringify(results))
rmSync(stage, { recursive: true, force: true })
