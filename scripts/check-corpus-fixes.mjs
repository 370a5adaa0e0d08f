#!/usr/bin/env node
// Whether every finding about a value that stands in its file as it reaches the kernel can be fixed, on real files; the numbers are asserted.
// usage: check-corpus-fixes [--corpus DIR] [--cli FILE]
// exit 0: so it is, or there are no such files here; 1: it is not
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const option = (name, otherwise) => {
  const at = process.argv.indexOf(name)
  return resolve(at < 0 ? join(import.meta.dirname, otherwise) : process.argv[at + 1])
}
const files = option('--corpus', '../../shared/corpus/files')
const cli = option('--cli', '../dist/cli.js')
if (!existsSync(files)) {
  console.log('skipped: the real files are not beside this checkout')
  process.exit(0)
}

/** The rules that know which value is right. */
const rules = ['tcp-fin-timeout', 'tcp-keepalive-intvl', 'tcp-keepalive-probes', 'tcp-tw-reuse']
/** How many such findings there were when this was written; fewer would mean that they are no longer looked at. */
const least = 14
// a copy, so that no repository around the files decides what is listed, and that can be fixed
const root = mkdtempSync(join(tmpdir(), 'corpus-fixes-'))
process.on('exit', () => rmSync(root, { recursive: true, force: true }))
cpSync(files, root, { recursive: true })

const run = (...args) => {
  const ran = spawnSync(process.execPath, [cli, ...args], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (ran.status > 1) throw new Error(ran.stderr)
  return ran
}
const findAll = () => JSON.parse(run('check', '--format', 'json', '--fail-on', 'none').stdout).findings
const ofValues = found => found.filter(f => rules.includes(f.rule))
const settings = () => JSON.parse(run('settings', '--format', 'json').stdout).settings
const placeOf = ({ file, line, parameter }) => `${file}:${line} ${parameter}`

/** Whether the value stands in the file where the report says, character by character. */
const isWritten = ({ file, valueLine, valueColumn, value }) => {
  const line = readFileSync(join(root, file), 'utf8').split('\n')[valueLine - 1] ?? ''
  // a comment behind it is part of the value, with its blanks as one
  const [number] = value.split(' ')
  return number !== '' && line.slice(valueColumn - 1).startsWith(number)
}

const before = settings()
const byPlace = new Map(before.map(s => [placeOf(s), s]))
/** How many parameters a written value is for: a loop or an alias makes it that of several, and it is left alone. */
const users = new Map()
for (const s of before) {
  const place = `${s.file}:${s.valueLine}:${s.valueColumn}`
  users.set(place, (users.get(place) ?? new Set()).add(s.parameter))
}
const all = findAll()
const findings = ofValues(all)
const literal = findings.filter(finding => {
  const setting = byPlace.get(placeOf(finding))
  return (
    setting?.known &&
    !setting.within.some(one => one === 'base64' || one === 'gzip') &&
    isWritten(setting) &&
    users.get(`${setting.file}:${setting.valueLine}:${setting.valueColumn}`).size === 1
  )
})
const without = literal.filter(f => !f.fix)
for (const f of findings.filter(one => !literal.includes(one)))
  console.log(`not as it is: ${placeOf(f)} = ${f.value} (${f.rule})`)
for (const f of without) console.log(`no fix: ${placeOf(f)} = ${f.value} (${f.rule})`)

const said = run('check', '--fix=all', '--quiet', '--fail-on', 'none')
if (said.stderr !== '') console.log(said.stderr.trim())
const left = ofValues(findAll()).filter(f => literal.some(one => placeOf(one) === placeOf(f) && one.rule === f.rule))
for (const f of left) console.log(`not fixed: ${placeOf(f)} = ${f.value} (${f.rule})`)

/** Every setting on a line that no fix is about is still there. */
const edited = new Set(all.flatMap(f => f.fix?.edits ?? []).map(e => `${e.file}:${e.line}`))
const isEdited = s => edited.has(`${s.file}:${s.line}`) || edited.has(`${s.file}:${s.valueLine}`)
const now = new Map()
const nameOf = s => `${s.file} ${s.parameter} = ${s.value}`
for (const s of settings()) now.set(nameOf(s), (now.get(nameOf(s)) ?? 0) + 1)
const others = before.filter(s => !isEdited(s))
const lost = others.filter(s => {
  const count = now.get(nameOf(s)) ?? 0
  now.set(nameOf(s), count - 1)
  return count <= 0
})
for (const s of lost) console.log(`changed: ${placeOf(s)} = ${s.value}`)

console.log(
  `${findings.length} findings about values; ${literal.length} stand in their file as they are, ${literal.length - without.length} have a fix, ` +
    `${literal.length - left.length} are gone once fixed; ${lost.length} of ${others.length} other settings changed`,
)
process.exitCode = literal.length >= least && without.length + left.length + lost.length === 0 ? 0 : 1
