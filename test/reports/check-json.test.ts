import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { checkJson } from '../../src/reports/check-json.ts'
import { checkText } from '../../src/reports/check-text.ts'
import { effectOf, findingOf, placeOf, reportOf } from './report-of.ts'

const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const source = { path: 'group_vars/all.yml', text: 'sysctl:\r\n  net.ipv4.tcp_fin_timeout: 60 # 🙂\r\n  more: "é"\r\n' }
const other = { path: 'etc/sysctl.conf', text: 'net.ipv4.tcp_fin_timeout = 30\n' }
const key = placeOf(source, 'net.ipv4.tcp_fin_timeout')
const value = placeOf(source, '60')

const full = findingOf(key, {
  rule: 'overridden',
  severity: 'error',
  message: 'the thing\nis odd',
  parameter: 'net.ipv4.tcp_fin_timeout',
  value: '60',
  fix: {
    title: 'Set it to 30',
    safe: true,
    edits: [
      { at: value, text: '30' },
      { at: placeOf(other, '30'), text: '' },
    ],
  },
  related: [
    { at: placeOf(other, 'net.ipv4.tcp_fin_timeout'), note: 'it wins here' },
    { at: placeOf(source, 'more'), note: 'and more' },
  ],
})
const bare = findingOf({ source, start: 0, end: source.text.length }, { severity: 'notice' })
const report = reportOf({ findings: [full, bare], settings: [effectOf(key, value)], files: 7 })

test('the interface of check', () => {
  const [one, two] = JSON.parse(checkJson(report, { version: '1.2.3', hash })).findings
  expect(JSON.parse(checkJson(report, { version: '1.2.3', hash }))).toEqual({
    version: 1,
    tool: { name: 'sysctl-lint', version: '1.2.3' },
    findings: [
      {
        rule: 'overridden',
        severity: 'error',
        message: 'the thing\nis odd',
        file: 'group_vars/all.yml',
        line: 2,
        column: 3,
        endLine: 2,
        endColumn: 27,
        parameter: 'net.ipv4.tcp_fin_timeout',
        value: '60',
        fix: {
          title: 'Set it to 30',
          safe: true,
          edits: [
            { file: 'group_vars/all.yml', line: 2, column: 29, endLine: 2, endColumn: 31, text: '30' },
            { file: 'etc/sysctl.conf', line: 1, column: 28, endLine: 1, endColumn: 30, text: '' },
          ],
        },
        related: [
          { file: 'etc/sysctl.conf', line: 1, column: 1, note: 'it wins here' },
          { file: 'group_vars/all.yml', line: 3, column: 3, note: 'and more' },
        ],
        fingerprint: one.fingerprint,
        suppressed: null,
      },
      {
        rule: 'toy-rule',
        severity: 'notice',
        message: 'the thing is odd',
        file: 'group_vars/all.yml',
        line: 1,
        column: 1,
        endLine: 4,
        endColumn: 1,
        parameter: null,
        value: null,
        fix: null,
        related: [],
        fingerprint: two.fingerprint,
        suppressed: null,
      },
    ],
    summary: { files: 7, settings: 1, errors: 1, warnings: 0, notices: 1, suppressed: 0 },
  })
  expect(one.fingerprint).not.toBe(two.fingerprint)
})

test('what was set aside is there with its reason, and counts for nothing', () => {
  const aside = findingOf(key, { severity: 'error', suppressed: { kind: 'inline', reason: 'agreed' } })
  const known = findingOf(value, { severity: 'warning', suppressed: { kind: 'baseline', reason: '' } })
  const some = reportOf({ findings: [aside, known, bare] })
  const { findings, summary } = JSON.parse(checkJson(some, { version: '1', hash }))
  expect(findings.map((f: { suppressed: unknown }) => f.suppressed)).toEqual([
    { kind: 'inline', reason: 'agreed' },
    { kind: 'baseline', reason: '' },
    null,
  ])
  expect(summary).toMatchObject({ errors: 0, warnings: 0, notices: 1, suppressed: 2 })
  expect(checkText(some, { colour: false, quiet: false })).toMatch(/1 notice in .*; 2 findings set aside\n$/)
})

test('the same for people', () => {
  expect(checkText(report, { colour: false, quiet: false })).toBe(`group_vars/all.yml

  2:3  error  overridden
  the thing\\nis odd
    2 │   net.ipv4.tcp_fin_timeout: 60 # 🙂
      │   ^^^^^^^^^^^^^^^^^^^^^^^^
  etc/sysctl.conf:1:1: it wins here
  line 3: and more
  fix: Set it to 30

  1:1  notice  toy-rule
  the thing is odd
    1 │ sysctl:
      │ ^^^^^^^
    2 │   net.ipv4.tcp_fin_timeout: 60 # 🙂
      │   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    3 │   more: "é"
      │   ^^^^^^^^^

1 error, 1 notice in 1 setting (7 files)
`)
})

test('colours only paint', () => {
  const plain = checkText(report, { colour: false, quiet: false })
  const painted = checkText(report, { colour: true, quiet: false })
  expect(painted).not.toBe(plain)
  expect(painted.replaceAll(/\x1b\[[0-9;]*m/g, '')).toBe(plain)
})

test('many related places are cut for people only', () => {
  const related = Array.from({ length: 9 }, (_, i) => ({ at: key, note: `place ${i}` }))
  const many = reportOf({ findings: [findingOf(key, { related })] })
  expect(JSON.parse(checkJson(many, { version: '1', hash })).findings[0].related).toHaveLength(9)
  const text = checkText(many, { colour: false, quiet: true })
  expect(text).toContain('place 4')
  expect(text).not.toContain('place 5')
  expect(text).toContain('and 4 more')
})
