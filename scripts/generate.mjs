#!/usr/bin/env node
// Writes what follows from the rules and policies: the registry, the rules' summaries, a page each, the tables in README.md and
// docs/configuration.md, and the schema of the configuration; and the HTML report's style and script. CI checks that nothing changes.
// usage: node scripts/generate.mjs
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { pageAssets } from './page-assets.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const at = (...parts) => join(root, ...parts)

const ids = readdirSync(at('src/rules'))
  .filter(name => name.endsWith('.ts') && !name.endsWith('.generated.ts'))
  .map(name => name.slice(0, -'.ts'.length))
  .sort()

write('src/rules/registry.generated.ts', registry())
write('src/reports/html/assets.generated.ts', await pageAssets(root))
const { rules, explainMarkdown } = await load(`
  export { rules } from './src/rules/registry.generated.ts'
  export { explainMarkdown } from './src/reports/explain.ts'
`)
write('src/config/rule-summaries.generated.ts', summaries())
const { builtInPolicies, configJsonSchema, starter } = await load(`
  export { builtInPolicies } from './src/policies/built-in.ts'
  export { configJsonSchema } from './src/config/json-schema.ts'
  export { starter } from './src/config/starter.ts'
`)
pages()
await states()
readme()
await commandLine()
mkdirSync(at('schema'), { recursive: true })
write('schema/config.json', `${JSON.stringify(configJsonSchema(), null, 1)}\n`)
configuration()

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

/** The ids and summaries, for who must not load the rules themselves. */
function summaries() {
  const quoted = text => `'${text.replace(/[\\']/g, '\\$&')}'`
  return [
    '// Written by scripts/generate.mjs from the rules; not to be edited.',
    '',
    "/** Every rule's id with its summary, without the rules themselves. */",
    'export const ruleSummaries: Readonly<Record<string, string>> = {',
    ...rules.map(({ id, summary }) => `  ${id.includes('-') ? quoted(id) : id}: ${quoted(summary)},`),
    '}',
    '',
  ].join('\n')
}

/** Modules of the source that run, bundled in memory. */
async function load(contents) {
  const { outputFiles } = await build({
    stdin: {
      contents,
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

/** The page of the states of a connection. */
async function states() {
  const { closeDiagram, pageMarkdown, parameters, statePage, states } = await load(`
    export { closeDiagram } from './src/reports/close-diagram.ts'
    export { pageMarkdown } from './src/reports/page.ts'
    export { parameters } from './src/kernel/parameters.ts'
    export { statePage } from './src/commands/state-page.ts'
    export { states } from './src/kernel/table/states.ts'
  `)
  const head = `# The states of a TCP connection

What \`netstat\` and \`ss\` show, what each state means on Linux, and which parameter governs it, if any. \`sysctl-lint explain CLOSE_WAIT\`
says the same in a terminal. Resets, which end every state, are left out of the diagram.

\`\`\`mermaid
${closeDiagram([])}\`\`\`
`
  write('docs/states.md', [head, ...states.map(state => pageMarkdown(statePage(state, parameters), 2))].join('\n'))
}

function readme() {
  const rows = rules.map(
    rule => `| [\`${rule.id}\`](docs/rules/${rule.id}.md) | ${rule.severity} | ${cell(rule.summary)} |`,
  )
  between('README.md', 'rules', ['| rule | severity | finds |', '|---|---|---|', ...rows].join('\n'))
}

/** The commands and options; the help is made of the same tables. */
async function commandLine() {
  const { commandNames, commandTable, commonOptions, optionsOf, usage, written } = await load(`
    export { commandNames } from './src/io/arguments.ts'
    export { commandTable } from './src/io/command-table.ts'
    export { usage, written } from './src/io/help.ts'
    export { commonOptions, optionsOf } from './src/io/option-table.ts'
  `)
  const width = Math.max(...commandNames.map(name => usage(name).length)) + 2
  const commands = commandNames.map(name => usage(name).padEnd(width) + commandTable[name].meaning)
  between('README.md', 'commands', ['```', ...commands, '```'].join('\n'))
  const rows = new Map()
  const add = (option, command) => {
    const row = `\`${written(option).replaceAll('|', '\\|')}\` | ${option.meaning}`
    rows.set(row, [...(rows.get(row) ?? []), command])
  }
  for (const name of commandNames) for (const option of optionsOf(name)) add(option, `\`${name}\``)
  for (const option of commonOptions()) add(option, 'all')
  const lines = [...rows].map(([row, of]) => `| ${row} | ${of.join(', ')} |`)
  between('README.md', 'options', ['| option | meaning | of |', '|---|---|---|', ...lines].join('\n'))
}

/** The tables of the reference of the configuration. */
function configuration() {
  const file = 'docs/configuration.md'
  between(file, 'keys', ['| key | meaning |', '|---|---|', ...keyRows()].join('\n'))
  const policies = builtInPolicies.map(({ name, summary }) => `| \`${name}\` | ${cell(summary)} |`)
  between(file, 'policies', ['| policy | for |', '|---|---|', ...policies].join('\n'))
  const limits = builtInPolicies.flatMap(({ name, limits }) =>
    limits.map(
      limit =>
        `| \`${limit.parameter}\` | \`${name}\` | ${extent(limit)} | ${cell(limit.why)} | ${cited(limit.source)} |`,
    ),
  )
  const head = ['| parameter | policy | values | why | source |', '|---|---|---|---|---|']
  between(file, 'limits', [...head, ...limits.sort()].join('\n'))
  between(file, 'starter', `\`\`\`yaml\n${starter}\`\`\``)
}

/** The keys with what the schema says of them. */
function keyRows() {
  const schema = JSON.parse(JSON.stringify(configJsonSchema()))
  const all = node => [node, ...[node.anyOf ?? [], node.allOf ?? []].flat().flatMap(all)]
  const follow = node =>
    all(node)
      .map(one => (one.$ref ? schema.$defs[one.$ref.split('/').at(-1)] : one))
      .flatMap(all)
  const described = node => follow(node).find(one => one.description)?.description ?? ''
  const propertiesOf = node => Object.entries(follow(node).find(one => one.properties)?.properties ?? {})
  const row = (path, node) => `| \`${path}\` | ${cell(described(node))} |`
  const override = follow(schema.properties.overrides).find(one => one.items).items
  return propertiesOf(schema).flatMap(([key, node]) => [
    row(key, node),
    ...(key === 'parameters' ? propertiesOf(schema.$defs.limit).map(([k, n]) => row(`parameters.NAME.${k}`, n)) : []),
    ...(key === 'require' ? propertiesOf(schema.$defs.requirement).map(([k, n]) => row(`require.NAME.${k}`, n)) : []),
    ...(key === 'overrides'
      ? propertiesOf(override).map(([k, n]) => row(`overrides[].${k}`, k === 'files' ? n : same(k)))
      : []),
  ])
}

function same(key) {
  return { description: `as ${key} above, for these files` }
}

function extent({ min, max, oneOf }) {
  if (oneOf) return oneOf.join(', ')
  if (min === max) return String(min)
  return min === null ? `at most ${max}` : max === null ? `at least ${min}` : `${min} to ${max}`
}

function cited(source) {
  return /^https:/.test(source) ? `<${source}>` : cell(source)
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
