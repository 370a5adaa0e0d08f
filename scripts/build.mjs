// Builds dist/: the command line and the action with all they need in them, so that both run with nothing installed.
// usage: build.mjs [FOLDER]      FOLDER: where to, dist unless given
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = join(root, 'src')

/**
 * What starts at once is one file each, since every file costs time; what is imported when it is needed lies beside, in files that share
 * their common parts. A module may so be there twice: none keeps state. All are CommonJS in the end: node starts such a program 8 ms
 * sooner than ES modules, a tenth of a whole run.
 */
const programs = [
  { start: ['cli.ts', 'main.ts', 'commands/help.ts'], folder: 'cli', target: 'node20.19' },
  { start: ['action.ts'], folder: 'action', target: 'node24' },
]

/** @param {string} folder absolute; emptied first */
export async function buildInto(folder) {
  rmSync(folder, { recursive: true, force: true })
  const inputs = new Set()
  for (const program of programs.filter(p => p.start.every(file => existsSync(join(source, file))))) {
    for (const input of await buildProgram(program, folder)) inputs.add(input)
  }
  chmodSync(join(folder, 'cli.js'), 0o755)
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n')
  const packages = packagesOf(inputs)
  writeFileSync(join(folder, 'LICENSES.txt'), licences(packages))
  return packages
}

/** @returns the files that went in */
async function buildProgram({ start, folder, target }, out) {
  const later = new Set()
  const places = new Map(start.map((file, i) => [join(source, file), i === 0 ? file : `${folder}/${file}`]))
  const options = { ...shared, target, outdir: out }
  const inputs = []
  for (const [file, place] of places) {
    const outfile = place.replace(/\.ts$/, '')
    const result = await build({
      ...options,
      ...commonJs,
      entryPoints: [{ in: file, out: outfile }],
      plugins: [importedLater(outfile, places, folder, later)],
    })
    inputs.push(...Object.keys(result.metafile.inputs))
  }
  const entries = [...later].sort()
  const result = await build({
    ...options,
    entryPoints: entries.map(file => ({ in: file, out: outOf(file, folder) })),
    format: 'esm',
    splitting: true,
    chunkNames: `${folder}/shared/[hash]`,
    plugins: [commonParts()],
    write: false,
  })
  for (const { path, text } of result.outputFiles) {
    const { code } = await transform(text, { ...commonJs, target, platform: 'node', minify: true, charset: 'utf8' })
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, code)
  }
  return [...inputs, ...Object.keys(result.metafile.inputs)]
}

/** import() is written as a require() that comes later. */
const commonJs = { format: 'cjs', supported: { 'dynamic-import': false } }

const shared = {
  absWorkingDir: root,
  // the package's build for Node is CommonJS and calls require; this one is the same code as ES modules
  alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
  bundle: true,
  platform: 'node',
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
}

/** Leaves dynamic imports as they are, but for the place, and notes what they ask for. */
function importedLater(outfile, places, folder, later) {
  return {
    name: 'imported-later',
    setup({ onResolve, resolve: find }) {
      onResolve({ filter: /./ }, async ({ path, kind, resolveDir, importer, pluginData }) => {
        if (kind !== 'dynamic-import' || pluginData === 'found' || path.startsWith('node:')) return null
        const found = await find(path, { kind, resolveDir, importer, pluginData: 'found' })
        if (found.errors.length > 0) return found
        const place = places.get(found.path)?.replace(/\.ts$/, '') ?? outOf(found.path, folder)
        if (!places.has(found.path)) later.add(found.path)
        const way = relative(dirname(outfile), `${place}.js`)
        return { path: way.startsWith('.') ? way : `./${way}`, external: true }
      })
    },
  }
}

/** What every run with a setting in it needs, and small parts that several readers do. */
const common = [
  'lint.ts',
  'core/kernel-range.ts',
  'syntax/template.ts',
  'formats/ansible/claims.ts',
  'formats/sysctl-conf/read.ts',
]

/**
 * esbuild makes a file of the parts that the same entries need, which comes to a dozen small ones, and each costs as much as 20 kB of
 * code. Here every entry is said to need the common parts, so that they are one file.
 */
function commonParts() {
  const inside = { namespace: 'with-common-parts' }
  return {
    name: inside.namespace,
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\.ts$/ }, ({ path, kind, resolveDir }) =>
        kind === 'entry-point' || kind === 'dynamic-import'
          ? { path: relative(source, resolve(resolveDir, path)), ...inside }
          : null,
      )
      // nothing of where the checkout lies may get into the names that esbuild makes
      onLoad({ filter: /./, ...inside }, ({ path }) => {
        const imports = common.map(file => `import './${file}'\n`).join('')
        return { contents: `${imports}export * from './${path}'\n`, loader: 'ts', resolveDir: source }
      })
    },
  }
}

/** Where a file that is imported later goes: `cli/formats/shell/read` */
function outOf(file, folder) {
  const inside = relative(source, file)
  const name = inside.startsWith('..')
    ? inside.slice(inside.lastIndexOf('node_modules/') + 'node_modules/'.length)
    : inside
  return `${folder}/${name.replace(/\.[cm]?[jt]s$/, '')}`
}

/** The packages that went into the bundles, by name. */
function packagesOf(inputs) {
  const folders = new Set()
  for (const input of inputs) {
    const found = /^(?:[^:]*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)
    if (found) folders.add(found[0])
  }
  return [...folders].sort().map(folder => {
    const path = join(root, folder)
    const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
    const file = readdirSync(path)
      .sort()
      .find(entry => /^(licen[cs]e|copying)/i.test(entry))
    if (!file) throw new Error(`${name} has no licence file`)
    return { name, version, license, text: readFileSync(join(path, file), 'utf8').replaceAll('\r\n', '\n').trim() }
  })
}

function licences(packages) {
  const head = 'dist/ contains code of the packages below, under their licences.\n'
  return [head, ...packages.map(p => `${'-'.repeat(72)}\n${p.name} ${p.version} (${p.license})\n\n${p.text}\n`)].join(
    '\n',
  )
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const folder = resolve(process.argv[2] ?? join(root, 'dist'))
  const packages = await buildInto(folder)
  for (const { name, version } of packages) console.log(`bundled ${name} ${version}`)
}
