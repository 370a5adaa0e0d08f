import { describe, expect, it, test } from 'vitest'
import { textOf } from '../../../../src/core/text.ts'
import { type PlayHosts, playHosts } from '../../../../src/formats/ansible/project/host-pattern.ts'
import { compileRegex } from '../../../../src/formats/ansible/project/host-regex.ts'
import { readIniHosts } from '../../../../src/formats/ansible/project/ini-hosts.ts'
import { createGroupOrder, openInventory } from '../../../../src/formats/ansible/project/inventory.ts'

const ini = `lone
alpha.example.org
[web]
web1
web2
web03.example.org
web
[db]
db1
web2
db-a
[zero]
[servers:children]
web
db
[web_eu]
eu1
eu2
`

const inventory = openInventory()
readIniHosts(inventory, { ...textOf({ path: 'hosts', text: ini }), source: { path: 'hosts', text: ini } })
const groupsOf = createGroupOrder(inventory)

function ask(means: PlayHosts): string[] | null {
  const answers = [...inventory.hosts].map(([name, host]) => [name, means(name, groupsOf(host))] as const)
  if (answers.some(([, is]) => is === null)) return null
  return answers.flatMap(([name, is]) => (is ? [name] : [])).sort()
}

const hosts = (...patterns: string[]) => ask(playHosts(patterns, inventory, () => true))

/** Answers of ansible-core 2.14, InventoryManager.get_hosts. */
test.each([
  ['web', 'web'],
  ['!web', 'alpha.example.org db-a db1 eu1 eu2 lone'],
  ['!db', 'alpha.example.org eu1 eu2 lone web web03.example.org web1'],
  ['servers:&db', 'db-a db1 web2'],
  ['w*', 'eu1 eu2 web web03.example.org web1 web2'],
  ['*eu*', 'eu1 eu2'],
  ['db-[a:c]', 'db-a'],
  ['al*', 'alpha.example.org db-a db1 eu1 eu2 lone web web03.example.org web1 web2'],
  ['un*', 'alpha.example.org lone'],
  ['web[0]', 'web1'],
  ['web[-1]', 'web'],
  ['web[0:1]', 'web1 web2'],
  ['web[0-1]', 'web1 web2'],
  ['web[1:]', 'web web03.example.org web2'],
  ['web[1:9]', 'web web03.example.org web2'],
  ['web[2:1]', ''],
  ['web[0:0]', 'web1'],
  ['lone[0]', 'lone'],
  ['zero[0]', ''],
  ['~web\\d+', 'web03.example.org web1 web2'],
  ['~^web\\d+$', 'web1 web2'],
  ['~(web|db)1', 'db1 web1'],
  ['~.*example\\.org$', 'alpha.example.org web03.example.org'],
  ['~web|db', 'db-a db1 eu1 eu2 web web03.example.org web1 web2'],
  ['~web_eu', 'eu1 eu2'],
  ['web1 db1', 'db1 web1'],
  ['web1,db:zero', 'web1'],
  ['web1:22', ''],
])('%s', (pattern, expected) => {
  expect(hosts(pattern)).toEqual(expected === '' ? [] : expected.split(' '))
})

test('each string of a list is taken apart by itself', () => {
  expect(hosts('web1:db1', 'lone,eu1')).toEqual(['db1', 'eu1', 'lone', 'web1'])
})

test.each([
  ['a slice of groups in a group, whose order is not certain', 'servers[0]'],
  ['a slice of all', 'all[0]'],
  ['a slice of what a pattern finds', 'w*[0]'],
  ['a place that is not there, with which Ansible ends', 'web[9]'],
  ['the same beside others', 'db:web[9]'],
  ['a regular expression that looks ahead', '~w(?=e)'],
  ['one that refers back', '~(w)\\1'],
  ['one that Python refuses', '~('],
  ['one that a colon takes apart', '~(?:web|db)1'],
  ['a template', '{{ target }}'],
])('not known: %s', (_, pattern) => {
  expect(hosts(pattern)).toBeNull()
})

describe('regular expressions', () => {
  it('that are made to take for ever do not', () => {
    const match = compileRegex('(a*)*(a|aa)+(a+a+)+$')!
    let steps = 0
    const spend = (count: number): boolean => {
      steps += count
      return true
    }
    expect(match(`${'a'.repeat(2000)}b`, spend)).toBe(false)
    expect(steps).toBeLessThan(100_000)
  })

  it('that come to too much are not followed', () => {
    expect(compileRegex('((a{99}){99}){99}')).toBeNull()
    expect(compileRegex('('.repeat(400))).toBeNull()
    expect(compileRegex('a'.repeat(501))).toBeNull()
  })

  it('are not known once the steps are used up', () => {
    expect(compileRegex('w.*x')!('web1', () => false)).toBeNull()
    expect(ask(playHosts(['~w.*x'], inventory, () => false))).toBeNull()
  })

  it('know ASCII only', () => {
    expect(compileRegex('\\w+')!('wäb', () => true)).toBeNull()
  })
})
