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
if (!folder) {
  console.error('usage: field-notes.mjs FOLDER [--print]')
  process.exit(2)
}

/** Sections `## owner/name at commit`, an optional line `without: GLOB`, and rows `| place | rule | verdict |`. */
function notes() {
  const sections = readFileSync(join(root, 'docs/field-notes.md'), 'utf8').split(/^## /m).slice(1)
  return sections.flatMap(section => {
    const head = /^(\S+\/\S+) at ([0-9a-f]{12,40})$/m.exec(section)
    if (!head) return []
    const rows = [...section.matchAll(/^\| `([^`]+)` \| ([a-z-]+) \|/gm)].map(([, place, rule]) => `${place} ${rule}`)
    const exclude = [...section.matchAll(/^Without `([^`]+)`/gm)].map(found => found[1])
    return [{ name: head[1], commit: head[2], exclude, rows }]
  })
}

function git(directory, ...words) {
  return spawnSync('git', ['-C', directory, ...words], { encoding: 'buffer', maxBuffer: 1 << 30 })
}

function find(directory, { commit, exclude }) {
  const work = mkdtempSync(join(tmpdir(), 'field-'))
  try {
    const archive = git(directory, 'archive', commit)
    // a stored snapshot may lack its largest files, and what could be had is still worth a look
    if (archive.stdout.length === 0) return null
    spawnSync('tar', ['-x', '-C', work], { input: archive.stdout })
    const words = exclude.flatMap(glob => ['--exclude', glob])
    const run = spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'check', '--format', 'json', ...words], {
      cwd: work,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    return JSON.parse(run.stdout).findings
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

let differences = 0
for (const note of notes()) {
  const named = readdirSync(folder).find(entry => entry === note.name.replace('/', '+'))
  const places = named ? ['repo', 'repo/.git', '.git', '.'].map(way => join(folder, named, way)) : []
  const directory = places.find(place => existsSync(join(place, 'HEAD')) || existsSync(join(place, '.git')))
  const findings = directory ? find(directory, note) : null
  if (!findings) {
    console.log(`skipped: ${note.name} is not at hand`)
    continue
  }
  const found = findings.map(f => ({ row: `${f.file}:${f.line} ${f.rule}`, ...f }))
  if (flag === '--print') {
    console.log(`\n## ${note.name} at ${note.commit}\n`)
    for (const f of found) console.log(`| \`${f.file}:${f.line}\` | ${f.rule} | ${f.severity}: ${f.message} |`)
    continue
  }
  const came = found.filter(f => !note.rows.includes(f.row)).map(f => `+ ${f.row}`)
  const went = note.rows.filter(row => !found.some(f => f.row === row)).map(row => `- ${row}`)
  differences += came.length + went.length
  console.log(`${note.name}: ${found.length} findings${came.length + went.length ? '' : ', as noted'}`)
  for (const line of [...came, ...went]) console.log(`  ${line}`)
}
process.exitCode = differences ? 1 : 0
