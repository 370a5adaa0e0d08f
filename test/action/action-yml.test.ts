import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { validateAction } from '@actions/languageservice/validate-action'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '../..')
const text = (file: string) => readFileSync(join(root, file), 'utf8')
const action = parse(text('action.yml')) as Record<'inputs' | 'outputs', Record<string, { default?: string }>>

/** A document as editors hand it to a language service. */
function document(content: string, name = 'action'): Parameters<typeof validateAction>[0] {
  const starts = [0, ...[...content.matchAll(/\n/g)].map(m => m.index + 1)]
  const positionAt = (offset: number) => {
    const line = starts.findLastIndex(start => start <= offset)
    return { line, character: offset - starts[line]! }
  }
  const offsetAt = ({ line, character }: { line: number; character: number }) => starts[line]! + character
  const getText = (range?: { start: { line: number; character: number }; end: { line: number; character: number } }) =>
    range ? content.slice(offsetAt(range.start), offsetAt(range.end)) : content
  const document = { languageId: 'yaml', version: 1, lineCount: starts.length, getText, positionAt, offsetAt }
  return { uri: `file:///${name}.yml`, ...document } as Parameters<typeof validateAction>[0]
}

/** The first words of a table's rows, of the section under a heading of README. */
function tableOf(heading: string): string[] {
  const section = text('README.md').split(`\n### ${heading}\n`)[1]?.split('\n#')[0] ?? ''
  return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(m => m[1]!)
}

/** String literals that the code hands to these functions. */
function handedTo(file: string, functions: string): string[] {
  return [...new Set([...text(file).matchAll(new RegExp(`\\b(?:${functions})\\('([a-z-]+)'`, 'g'))].map(m => m[1]!))]
}

test("GitHub's own language service has nothing against action.yml", async () => {
  expect(await validateAction(document(text('action.yml')))).toEqual([])
  expect(await validateAction(document(text('action.yml').replace('node24', 'node23'), 'other'))).not.toEqual([])
})

test('action.yml, the code and README have the same inputs', () => {
  const read = handedTo('src/io/action-inputs.ts', 'getInput|getMultilineInput|given|told|yesOrNo')
  expect(read.sort()).toEqual(Object.keys(action.inputs).sort())
  expect(tableOf('Inputs')).toEqual(Object.keys(action.inputs))
})

test('action.yml, the code and README have the same outputs', () => {
  const counts = ['errors', 'warnings', 'notices']
  expect(text('src/action.ts')).toContain('setOutput(`${severity}s`')
  expect([...counts, ...handedTo('src/action.ts', 'setOutput')].sort()).toEqual(Object.keys(action.outputs).sort())
  expect(tableOf('Outputs')).toEqual(Object.keys(action.outputs))
})

test('only the token has a default: what a configuration file may decide must tell "not given" from "given"', () => {
  const defaults = Object.entries(action.inputs).filter(([, input]) => input.default !== undefined)
  expect(defaults.map(([name]) => name)).toEqual(['github-token'])
})
