// Runs the built command line on the public repositories of docs/field-notes.md and compares with what is noted there.
// usage: field-notes.mjs FOLDER [--print]      FOLDER holds a checkout (or bare repository) each, named owner+name
//        --print: show the findings as rows to paste, instead of comparing
// exit 0: as noted, or nothing at hand; 1: findings came or went
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const [folder, flag] = process.argv.slice(2)
const program = process.env.SYSCTL_LINT_CLI ?? join(root, 'dist/cli.js')
if (!folder) {
  console.error('usage: field-notes.mjs FOLDER [--print]')
  process.exit(2)
}

/**
 * Sections `## owner/name at commit`, lines `Without `GLOB``, rows `| place | rule | verdict |` and `| host | parameter | value | place |`,
 * where `every parameter` of a host has how many are known.
 */
function notes() {
  const sections = readFileSync(join(root, 'docs/field-notes.md'), 'utf8').split(/^## /m).slice(1)
  return sections.flatMap(section => {
    const head = /^(\S+\/\S+) at ([0-9a-f]{12,40})$/m.exec(section)
    if (!head) return []
    const rows = [...section.matchAll(/^\| `([^`]+)` \| ([a-z-]+) \|/gm)].map(([, place, rule]) => `${place} ${rule}`)
    const exclude = [...section.matchAll(/^Without `([^`]+)`/gm)].map(found => found[1])
    const values = [
      ...section.matchAll(/^\| `([^`]+)` \| (net\.[\w.]+|every parameter) \| ([^|]+) \|(?: `([^`]+)` \|)?/gm),
    ]
    const ends = values.map(([, host, parameter, value, place = '']) => ({ host, parameter, value, place }))
    return [{ name: head[1], commit: head[2], exclude, rows, ends }]
  })
}

function git(directory, words, env = {}) {
  return spawnSync('git', ['-C', directory, ...words], { encoding: 'utf8', env: { ...process.env, ...env } })
}

/** Writes out a commit's files, as many as are there: a stored snapshot may lack its largest, and what could be had is still worth a look. */
function writeOut(directory, commit, work) {
  const env = { GIT_INDEX_FILE: join(work, '.index'), GIT_WORK_TREE: work }
  if (git(directory, ['read-tree', commit], env).status !== 0) return false
  git(directory, ['checkout-index', '--all', '--force', '--quiet'], env)
  rmSync(env.GIT_INDEX_FILE)
  // what is tracked is read even if it is ignored
  git(work, ['init', '--quiet'])
  git(work, ['add', '--force', '--all'])
  return true
}

/** What check and effective say of a commit; null where it is not at hand. */
function look(directory, { commit, exclude, ends }) {
  const work = mkdtempSync(join(tmpdir(), 'field-'))
  const ask = command => {
    const words = [program, command, '--format', 'json', ...exclude.flatMap(glob => ['--exclude', glob])]
    const run = spawnSync(process.execPath, words, { cwd: work, encoding: 'utf8', maxBuffer: 1 << 28 })
    return JSON.parse(run.stdout)
  }
  try {
    if (!writeOut(directory, commit, work)) return null
    return { findings: ask('check').findings, targets: ends.length > 0 ? ask('effective').targets : [] }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** What a host ends up with, in the words of a row. */
function endOf(targets, { host, parameter }) {
  const target = targets.find(({ name, loader }) => name === host && loader === 'systemd')
  if (!target) return 'no such host'
  if (parameter === 'every parameter') {
    const known = target.parameters.filter(({ value }) => value !== null).length
    return `${known} known, ${target.parameters.length - known} not`
  }
  const found = target.parameters.find(one => one.parameter === parameter)
  return found ? `${found.value ?? 'not known'} ${found.file}:${found.line}` : 'not set'
}

let differences = 0
for (const note of notes()) {
  const named = readdirSync(folder).find(entry => entry === note.name.replace('/', '+'))
  const places = named ? ['repo', 'repo/.git', '.git', '.'].map(way => join(folder, named, way)) : []
  const directory = places.find(place => existsSync(join(place, 'HEAD')) || existsSync(join(place, '.git')))
  const said = directory ? look(directory, note) : null
  if (!said) {
    console.log(`skipped: ${note.name} is not at hand`)
    continue
  }
  const { findings, targets } = said
  const found = findings.map(f => ({ row: `${f.file}:${f.line} ${f.rule}`, ...f }))
  if (flag === '--print') {
    console.log(`\n## ${note.name} at ${note.commit}\n`)
    for (const f of found) console.log(`| \`${f.file}:${f.line}\` | ${f.rule} | ${f.severity}: ${f.message} |`)
    continue
  }
  const came = found.filter(f => !note.rows.includes(f.row)).map(f => `+ ${f.row}`)
  const went = note.rows.filter(row => !found.some(f => f.row === row)).map(row => `- ${row}`)
  const other = note.ends.flatMap(end => {
    const noted = `${end.value} ${end.place}`.trim()
    const now = endOf(targets, end)
    return now === noted ? [] : [`! ${end.host} ${end.parameter}: noted ${noted}, now ${now}`]
  })
  const lines = [...came, ...went, ...other]
  differences += lines.length
  const count = `${found.length} findings, ${note.ends.length} values`
  console.log(`${note.name}: ${count}${lines.length > 0 ? '' : ', as noted'}`)
  for (const line of lines) console.log(`  ${line}`)
}
process.exitCode = differences ? 1 : 0
