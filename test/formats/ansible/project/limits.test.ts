import { expect, test } from 'vitest'
import { lintTexts } from '../../../../src/lint-texts.ts'
import { type Files, task } from './ends.ts'

const play = `- hosts: all\n  tasks:\n    ${task('syn_retries', '3')}`

/** What is said of reading, with its place; each once. */
async function said(files: Files): Promise<string[]> {
  const { findings } = await lintTexts(Object.entries(files).map(([path, text]) => ({ path, text })))
  const syntax = findings.filter(({ rule }) => rule === 'syntax')
  return syntax.map(({ severity, at, message }) => `${severity} ${at.source.path}: ${message}`)
}

function many(count: number, entry: (name: string) => [string, string]): Files {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => entry(String(i).padStart(4, '0'))))
}

const playbooks = (count: number): Files => ({ 'hosts.ini': 'h\n', ...many(count, name => [`p${name}.yml`, play]) })
const inventories = (count: number): Files => ({
  'site.yml': play,
  ...many(count, n => [`inventory/i${n}`, `h${n}\n`]),
})
const others = (count: number): Files => ({
  ...{ 'hosts.ini': 'h\n', 'a.yml': play },
  ...many(count, name => [`k8s/${name}.yml`, 'kind: Pod\n']),
})

test.each<[string, Files]>([
  ['1,000 playbooks', playbooks(1000)],
  ['200 inventories', inventories(200)],
  ['2,000 files', others(1999)],
])('%s are looked at, and nothing is said', async (_, files) => {
  expect(await said(files)).toEqual([])
})

test.each<[string, Files, string]>([
  [
    'playbooks',
    playbooks(1003),
    'p1000.yml: there are more than 1000 playbooks; p1000.yml and those behind it are not looked at, so that hosts may be set otherwise than is told',
  ],
  [
    'inventories',
    inventories(203),
    'inventory/i0200: there are more than 200 inventories; inventory/i0200 and those behind it are left out of account',
  ],
  [
    'files that may be playbooks',
    others(2003),
    'k8s/1999.yml: more than 2000 YAML files may be playbooks; k8s/1999.yml and those behind it are not looked at, so that hosts may be set otherwise than is told',
  ],
])('more %s are said to be left out, once', async (_, files, expected) => {
  expect(await said(files)).toEqual([`notice ${expected}`])
})

test('of a repository without plays nothing is said, however many files it has', async () => {
  const files = { ...others(2003), 'a.yml': task('syn_retries', '3') }
  expect(await said(files)).toEqual([])
})

test('tasks that are too many', async () => {
  const files = {
    'hosts.ini': Array.from({ length: 300 }, (_, i) => `h${i} x=${i}\n`).join(''),
    'site.yml': '- hosts: all\n  tasks:\n    - include_tasks: a.yml\n',
    'a.yml': `- include_tasks: b.yml\n`.repeat(30) + task('sack', '{{ x }}'),
    'b.yml': '- set_fact: {y: 1}\n'.repeat(40),
  }
  expect(await said(files)).toEqual([
    'notice site.yml: the plays and variables of this repository are so many that they are not followed to the end',
  ])
})
