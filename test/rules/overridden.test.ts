import { expect, test } from 'vitest'
import type { Target } from '../../src/core/target.ts'
import { rule } from '../../src/rules/overridden.ts'
import { applyFix } from './apply-fix.ts'
import { dropIn, file, findings, line, load, set, target, tree, written } from './targets.ts'

const key = 'net.ipv4.tcp_syn_retries'
const other = 'net.ipv4.tcp_synack_retries'
const places = (one: Target, options: Parameters<typeof findings>[1] = {}) =>
  findings([one], { rules: [rule], ...options }).map(({ at, severity }) => `${severity} ${at.source.path}:${at.start}`)

const etc = (name: string) => `/etc/sysctl.d/${name}`
const lib = (name: string) => `/usr/lib/sysctl.d/${name}`

test.each<[string, Record<string, string>, string[]]>([
  ['the same file', { [etc('a.conf')]: `${key} = 3\n${key} = 5\n` }, ['warning etc/sysctl.d/a.conf:0']],
  ['the same file, an equal value', { [etc('a.conf')]: `${key} = 3\n${key} = 3\n` }, []],
  ['the same file, equal to the kernel', { [etc('a.conf')]: `${key} = 5\n${key} = 05\n` }, []],
  ['/etc over /usr/lib by a later name', { [lib('20.conf')]: `${key} = 3\n`, [etc('30.conf')]: `${key} = 5\n` }, []],
  [
    '/usr/lib over /etc by a later name',
    { [etc('10.conf')]: `${key} = 3\n`, [lib('20.conf')]: `${key} = 5\n` },
    ['warning etc/sysctl.d/10.conf:0'],
  ],
  ['/usr/lib over /etc, an equal value', { [etc('10.conf')]: `${key} = 3\n`, [lib('20.conf')]: `${key} = 3\n` }, []],
  [
    '/usr/lib over /run',
    { '/run/sysctl.d/10.conf': `${key} = 3\n`, [lib('20.conf')]: `${key} = 5\n` },
    ['warning run/sysctl.d/10.conf:0'],
  ],
  ['one directory, by name', { [etc('10.conf')]: `${key} = 3\n`, [etc('20.conf')]: `${key} = 5\n` }, []],
  ['masked and set again', { [etc('a.conf')]: `${key} = 3\n`, [lib('a.conf')]: `${key} = 5\n` }, []],
  ['masked by comments', { [etc('a.conf')]: '# off\n', [lib('a.conf')]: `${key} = 5\n` }, []],
  ['masked by nothing', { [etc('a.conf')]: '', [lib('a.conf')]: `${key} = 5\n` }, []],
  [
    'masked and lost',
    { [etc('a.conf')]: `${other} = 3\n`, [lib('a.conf')]: `${key} = 5\n` },
    ['warning usr/lib/sysctl.d/a.conf:0'],
  ],
  [
    'masked and set elsewhere',
    { [etc('a.conf')]: `${other} = 3\n`, [lib('a.conf')]: `${key} = 5\n`, [etc('b.conf')]: `${key} = 4\n` },
    [],
  ],
])('%s', (_, files, expected) => {
  expect(places(tree(files))).toEqual(expected)
})

test('under procps /etc/sysctl.conf over a drop-in is how it is made', () => {
  const files = tree({ [etc('99.conf')]: `${key} = 3\n`, '/etc/sysctl.conf': `${key} = 5\n` })
  expect(places(files, { loader: 'procps' })).toEqual([])
})

test('the winner is pointed at', () => {
  const [found] = findings([tree({ [etc('10.conf')]: `${key} = 3\n`, [lib('20.conf')]: `# vendor\n${key} = 5\n` })])
  expect(found!.related!.map(({ at }) => [at.source.path, written(at)])).toEqual([['usr/lib/sysctl.d/20.conf', key]])
  expect(found!.message).toContain('/usr/lib/sysctl.d/20.conf sets it to 5 and sorts after 10.conf')
})

test('the line that loses in its own file can go without any effect', () => {
  const [found] = findings([dropIn(`${key} = 3\n${key} = 5\n`)])
  expect(found!.fix!.safe).toBe(true)
  expect(applyFix(found!)).toBe(`${key} = 5\n`)
})

test('a winner that is refused or not known is no surprise of this rule', () => {
  expect(places(dropIn(`${key} = 3\n${key} = many\n`))).toEqual([])
  const unknown = target('run', [set(key, '3'), set(key, '$N', { known: false })])
  expect(places(unknown)).toEqual([])
})

test('a file that is written again loses what it held', () => {
  const script = (path: string, text: string) => file(etc('60.conf'), text, { path, format: 'shell' })
  const lost = target('run', [script('a.sh', `${key} = 3\n`), script('b.sh', `${other} = 3\n`)])
  expect(places(lost)).toEqual(['warning a.sh:0'])
  const same = target('run', [script('a.sh', `${key} = 3\n`), script('b.sh', `${key} = 3\n${other} = 3\n`)])
  expect(places(same)).toEqual([])
  const loadedBefore = target('run', [
    script('a.sh', `${key} = 3\n`),
    load([etc('60.conf')]),
    script('b.sh', `${other} = 3\n`),
  ])
  expect(places(loadedBefore)).toEqual([])
})

test('a write to the running kernel that a later one replaces', () => {
  const twice = (a: string, b: string) => target('run', [set(key, a, { path: 'a' }), set(key, b, { path: 'b' })])
  expect(places(twice('3', '5'))).toEqual(['warning a:0'])
  expect(places(twice('3', '3'))).toEqual([])
})

test('entries that YAML drops for a key that stands twice', () => {
  const dropped = (value: string) => ({
    step: set(key, value, { path: 'a' }),
    outcome: 'overridden' as const,
    why: 'twice',
  })
  const kept = set(key, '3', { path: 'b' })
  expect(places(target('run', [kept], { dropped: [dropped('5')] }))).toEqual(['warning a:0'])
  expect(places(target('run', [kept], { dropped: [dropped('3')] }))).toEqual([])
})

test('it silences the value rules on the loser, and the winner is judged', () => {
  const fin = 'net.ipv4.tcp_fin_timeout'
  expect(findings([dropIn(`${fin} = 60\n${fin} = 20\n`)]).map(one => one.rule)).toEqual(['overridden'])
  const both = findings([dropIn(`${fin} = 20\n${fin} = 60\n`)]).map(one => `${one.rule}:${one.at.start}`)
  expect(both).toEqual(['overridden:0', 'tcp-fin-timeout:30'])
})

test('conditional lines lose nothing for certain', () => {
  const maybe = target('run', [set(key, '3', { path: 'a', conditional: 'inside an if' }), set(key, '5', { path: 'b' })])
  expect(places(maybe)).toEqual([])
})

test("where Ansible's module writes the file anew, the first line wins, and no later one is blamed", () => {
  const path = etc('60.conf')
  const lines = file(path, `${key} = 3\n${key} = 5\n`)
  const [found, ...more] = findings([target('run', [lines, line(path, other, '4'), load([path])])], { rules: [rule] })
  expect(more).toEqual([])
  expect(written(found!.at)).toBe(key)
  expect(found!.at.start).toBeGreaterThan(0)
  expect(found!.message).toBe(
    `${key} = 5 never holds: ansible.posix.sysctl writes /etc/sysctl.d/60.conf anew for ${other} and keeps only the first line of each key, which sets it to 3; delete one of the two`,
  )
  expect(found!.related!.map(({ at, note }) => [written(at), note])).toEqual([
    [key, 'it wins here'],
    [other, 'the file is written anew for this one'],
  ])
  // on a host where the module does not come by, the other line would be the one to delete
  expect(found!.fix).toBeUndefined()
})
