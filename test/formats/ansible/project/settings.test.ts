import { expect, it } from 'vitest'
import { lintTexts } from '../../../../src/lint-texts.ts'
import { type Files, task } from './ends.ts'

/** Every entry of the settings: place, value, whether it is known, where it is used. */
async function entries(files: Files): Promise<string[]> {
  const { effects } = await lintTexts(Object.entries(files).map(([path, text]) => ({ path, text })))
  return effects.map(({ setting: { key, value, known, through } }) => {
    const line = key.source.text.slice(0, key.start).split('\n').length
    const uses = (through?.uses ?? []).map(use => ` < ${use.source.path}`).join('')
    return `${key.source.path}:${line} ${known ? value : '?'}${uses}`
  })
}

const play = `- hosts: all\n  tasks:\n    ${task('syn_retries', '{{ x }}')}`

it('a use has the value that is the same on every host, and a definition its own entry', async () => {
  const files = { 'hosts.ini': '[web]\nweb1\n[db]\ndb1\n', 'site.yml': play, 'group_vars/all.yml': 'x: 3\n' }
  expect(await entries(files)).toEqual(['group_vars/all.yml:1 3 < site.yml', 'site.yml:3 3'])
  expect(await entries({ ...files, 'group_vars/db.yml': 'x: 4\n' })).toEqual([
    'group_vars/all.yml:1 3 < site.yml',
    'group_vars/db.yml:1 4 < site.yml',
    'site.yml:3 ?',
  ])
})

it('without an inventory nobody knows every host', async () => {
  expect(await entries({ 'site.yml': play, 'group_vars/all.yml': 'x: 3\n' })).toEqual([
    'group_vars/all.yml:1 3 < site.yml',
    'site.yml:3 ?',
  ])
})
