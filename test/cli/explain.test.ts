import { describe, expect, test } from 'vitest'
import { pageOf } from '../../src/commands/explain.ts'
import { stateNames } from '../../src/core/tcp-states.ts'
import { parameters } from '../../src/kernel/parameters.ts'
import { findState, spellingsOf, states } from '../../src/kernel/table/states.ts'
import { builtInPolicies } from '../../src/policies/built-in.ts'
import { closeArrows } from '../../src/reports/close-arrows.ts'
import { pageMarkdown, pageText } from '../../src/reports/page.ts'
import { rules } from '../../src/rules/registry.generated.ts'
import { tempTree } from '../io/temp-tree.ts'
import { runCli } from './run-cli.ts'

const plain = (text: string) => text.replace(/[`*\\<>]/g, '').replace(/\s+/g, ' ')
const said = (word: string) => plain(pageText(pageOf(word)!))
const section = (word: string, title: string) =>
  plain(JSON.stringify(pageOf(word)?.sections.find(s => s.title === title)?.blocks ?? []))

describe('a parameter', () => {
  test.each([
    'net.ipv4.tcp_fin_timeout',
    'tcp_fin_timeout',
    'net/ipv4/tcp_fin_timeout',
    '/proc/sys/net/ipv4/tcp_fin_timeout',
    'NET.IPV4.TCP_FIN_TIMEOUT',
  ])('goes by %s', word => {
    expect(pageOf(word)?.title).toBe('net.ipv4.tcp_fin_timeout')
  })

  test('of the other sections goes by its last word too', () => {
    expect(pageOf('somaxconn')?.title).toBe('net.core.somaxconn')
    expect(pageOf('nf_conntrack_max')?.title).toBe('net.netfilter.nf_conntrack_max')
  })

  test('has its unit, default, limits, kernels and namespace', () => {
    const page = said('tcp_keepalive_probes')
    expect(page).toContain('Unit: probes')
    expect(page).toContain('Default: 9')
    expect(page).toContain('Takes before 5.13: any number of 32 bits, -2147483648 to 2147483647')
    expect(page).toContain('Takes since 5.13 (and 5.10.178): 0 to 255')
    expect(page).toContain('Since: Linux 2.2')
    expect(page).toContain('Every distribution that is known: there, 9 by default')
    expect(page).toContain('each network namespace has its own')
    expect(said('tcp_mem')).toContain('one for the whole host')
    expect(said('tcp_fin_timeout')).toContain('whole seconds up to 21474836 (HZ=100)')
  })

  test('that is gone says since when, where it still is, and what takes its place', () => {
    const page = said('tcp_tw_recycle')
    expect(page).toContain('in Linux 4.12; writing it fails from then on')
    expect(page).toContain('In its place: net.ipv4.tcp_tw_reuse')
    expect(page).toContain('rhel-7 (3.10.0 to 4.11): there, 0 by default')
    expect(page).toMatch(/debian-12 \(6\.1 to 6\.12\)[^:]* not there: writing it fails/)
  })

  test('whose default has changed says when, and for which distributions', () => {
    const page = said('tcp_tw_reuse')
    expect(page).toContain('Default before 4.19: 0')
    expect(page).toContain('Default since 4.19: 2')
    expect(page).toContain('Takes since 4.19: 0 to 2')
    expect(page).not.toContain('Takes since 5.13')
    expect(page).toContain('2 loopback only')
    expect(page).toMatch(/debian-10 \(4\.19 to 5\.10\)[^:]* there, 2 by default/)
  })

  test('names what every built-in policy wants of it, with the source', () => {
    for (const { limits } of builtInPolicies)
      for (const { parameter, authority, source } of limits) {
        expect(section(parameter, 'Who recommends what')).toContain(authority)
        expect(section(parameter, 'Who recommends what')).toContain(source.replaceAll('"', ''))
      }
  })

  test('says what the article says, and where the kernel says otherwise', () => {
    expect(section('tcp_fin_timeout', 'What the article says')).toContain('15 to 30 seconds')
    expect(section('tcp_fin_timeout', 'What the kernel and its manuals say')).toContain('the article is mistaken')
    expect(section('tcp_sack', 'What the article says')).toContain('does not mention this parameter')
  })

  test('names the rules that speak of it, and the states', () => {
    expect(section('tcp_keepalive_time', 'Which rules speak of it')).toContain('keepalive-incomplete')
    expect(section('tcp_fin_timeout', 'Which states of a connection it has to do with')).toContain('FIN_WAIT_2')
    for (const { id } of rules.filter(rule => parameters.has(`net.ipv4.${rule.id.replaceAll('-', '_')}`)))
      expect(section(id.replaceAll('-', '_'), 'Which rules speak of it')).toContain(id)
  })

  test('of every name in the table has a page that keeps to 80 columns where it can break', () => {
    for (const [name, { doc }] of parameters) {
      const page = pageOf(name)!
      expect(plain(pageText(page))).toContain(plain(doc))
      for (const line of pageText(page).split('\n')) {
        expect(line).toBe(line.trimEnd())
        if (line.trim().includes(' ')) expect(line.length).toBeLessThanOrEqual(80)
      }
      expect(pageMarkdown(page)).not.toMatch(/undefined|null|NaN|\[object/)
    }
  })
})

describe('a state', () => {
  test('there is a page for each of the article, and for no other', () => {
    expect(states.map(s => s.name)).toEqual([...stateNames])
  })

  test.each(states.flatMap(state => spellingsOf(state).map(one => [one, state.name])))('%s is %s', (word, name) => {
    for (const one of [word, word!.toLowerCase(), word!.replaceAll('_', '-'), word!.replaceAll('_', '')])
      expect(pageOf(one!)?.title).toBe(name)
  })

  test('no two states share a name, and none is a rule or a parameter', () => {
    const names = states.flatMap(state => [...new Set(spellingsOf(state).map(one => one.replaceAll('-', '_')))])
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(rules.map(r => r.id)).not.toContain(name.toLowerCase())
  })

  test('says plainly what no sysctl can shorten', () => {
    expect(said('CLOSE_WAIT')).toContain('No sysctl can shorten it. It ends when the application of this host closes')
    expect(said('TIME_WAIT')).toContain('No sysctl can shorten it: it is 60 s, a constant of the kernel')
    expect(said('FIN_WAIT_2')).toContain('net.ipv4.tcp_fin_timeout ends it where no process holds the socket')
  })

  test('is governed by parameters that there are, and by those on the arrows that lead out of it', () => {
    for (const { name, governed } of states) {
      const own = governed.map(g => g.parameter)
      for (const parameter of own) expect([...parameters.keys()]).toContain(parameter)
      for (const { from, by } of closeArrows)
        if (from === name && by[0] !== 'tcp_max_tw_buckets')
          for (const parameter of by) expect(own, `${name}: ${parameter}`).toContain(`net.ipv4.${parameter}`)
    }
  })

  test('is not found for a long word', () => {
    expect(findState('CLOSE_WAIT'.repeat(1000))).toBeUndefined()
    expect(findState('')).toBeUndefined()
  })
})

test('a page is printed for a terminal or as Markdown', () => {
  const root = tempTree({})
  expect(runCli(root, ['explain', 'close-wait']).stdout).toMatch(
    /^CLOSE_WAIT\nA state of a TCP connection\.\n\nWhat it means\n/,
  )
  expect(runCli(root, ['explain', 'tcp_sack', '--format', 'markdown']).stdout).toMatch(/^# net\.ipv4\.tcp_sack\n\n/)
  expect(runCli(root, ['explain', 'tcp-fin-timeout', '--format=markdown']).stdout).toContain('Severity: **warning**')
})
