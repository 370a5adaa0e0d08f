// Measures the built command line: whole processes against a bare `node -e 0` and against a floor that only lists, reads and searches.
// usage: bench.mjs [--dist FOLDER] [--pairs N] [--quick]      builds its trees in a temporary folder
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { loadavg, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ansibleText, candidateFiles, plainFiles, projectFiles, shellText, sysctlText } from './bench-trees.mjs'

const { values } = parseArgs({
  options: {
    dist: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
    pairs: { type: 'string', default: '21' },
    quick: { type: 'boolean', default: false },
  },
})
const dist = resolve(values.dist)
const pairs = values.quick ? 5 : Number(values.pairs)
const room = mkdtempSync(join(tmpdir(), 'sysctl-lint-bench-'))
process.on('exit', () => rmSync(room, { recursive: true, force: true, maxRetries: 5 }))

const floor = join(room, 'floor.mjs')
writeFileSync(
  floor,
  `import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readSync } from 'node:fs'
const list = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { maxBuffer: 1 << 30 }).stdout
const buffer = Buffer.allocUnsafeSlow(8 << 20)
let found = 0
for (const file of list.toString().split('\\0')) {
  if (file === '') continue
  const fd = openSync(file, 'r')
  const bytes = buffer.subarray(0, readSync(fd, buffer, 0, buffer.length))
  closeSync(fd)
  if (bytes.indexOf('ipv4') >= 0 || bytes.indexOf('conntrack_tcp') >= 0) found++
}
console.log(found)
`,
)
const watch = join(room, 'watch.cjs')
writeFileSync(
  watch,
  `const spent = {}
let now = 'start'
let since = 0
const turn = name => {
  const at = performance.now()
  spent[now] = (spent[now] ?? 0) + at - since
  since = at
  now = name
}
globalThis[Symbol.for('sysctl-lint.stage')] = turn
process.on('exit', () => {
  turn('')
  process._rawDebug(JSON.stringify({ spent, rss: process.resourceUsage().maxRSS }))
})
`,
)

const programs = {
  bare: ['-e', '0'],
  floor: [floor],
  check: [join(dist, 'cli.js'), 'check'],
}

function time(cwd, args) {
  const start = process.hrtime.bigint()
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  const ms = Number(process.hrtime.bigint() - start) / 1e6
  if (status !== 0 && status !== 1) throw new Error(`${args.join(' ')}: exit ${status}\n${stderr}`)
  return ms
}

const sorted = list => list.toSorted((a, b) => a - b)
const median = list => sorted(list)[list.length >> 1]
const times = number => `${number.toFixed(2)}×`

/** Runs the programs in turn, so that whatever else the machine does touches all of them. */
function compare(cwd, rounds) {
  const taken = Object.fromEntries(Object.keys(programs).map(name => [name, []]))
  for (const args of Object.values(programs)) time(cwd, args)
  for (let i = 0; i < rounds; i++)
    for (const [name, args] of Object.entries(programs)) taken[name].push(time(cwd, args))
  const ratio = (a, b) => median(taken[a].map((ms, i) => ms / taken[b][i]))
  return {
    bare: median(taken.bare),
    floor: median(taken.floor),
    check: median(taken.check),
    ofBare: ratio('check', 'bare'),
    ofFloor: ratio('check', 'floor'),
    floorOfBare: ratio('floor', 'bare'),
  }
}

function stages(cwd) {
  const runs = []
  for (let i = 0; i < 5; i++) {
    const { stderr } = spawnSync(process.execPath, ['-r', watch, ...programs.check], { cwd, encoding: 'utf8' })
    runs.push(JSON.parse(stderr.trim().split('\n').at(-1)))
  }
  const names = [...new Set(runs.flatMap(run => Object.keys(run.spent)))]
  const spent = names.map(name => [name, median(runs.map(run => run.spent[name] ?? 0))])
  const whole = spent.reduce((sum, [, ms]) => sum + ms, 0)
  const share = spent.map(([name, ms]) => `${name} ${ms.toFixed(0)} ms (${((100 * ms) / whole).toFixed(0)} %)`)
  return { share: share.join(', '), memory: median(runs.map(run => run.rss)) / 1024 }
}

function tree(name, files) {
  const root = join(room, name)
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const git = (...args) => {
    const { status, stderr } = spawnSync(
      'git',
      ['-c', 'user.name=b', '-c', 'user.email=b@example.org', '-c', 'gc.auto=0', ...args],
      {
        cwd: root,
        encoding: 'utf8',
      },
    )
    if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`)
  }
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'all')
  return root
}

const trees = [
  { name: '4,000 files, no candidate', files: plainFiles(4000), target: 2.3 },
  {
    name: '4,000 files, 12 candidates in sysctl.d and roles',
    files: [...plainFiles(3988), ...candidateFiles(12)],
    target: 2.8,
  },
  {
    name: '4,000 files, 12 candidates of every kind, for all parsers',
    files: [...plainFiles(3988), ...candidateFiles(12, true)],
  },
  { name: '40,000 files, no candidate', files: plainFiles(40_000), rounds: 5 },
  { name: '500 roles and 2,000 files of variables, played on 1,900 hosts', files: projectFiles(), target: 6 },
  {
    name: 'the same without a playbook',
    files: projectFiles().filter(([path]) => path !== 'site.yml'),
  },
]
console.log(`node ${process.version}, load ${loadavg()[0].toFixed(2)}, medians of ${pairs} interleaved rounds`)
const results = []
for (const { name, files, target, rounds } of trees) {
  const root = tree(String(results.length), files)
  const r = compare(root, Math.min(rounds ?? pairs, pairs))
  const { share, memory } = stages(root)
  results.push(r)
  console.log(`\n${name}`)
  console.log(`  bare ${r.bare.toFixed(1)} ms, floor ${r.floor.toFixed(1)} ms, check ${r.check.toFixed(1)} ms`)
  console.log(
    `  check ${times(r.ofBare)} bare${target ? ` (at most ${target}×)` : ''}, ${times(r.ofFloor)} floor (at most 1.25×); floor ${times(r.floorOfBare)} bare`,
  )
  console.log(`  peak memory ${memory.toFixed(0)} MiB (less than 90)`)
  console.log(`  ${share}`)
}
const [small, , , large] = results
console.log(
  `\nten times the files: ${times((large.check - large.bare) / (small.check - small.bare))} the time beyond bare node`,
)

console.log('\nreaders with the loaders behind them, MB/s of the first 100 kB and of 1 MB when warm')
const samples = {
  'sysctl-conf': ['etc/sysctl.d/60-net.conf', sysctlText],
  ansible: ['roles/net/tasks/main.yml', ansibleText],
  shell: ['tune.sh', shellText],
}
const { lint } = createRequire(import.meta.url)(join(dist, 'cli/lint.js'))
const kernel = { name: '6.12', from: [6, 12, 0], to: [6, 12, 0], hz: 100, distribution: null }
/** What is in force where no configuration is. */
const nothing = { kernel: null, loader: null, severityOf: () => null, limits: new Map(), require: [] }
for (const [name, [path, textOf]] of Object.entries(samples)) {
  const load = async () => {
    const exports = createRequire(import.meta.url)(join(dist, 'cli/formats', name, 'read.js'))
    return Object.entries(exports).find(([key]) => key.startsWith('read'))[1]
  }
  await load()
  const speed = async bytes => {
    const text = textOf(bytes)
    const start = performance.now()
    const { effects } = await lint([{ path, text }], [{ name, claims: () => true, load }], [], {
      kernel,
      loader: 'systemd',
      policy: { at: () => nothing },
      library: { paths: [path], read: paths => paths.map(() => null) },
    })
    const seconds = (performance.now() - start) / 1e3
    if (effects.length === 0) throw new Error(`${name} found nothing`)
    return text.length / 1e6 / seconds
  }
  const cold = await speed(100_000)
  const warm = [await speed(1_000_000), await speed(1_000_000), await speed(1_000_000)]
  console.log(`  ${name}: ${cold.toFixed(1)} cold, ${median(warm).toFixed(1)} warm`)
}
