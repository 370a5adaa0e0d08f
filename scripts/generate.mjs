#!/usr/bin/env node
// Writes what follows from the rules: the registry, a page each, and the table in README.md. CI checks that nothing changes.
// usage: node scripts/generate.mjs
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const at = (...parts) => join(root, ...parts)

const ids = readdirSync(at('src/rules'))
  .filter(name => name.endsWith('.ts') && !name.endsWith('.generated.ts'))
  .map(name => name.slice(0, -'.ts'.length))
  .sort()

write('src/rules/registry.generated.ts', registry())
const { rules, explainMarkdown } = await load()
pages()
readme()

function registry() {
  const camel = id => id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())
  return [
    '// Written by scripts/generate.mjs from the files of this folder; not to be edited.',
    "import type { Rule } from '../core/rule.ts'",
    ...ids.map(id => `import { rule as ${camel(id)} } from './${id}.ts'`),
    '',
    '/** Every rule, by its id. */',
    'export const rules: readonly Rule[] = [',
    ...ids.map(id => `  ${camel(id)},`),
    ']',
    '',
  ].join('\n')
}

/** The rules and their pages as modules that run, bundled in memory. */
async function load() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { rules } from './src/rules/registry.generated.ts'\nexport { explainMarkdown } from './src/reports/explain.ts'`,
      resolveDir: root,
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    write: false,
    logLevel: 'warning',
  })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
}

function pages() {
  mkdirSync(at('docs/rules'), { recursive: true })
  for (const rule of rules) write(`docs/rules/${rule.id}.md`, explainMarkdown(rule))
  for (const name of readdirSync(at('docs/rules')))
    if (name.endsWith('.md') && !ids.includes(name.slice(0, -'.md'.length))) rmSync(at('docs/rules', name))
}

function readme() {
  const rows = rules.map(
    rule => `| [\`${rule.id}\`](docs/rules/${rule.id}.md) | ${rule.severity} | ${cell(rule.summary)} |`,
  )
  between('README.md', 'rules', ['| rule | severity | finds |', '|---|---|---|', ...rows].join('\n'))
}

function cell(text) {
  return text.replace(/[\\|_*<`]/g, char => `\\${char}`)
}

/** Replaces what stands between `<!-- generated: NAME -->` and `<!-- /generated: NAME -->`; a file without the marks stays as it is. */
function between(file, name, text) {
  if (!existsSync(at(file))) return
  const before = readFileSync(at(file), 'utf8')
  const [start, end] = [`<!-- generated: ${name} -->\n`, `<!-- /generated: ${name} -->`]
  const from = before.indexOf(start)
  const to = before.indexOf(end)
  if (from < 0 || to < from) return
  write(file, `${before.slice(0, from + start.length)}${text}\n${before.slice(to)}`)
}

function write(file, text) {
  const path = at(file)
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  writeFileSync(path, text)
  console.log(`wrote ${file}`)
}
