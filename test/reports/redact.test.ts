import { expect, test } from 'vitest'
import { checkCheckstyle } from '../../src/reports/check-checkstyle.ts'
import { checkGithub } from '../../src/reports/check-github.ts'
import { checkGitlab } from '../../src/reports/check-gitlab.ts'
import { checkJson } from '../../src/reports/check-json.ts'
import { checkJunit } from '../../src/reports/check-junit.ts'
import { checkMarkdown } from '../../src/reports/check-markdown.ts'
import { checkText } from '../../src/reports/check-text.ts'
import { createRedactor } from '../../src/reports/redact.ts'
import { settingsJson } from '../../src/reports/settings-json.ts'
import { settingsText } from '../../src/reports/settings-text.ts'
import { growsTooFast } from '../cpu-time.ts'
import { effectOf, findingOf, placeOf, reportOf } from './report-of.ts'

const key = 'c1a5e0f3-9b7d2c44-00ff12ab-7e6d5c4b'
const parameter = 'net.ipv4.tcp_fastopen_key'

function everyReport(text: string, value: string): string[] {
  const source = { path: 'sysctl.conf', text }
  const [name, at] = [placeOf(source, parameter), placeOf(source, value)]
  const settings = [effectOf(name, at, { why: `EINVAL: ${value} is no key`, setting: { parameter, value } })]
  const findings = [
    findingOf(at, {
      parameter,
      value,
      message: `${parameter} is "${value}", which the kernel refuses`,
      fix: { title: `Replace ${value}`, safe: false, edits: [{ at, text: value }] },
      related: [{ at: name, note: `wins over ${value}` }],
    }),
    findingOf({ source, start: 0, end: text.length }),
  ]
  const report = reportOf({ settings, findings, problems: findings })
  const options = { colour: false, quiet: false }
  const json = checkJson(report, { version: '1', hash: t => `${Buffer.from(t).toString('hex')}${'0'.repeat(16)}` })
  const forServers = [checkGitlab(report, { hash: () => '0'.repeat(16), prefix: '' }), checkCheckstyle(report)]
  const forPeople = [checkMarkdown(report), checkGithub(report, { prefix: '', quiet: false })]
  const junit = [checkJunit(report, () => true), checkJunit(report, () => false)]
  const plain = [checkText(report, options), settingsText(report, options), json, settingsJson(report)]
  return [...plain, ...forServers, ...forPeople, ...junit]
}

test.each([
  ['as a line', `${parameter} = ${key}\n`, key],
  ['twice', `${parameter}=${key},${key}\n`, `${key},${key}`],
  ['malformed', `${parameter} = hunter2secret\n`, 'hunter2secret'],
  ['short', `${parameter} = 1-2-3-4\n`, '1-2-3-4'],
  ['in YAML, far from its name', `- name: ${parameter}\n  comment: x\n  value: ${key}\n`, key],
  ['among others', `sysctl -w net.ipv4.tcp_sack=1 ${parameter}=${key} net.ipv4.tcp_sack=0\n`, key],
])('the key of TCP Fast Open is in no report: %s', (_, text, value) => {
  for (const report of everyReport(text, value)) {
    expect(report).toContain('net.ipv4.tcp_fastopen_key')
    expect(report).not.toContain(value)
    expect(report).not.toContain(value.slice(2, 8))
  }
})

test('a frame hides the key, keeps its columns and shows all else', () => {
  const source = { path: 'x', text: `a ${parameter}=${key} b=${key}` }
  const { piece } = createRedactor([], [])
  expect(piece(source, 0, source.text)).toBe(`a ${parameter}=${'*'.repeat(35)} b=${'*'.repeat(35)}`)
  expect(piece(source, 0, 'net.ipv4.tcp_fin_timeout = 60')).toBe('net.ipv4.tcp_fin_timeout = 60')
  expect(piece(source, 0, 'uuid 123e4567-e89b-12d3-a456-426614174000')).toContain('123e4567')
})

test('a value that is not known hides nothing but itself', () => {
  const source = { path: 'x', text: `${parameter} = {{ the_fastopen_secret }}` }
  const at = placeOf(source, '{{ the_fastopen_secret }}')
  const setting = effectOf(placeOf(source, parameter), at, { setting: { known: false } })
  const { text, value } = createRedactor([setting], [])
  expect(text('the_fastopen_secret is a variable')).toBe('the_fastopen_secret is a variable')
  expect(value(parameter, 'x')).toBe('(secret)')
})

test('a hundred thousand keys take no longer than their number', () => {
  const line = `${parameter} = ${key}\n`
  const work = (count: number) => {
    const source = { path: 'x', text: line.repeat(count) }
    const settings = Array.from({ length: count }, (_, i) => {
      const at = i * line.length
      const valueAt = { source, start: at + parameter.length + 3, end: at + line.length - 1 }
      return effectOf({ source, start: at, end: at + parameter.length }, valueAt)
    })
    return () => {
      expect(settingsText(reportOf({ settings }), { colour: false, quiet: true })).not.toContain(key)
      const { piece } = createRedactor(settings, [])
      for (let i = 0; i < count; i++) piece(source, i * line.length, line)
    }
  }
  expect(growsTooFast(work, [25_000, 25_000, 25_000])).toBe(false)
}, 60_000)
