import { chmodSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { candidates } from '../../src/io/byte-search.ts'
import type { PassedOver } from '../../src/io/passed-over.ts'
import { createReader } from '../../src/io/read-files.ts'
import { cpuTime } from '../cpu-time.ts'
import { addFiles, tempTree } from './temp-tree.ts'

const setting = 'net.ipv4.tcp_sack = 1\n'

function read(root: string, files: readonly string[], wanted: (path: string) => boolean = () => false) {
  const passedOver: PassedOver[] = []
  const sources = [...createReader(root)(files, { wanted, passedOver: one => passedOver.push(one) })]
  return { sources, names: sources.map(s => s.path), passedOver: passedOver.map(p => `${p.path} ${p.why}`) }
}

/** Which of some files are candidates, searched as one batch. */
function hits(...texts: string[]): number[] {
  const starts: number[] = []
  let all = ''
  for (const text of texts) {
    starts.push(Buffer.byteLength(all))
    all += `${text}\n`
  }
  return [...candidates({ bytes: Buffer.from(all.slice(0, -1)), starts })].sort((a, b) => a - b)
}

test.each([
  ['net.ipv4.tcp_sack'],
  ['/proc/sys/net/ipv4/tcp_sack'],
  ['net_ipv4_tcp_sack'],
  ['net:ipv4:x'],
  ['net.netfilter.nf_conntrack_tcp_loose'],
  ['ipv4 v4 xnet.ipv4'],
  ['MIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\nbmV0Cg=='],
  ['Mime-Version: 1.0\nContent-Transfer-Encoding: base64\n\nbmV0Cg=='],
  ['#cloud-config\nwrite_files:\n  - {path: /a, encoding: gz+b64, content: H4sI}'],
  ['#cloud-config-archive\n- content: !!binary |\n    bmV0'],
  ['data = <<EOF\n#cloud-config\nwrite_files:\n- encoding: b64\nEOF'],
])('%j may hold a parameter', text => {
  expect(hits(text)).toEqual([0])
  expect(hits('x', `${'y'.repeat(3000)}\n${text}\n${'z'.repeat(3000)}`, text, '')).toEqual([1, 2])
})

test.each([
  ['ipv4'],
  ['net.ipv6.tcp'],
  ['xet.ipv4'],
  ['net-ipv4'],
  ['net.ip'],
  ['tcp_sack'],
  ['#cloud-config\npackages: [vim]\n'],
  ['MIME-Version: 1.0\n\nhello'],
  ['content: !!binary |\n  bmV0'],
  [''],
])('%j holds none', text => {
  expect(hits(text)).toEqual([])
  expect(hits(setting, text, setting)).toEqual([0, 2])
})

test('needles do not reach from one file into the next', () => {
  expect(hits('net.ip', 'v4', 'conntrack', '_tcp', 'net.', 'ipv4')).toEqual([])
})

test('the search finds exactly what a regular expression over each file finds', () => {
  const piece = fc.constantFrom('net', '.', '/', 'ipv4', 'v4', 'ip', 'conntrack', '_tcp', '\n', 'x', 'é')
  const text = fc.array(piece, { maxLength: 12 }).map(p => p.join(''))
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 8 }), texts => {
      const expected = texts.flatMap((t, i) => (/net[./_:]ipv4|conntrack_tcp/.test(t) ? [i] : []))
      expect(hits(...texts)).toEqual(expected)
    }),
    { numRuns: 1000 },
  )
})

test('files are read whole and decoded', () => {
  const root = tempTree({
    'a.conf': setting,
    'b.conf': `\ufeff# é 日本\r\n${setting}`,
    'c.conf': 'nothing',
    'empty.conf': '',
  })
  writeFileSync(join(root, 'latin.conf'), Buffer.from(`# caf\xe9\n${setting}`, 'latin1'))
  const { sources, passedOver } = read(root, ['latin.conf', 'c.conf', 'b.conf', 'empty.conf', 'a.conf'])
  expect(sources).toEqual([
    { path: 'latin.conf', text: `# caf\ufffd\n${setting}` },
    { path: 'b.conf', text: `\ufeff# é 日本\r\n${setting}` },
    { path: 'a.conf', text: setting },
  ])
  expect(passedOver).toEqual([])
})

test('a file may matter whatever is in it', () => {
  const root = tempTree({ 'etc/sysctl.d/50.conf': 'x = 1', 'etc/sysctl.d/60.conf': '', 'other.conf': 'y' })
  const { sources } = read(root, ['etc/sysctl.d/50.conf', 'etc/sysctl.d/60.conf', 'other.conf'], p =>
    p.startsWith('etc/'),
  )
  expect(sources.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
    { path: 'etc/sysctl.d/50.conf', text: 'x = 1' },
    { path: 'etc/sysctl.d/60.conf', text: '' },
  ])
})

test('sizes around those of the buffer', () => {
  const sizes = [1, 4095, 4096, 4097, 65_535, 65_536, 65_537, 131_072, 524_288, 600_000, 8 << 20]
  const root = tempTree({})
  const names: string[] = []
  for (const round of [0, 1])
    for (const size of sizes) {
      const name = `${round}-${size}.conf`
      addFiles(root, { [name]: `${'#'.repeat(Math.max(0, size - setting.length))}${setting}`.slice(-size) })
      names.push(name)
    }
  const { sources, passedOver } = read(root, names, () => true)
  expect(passedOver).toEqual([])
  expect(sources.map(s => s.path).sort()).toEqual(names.toSorted())
  for (const { path, text } of sources)
    expect(`${path}: ${text.length}`).toBe(`${path}: ${path.split('-')[1]!.split('.')[0]}`)
  expect(sources.filter(s => s.text.endsWith(setting)).length).toBe(names.length - 2)
})

test('what is large, binary, missing, forbidden or no file is passed over, and the rest is read', () => {
  const root = tempTree({
    'good.conf': setting,
    'late.conf': `${'#'.repeat(9000)}\0${setting}`,
    'nul.conf': `\0${setting}`,
  })
  addFiles(root, {
    'big.conf': setting,
    'utf16.conf': Buffer.from(setting, 'utf16le'),
    'dir/x': '',
    'shut.conf': setting,
  })
  truncateSync(join(root, 'big.conf'), (8 << 20) + 1)
  symlinkSync('good.conf', join(root, 'link.conf'))
  chmodSync(join(root, 'shut.conf'), 0)
  const { names, passedOver } = read(root, [
    'nul.conf',
    'big.conf',
    'utf16.conf',
    'gone.conf',
    'dir',
    'link.conf',
    'good.conf/x',
    'late.conf',
    'good.conf',
  ])
  expect(names).toEqual(['late.conf', 'good.conf'])
  expect(passedOver.sort()).toEqual([
    'big.conf too-large',
    'dir repository',
    'gone.conf vanished',
    'good.conf/x vanished',
    'link.conf symbolic-link',
    'nul.conf binary',
    'utf16.conf binary',
  ])
  if (process.getuid?.() !== 0) expect(read(root, ['shut.conf']).passedOver).toEqual(['shut.conf unreadable'])
})

test('a file of 50 MB costs no more than a look at its start', () => {
  const root = tempTree({})
  writeFileSync(join(root, 'huge.conf'), Buffer.alloc(50_000_000, 'net.ipv4.tcp_sack=1 '))
  const work = () => expect(read(root, ['huge.conf']).passedOver).toEqual(['huge.conf too-large'])
  expect(Math.min(...[1, 2, 3].map(() => cpuTime(work)))).toBeLessThan(50)
})

test('kinds of files that no reader knows are not even opened', () => {
  const names = ['README.md', 'a.PNG', 'main.go', 'x.tar.gz', 'package-lock.json', 'go.sum', 'doc/x.rst']
  expect(read(tempTree({}), names).passedOver).toEqual([])
  const root = tempTree({ 'x.py.j2': setting, md: setting, '.md': setting, 'user-data': setting, 'a.tf': setting })
  expect(read(root, ['x.py.j2', 'md', '.md', 'user-data', 'a.tf']).names).toHaveLength(5)
})
