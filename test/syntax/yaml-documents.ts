import fc from 'fast-check'

const pieces = [
  ...[
    'a',
    'net.ipv4.tcp_rmem = 4096 87380',
    ' b',
    '  c',
    '# no',
    'x # y',
    "it's",
    '"q"',
    'é',
    '😀',
    'key: v',
    '- a',
    '{',
    '%',
  ],
  ...['a  b', '', '', ' ', '1', 'yes', ': ', '$x', '{{ y }}', '\\', "''", 'end '],
]

interface Parts {
  readonly lines: readonly string[]
  readonly eol: string
  readonly style: 'plain' | 'single' | 'double' | '|' | '>'
  readonly header: string
  readonly escape: boolean
  readonly continued: boolean
  readonly tail: number
  readonly depth: number
}

const parts: fc.Arbitrary<Parts> = fc.record({
  lines: fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }),
  eol: fc.constantFrom('\n', '\r\n'),
  style: fc.constantFrom('plain', 'single', 'double', '|', '>'),
  header: fc.constantFrom('', '-', '+', '2', '2-', '+2', ' # why'),
  escape: fc.boolean(),
  continued: fc.boolean(),
  tail: fc.integer({ min: 0, max: 3 }),
  depth: fc.integer({ min: 0, max: 5 }),
})

/** Documents that hold one long scalar in some style, some levels deep, between others. */
export const documents: fc.Arbitrary<string> = parts.map(p => {
  const indent = ' '.repeat(p.depth * 2)
  const before = Array.from({ length: p.depth }, (_, i) => `${'  '.repeat(i)}${i % 2 ? '-' : 'k:'}${p.eol}`).join('')
  return `${before}${indent}- ${scalar(p, `${indent}  `)}${indent}- after${p.eol}`
})

function scalar(p: Parts, indent: string): string {
  const { eol, lines } = p
  const body = (join: string, each: (line: string) => string) =>
    lines.map((line, i) => (i ? indent : '') + each(line)).join(join)
  if (p.style === 'single') return `'${body(eol, line => line.replace(/'/g, "''"))}'${eol}`
  if (p.style === 'double') {
    const quoted = (line: string) => {
      const safe = line.replace(/[\\"]/g, '\\$&')
      return p.escape ? safe.replace(/é/g, '\\xe9').replace(/😀/g, '\\U0001F600').replace(/a/g, '\\u0061') : safe
    }
    return `"${body(p.continued ? `\\${eol}` : eol, quoted)}"${eol}`
  }
  if (p.style === 'plain') return `${body(eol, line => line.replace(/[^\w .=$é😀]/gu, '').trim() || 'z')}${eol}`
  const blank = p.escape ? indent : ''
  const text = lines.map(line => (line === '' ? blank : indent + line)).join(eol)
  return `${p.style}${p.header}${eol}${text}${eol.repeat(p.tail || 1)}`
}
