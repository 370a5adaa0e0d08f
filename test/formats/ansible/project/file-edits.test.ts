import { expect, it, test } from 'vitest'
import { lintTexts } from '../../../../src/lint-texts.ts'
import { values } from './ends.ts'

const path = '/etc/sysctl.d/60.conf'
const key = 'net.ipv4.tcp_fin_timeout'
const copied = `    - copy: {dest: ${path}, content: "${key} = 20\\nnet.ipv4.tcp_retries2 = 9\\n"}\n`

function files(tasks: string) {
  return { 'hosts.ini': 'web1\n', 'site.yml': `- hosts: all\n  tasks:\n${copied}${tasks}` }
}

/** As the real modules leave the file (test/oracle/file-edits.test.ts). */
it.each<[string, string, string]>([
  [
    'a line takes the place of its key',
    `lineinfile: {path: ${path}, regexp: '^net\\.ipv4\\.tcp_fin_timeout', line: ${key}=30}`,
    '30',
  ],
  ['a line without a pattern comes last', `lineinfile: {path: ${path}, line: ${key}=30}`, '30'],
  ['a line may come first', `lineinfile: {path: ${path}, line: ${key}=30, insertbefore: BOF}`, '20 ?'],
  ['a pattern may find another line', `lineinfile: {path: ${path}, regexp: '^net', line: ${key}=30}`, '20 ?'],
  ['lines of a key are removed', `lineinfile: {path: ${path}, regexp: '^${key}', state: absent}`, ''],
  [
    'lines of another key are removed',
    `lineinfile: {path: ${path}, regexp: '^net.ipv4.tcp_sack', state: absent}`,
    '20',
  ],
  ['a line that may be equal is removed', `lineinfile: {path: ${path}, line: ${key}=20, state: absent}`, '20 ?'],
  [
    'a pattern that only a run can tell',
    `lineinfile: {path: ${path}, regexp: "^{{ lookup('env', 'K') }}", state: absent}`,
    '20 ?',
  ],
  ['a block comes last', `blockinfile: {path: ${path}, block: ${key}=30}`, '30'],
  ['a block may come first', `blockinfile: {path: ${path}, block: ${key}=30, insertbefore: BOF}`, '20 ?'],
])('%s', async (_, task, expected) => {
  const ended = (await values(files(`    - ${task}\n`))).find(line => line.includes('fin_timeout')) ?? ''
  const [value, doubt] = expected.split(' ')
  expect(ended.replace(/.*=/, '')).toBe(doubt ?? value)
})

const blocks = (markers: readonly string[]) =>
  files(
    markers
      .map(
        (marker, i) =>
          `    - blockinfile: {path: ${path}, block: net.ipv4.tcp_s${i ? 'ack' : 'yn_retries'} = ${i ? 1 : 3}${marker}}\n`,
      )
      .join(''),
  )

test('a block goes with the next one of the same marker, and it is said', async () => {
  expect(await values(blocks(['', '']))).toEqual(['web1 fin_timeout=20', 'web1 retries2=9', 'web1 sack=1'])
  const { findings } = await lintTexts(Object.entries(blocks(['', ''])).map(([path, text]) => ({ path, text })))
  expect(findings.filter(one => one.rule === 'overridden').map(one => one.message)).toEqual([
    'net.ipv4.tcp_syn_retries = 3 is lost: a later blockinfile with the same marker puts its own block in the place of this one, without it; give each block a marker of its own',
  ])
})

test('blocks of different markers stay', async () => {
  const own = ", marker: '# {mark} net'"
  expect(await values(blocks(['', own]))).toContain('web1 syn_retries=3')
  expect(await values(blocks([own, '']))).toContain('web1 syn_retries=3')
})
