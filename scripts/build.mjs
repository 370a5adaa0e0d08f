// Builds dist/: the command line and the action with all they need in them, so that both run with nothing installed.
// usage: build.mjs [FOLDER]      FOLDER: where to, dist unless given
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** @param {string} folder absolute; emptied first */
export async function buildInto(folder) {
  rmSync(folder, { recursive: true, force: true })
  const entries = ['cli', 'action'].filter(name => existsSync(join(root, `src/${name}.ts`)))
  const results = []
  for (const name of entries) results.push(await bundle(name, folder))
  chmodSync(join(folder, 'cli.js'), 0o755)
  const packages = packagesOf(results.flatMap(result => Object.keys(result.metafile.inputs)))
  writeFileSync(join(folder, 'LICENSES.txt'), licences(packages))
  return packages
}

/** Each entry has its own chunks, so that what one needs never changes the files of the other. */
function bundle(name, folder) {
  return build({
    absWorkingDir: root,
    entryPoints: [`src/${name}.ts`],
    outdir: folder,
    chunkNames: `${name}/[name]-[hash]`,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: name === 'action' ? 'node24' : 'node20.19',
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    banner: { js: banner(name) },
  })
}

/** Packages written for CommonJS call require, which an ES module has not. Only the action bundles such. */
function banner(name) {
  if (name !== 'action') return ''
  return "import{createRequire as __require}from'node:module';const require=__require(import.meta.url);"
}

/** The packages that went into the bundles, by name. */
function packagesOf(inputs) {
  const folders = new Set()
  for (const input of inputs) {
    const found = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)
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
