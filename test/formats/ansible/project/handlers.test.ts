import { describe, expect, it, test } from 'vitest'
import { type Files, task, values } from './ends.ts'

/** A handler that sets a parameter; of several that set the same one, the last that runs holds. */
function handler(name: string, parameter: string, more = ''): string {
  return `- name: ${name}\n${task(parameter, '1').replace('- ', '  ')}${more}`
}

const inset = (text: string) => text.replaceAll(/^(?=.)/gm, '    ')
const notify = (...names: string[]) =>
  `- command: "true"\n  notify: [${names.map(n => JSON.stringify(n)).join(', ')}]\n`

const roles: Files = {
  'roles/r/handlers/main.yml': handler('reload', 'sack') + handler('own r', 'dsack'),
  'roles/r/tasks/main.yml': notify('reload'),
  'roles/r/meta/main.yml': 'dependencies: [q]\n',
  'roles/s/handlers/main.yml': handler('reload', 'ecn') + handler('own s', 'fack'),
  'roles/s/tasks/main.yml': notify('reload'),
  'roles/q/handlers/main.yml': handler('reload', 'frto'),
  'roles/q/tasks/main.yml': notify('reload'),
}

/** The parameters that handlers have set on the host. */
async function ran(play: string, files: Files = roles): Promise<string> {
  const found = await values({ hosts: 'h\n', ...files, 'site.yml': `- hosts: all\n${play}` })
  return found.map(line => line.replace('h ', '').replace('=1', '')).join(' ')
}

const own = (...handlers: string[]) => `  handlers:\n${inset(handlers.join(''))}`
const tasks = (...all: string[]) => `  tasks:\n${inset(all.join(''))}`

/** Each tried with ansible-core 2.14. */
describe('handlers of equal names', () => {
  test.each<[string, string, string]>([
    ["the play's own beats a role's", `  roles: [r]\n${own(handler('reload', 'syncookies'))}`, 'syncookies'],
    ["the later role's beats an earlier one's", '  roles: [r, s]\n', 'ecn'],
    ['and that of what it needs, whose list comes before', '  roles: [s, r]\n', 'sack'],
    ['the first of one list', `${tasks(notify('x'))}${own(handler('x', 'sack'), handler('x', 'ecn'))}`, 'sack'],
    [
      'the last where a block parts them',
      `${tasks(notify('x'))}${own(handler('x', 'sack'), `- block:\n${inset(handler('x', 'ecn'))}`, handler('x', 'frto'))}`,
      'frto',
    ],
    [
      'a role in front names its own',
      `${tasks('- import_role: {name: s}\n', notify('s : reload'))}${own(handler('reload', 'sack'))}`,
      'ecn',
    ],
    [
      "an included role's beats the play's",
      `${tasks('- include_role: {name: s}\n')}${own(handler('reload', 'sack'))}`,
      'ecn',
    ],
    [
      'which is not meant by what was notified before',
      `${tasks(notify('reload'), '- include_role: {name: s}\n')}${own(handler('reload', 'sack'))}`,
      'ecn sack',
    ],
    [
      'all that listen run, and one that has the name',
      `${tasks(notify('both'))}${own(handler('both', 'sack'), handler('q', 'ecn', '  listen: both\n'), handler('r', 'frto', '  listen: [both]\n'))}`,
      'ecn frto sack',
    ],
  ])('%s', async (_, play, expected) => {
    expect(await ran(play)).toBe(expected)
  })
})

describe('handlers', () => {
  it('of roles are there for pre_tasks', async () => {
    expect(await ran(`  pre_tasks:\n${inset(notify('own s'))}  roles: [s]\n`)).toBe('ecn fack')
  })

  it('notify others behind them at once, and others before them for the next time', async () => {
    const b = `- name: b\n  command: "true"\n  notify: [a, c]\n`
    const play = `${tasks(notify('b'))}${own(handler('a', 'sack'), b, handler('c', 'ecn'))}`
    expect(await ran(play)).toBe('ecn sack')
    expect(await ran(play.replace('tasks:', 'post_tasks:'))).toBe('ecn')
  })

  it('of names that templates give', async () => {
    const vars = '  vars: {x: web}\n'
    expect(await ran(`${vars}${tasks(notify('go {{ x }}'))}${own(handler('go web', 'sack'))}`)).toBe('sack')
    expect(await ran(`${vars}${tasks(notify('go {{ y }}'))}${own(handler('go web', 'sack'))}`)).toBe('sack=?')
    expect(await ran(`${tasks(notify('go web'))}${own(handler('"go {{ x }}"', 'sack'))}`)).toBe('sack=?')
    expect(await ran(`${tasks('- debug:\n')}${own(handler('"go {{ x }}"', 'sack'))}`)).toBe('')
  })

  it('that flush themselves and notify each other end', async () => {
    const flush = '- name: b\n  meta: flush_handlers\n  notify: a\n'
    const play = `${tasks(notify('a'))}${own(handler('a', 'sack', '  notify: b\n'), flush)}`
    expect(await ran(play)).toBe('sack')
  })

  it('are many, and notified many times', async () => {
    const many = Array.from({ length: 2000 }, (_, i) => handler(`h${i}`, 'sack')).join('')
    const names = Array.from({ length: 2000 }, (_, i) => `h${i}`)
    expect(await ran(`${tasks(notify(...names))}${own(many)}`)).toBe('sack')
  })
})

describe('run_once', () => {
  const files = (more: string) => ({ hosts: 'h1\nh2\n', 'site.yml': `- hosts: all\n  tasks:\n${inset(more)}` })
  it('leaves open on which host it is', async () => {
    const once = task('sack', '1').replace('\n', '\n  run_once: true\n')
    expect(await values(files(once))).toEqual(['h1 sack=?', 'h2 sack=?'])
    const never = task('sack', '1').replace('\n', '\n  run_once: false\n')
    expect(await values(files(never))).toEqual(['h1 sack=1', 'h2 sack=1'])
  })

  it('gives all hosts the facts of one, which nobody can tell', async () => {
    const fact = '- set_fact: {z: "{{ 3 if inventory_hostname == \'h1\' else 4 }}"}\n  run_once: true\n'
    expect(await values(files(fact + task('syn_retries', '{{ z }}')))).toEqual(['h1 syn_retries=?', 'h2 syn_retries=?'])
  })
})
