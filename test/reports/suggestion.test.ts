import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Edit, Finding } from '../../src/core/finding.ts'
import { lintTexts } from '../../src/lint-texts.ts'
import { createLocator } from '../../src/reports/locate.ts'
import { createRedactor } from '../../src/reports/redact.ts'
import { suggestionFor } from '../../src/reports/suggestion.ts'
import { classifiedOf } from './hostile-report.ts'
import { takeApart } from './markdown-outside-code.ts'
import { findingOf, placeOf } from './report-of.ts'

function suggest(finding: Finding, shift = 0) {
  const [one] = classifiedOf([finding])
  const head = { ...one!.head!, line: one!.head!.line + shift, endLine: one!.head!.endLine + shift }
  return suggestionFor({ finding, head }, createLocator(), createRedactor([], [finding]))
}

/** The file after a click on the button: the lines are replaced by those of the block. */
function clicked(text: string, { line, endLine, block }: { line: number; endLine: number; block: string }): string {
  const [fenced] = takeApart(block).fenced
  const lines = text.split('\n')
  lines.splice(line - 1, endLine - line + 1, ...fenced!.lines)
  return lines.join('\n')
}

function applied(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((a, b) => b.at.start - a.at.start)
    .reduce((out, { at, text: put }) => out.slice(0, at.start) + put + out.slice(at.end), text)
}

describe('what the rules offer', () => {
  const heredoc = `#cloud-config
runcmd:
  - |
    if true; then
    \tcat > /etc/sysctl.d/60-tcp.conf <<'EOF'
    \t  net.ipv4.tcp_fin_timeout = 60
    \tEOF
    fi
`
  const task = `- name: Close faster
  ansible.posix.sysctl: { name: "net.ipv4.tcp_fin_timeout", value: "60", sysctl_set: true } # seconds, for now
`
  const conf = 'net.ipv4.tcp_keepalive_time = 300\n  net.ipv4.tcp_tw_recycle = 1\nnet.ipv4.tcp_syncookies = 1\n'

  const lineOf = async (path: string, text: string, rule: string) => {
    const { findings } = await lintTexts([{ path, text }])
    const finding = findings.find(f => f.rule === rule)!
    const suggestion = suggest(finding)!
    expect(clicked(text, suggestion)).toBe(applied(text, finding.fix!.edits))
    return takeApart(suggestion.block).fenced[0]!.lines
  }

  test('in a here-document inside YAML', async () => {
    const lines = await lineOf('user-data.yaml', heredoc, 'tcp-fin-timeout')
    expect(lines).toEqual(['    \t  net.ipv4.tcp_fin_timeout = 30'])
  })

  test('with its quotes and its comment', async () => {
    expect(await lineOf('roles/web/tasks/main.yml', task, 'tcp-fin-timeout')).toEqual([
      '  ansible.posix.sysctl: { name: "net.ipv4.tcp_fin_timeout", value: "30", sysctl_set: true } # seconds, for now',
    ])
  })

  test('with the line that is missing below its own', async () => {
    const intvl = 'net.ipv4.tcp_sack = 1\n  net.ipv4.tcp_keepalive_intvl = 15\n'
    expect(await lineOf('etc/sysctl.d/60-tcp.conf', intvl, 'keepalive-incomplete')).toEqual([
      '  net.ipv4.tcp_keepalive_intvl = 15',
      '  net.ipv4.tcp_keepalive_time = 200',
    ])
  })

  test('not where a file is to be made, which no button does', async () => {
    const text = '#!/bin/sh\nsysctl -w net.ipv4.tcp_sack=1\n'
    const { findings } = await lintTexts([{ path: 'image/usr/local/bin/tune', text }])
    const finding = findings.find(f => f.rule === 'not-persistent')!
    expect(finding.fix!.creates).toHaveLength(1)
    expect(suggest(finding)).toBeNull()
  })

  test('as nothing, where the line goes', async () => {
    expect(await lineOf('etc/sysctl.d/60-tcp.conf', conf, 'tcp-tw-recycle')).toEqual([])
  })
})

test('the block is what the edits make of the lines, whatever they are', () => {
  const words = fc.stringMatching(/^[a-z`# \t]{0,12}$/)
  const arbitrary = fc
    .record({ lines: fc.array(words, { minLength: 1, maxLength: 6 }), end: fc.boolean() })
    .chain(({ lines, end }) => {
      const text = `k${lines.join('\n')}${end ? '\n' : ''}`
      const offset = fc.nat(text.length)
      return fc.record({
        text: fc.constant(text),
        cuts: fc.uniqueArray(offset, { minLength: 2, maxLength: 4 }).map(all => all.toSorted((a, b) => a - b)),
        put: fc.constantFrom('', '30', 'x\ny', '\n', '```'),
      })
    })
  let seen = 0
  fc.assert(
    fc.property(arbitrary, ({ text, cuts, put }) => {
      const source = { path: 'x.conf', text }
      const edits = Array.from({ length: cuts.length >> 1 }, (_, i) => ({
        at: { source, start: cuts[2 * i]!, end: cuts[2 * i + 1]! },
        text: put,
      }))
      const at = { source, start: 0, end: text.length }
      const suggestion = suggest(findingOf(at, { fix: { title: 'x', safe: true, edits } }))
      if (!suggestion) return
      seen++
      expect(clicked(text, suggestion)).toBe(applied(text, edits))
    }),
    { numRuns: 2000 },
  )
  expect(seen).toBeGreaterThan(200)
})

describe('there is none', () => {
  const fixOf = (text: string, what: string, put: string) => {
    const source = { path: 'x.conf', text }
    const at = placeOf(source, what)
    return findingOf(at, { fix: { title: 'x', safe: true, edits: [{ at, text: put }] } })
  }
  test.each([
    ['where nothing changes', fixOf('a = 60\n', '60', '60')],
    ['where the line ends in CR', fixOf('a = 60\r\n', '60', '30')],
    ['where the line has an escape', fixOf('a = 60 # \x1b[1m\n', '60', '30')],
    ['where the line runs the other way', fixOf('a = 60 # \u202e\n', '60', '30')],
    ['where the line has what is not seen', fixOf('a = 60 # \u200b\n', '60', '30')],
    ['where the fix has it', fixOf('a = 60\n', '60', '3\u202e0')],
    ['where the line is endless', fixOf(`a = 60 ${'x'.repeat(20_000)}\n`, '60', '30')],
    ['where lines would be joined', fixOf('a = 60\nb = 1\n', '60\n', '30 ')],
    [
      'where a secret would be shown',
      fixOf('net.ipv4.tcp_fastopen_key = 01234567-89abcdef-01234567-89abcdef\n', 'net', 'x'),
    ],
    ['where no fence would be right', fixOf(`a = 60 ${'`'.repeat(300)}\n`, '60', '30')],
  ])('%s', (_, finding) => {
    expect(suggest(finding)).toBeNull()
  })

  test('where the edit is on another line than the finding', () => {
    const source = { path: 'x.conf', text: 'a = 1\nb = 2\n' }
    const edits = [{ at: placeOf(source, '2'), text: '3' }]
    expect(suggest(findingOf(placeOf(source, '1'), { fix: { title: 'x', safe: true, edits } }))).toBeNull()
  })

  test('where edits cross or lie in two files', () => {
    const source = { path: 'x.conf', text: 'a = 60\n' }
    const other = { path: 'y.conf', text: 'a = 60\n' }
    const at = placeOf(source, 'a = 60')
    const edit = (span: Edit['at']) => ({ at: span, text: 'x' })
    for (const edits of [
      [edit(at), edit(placeOf(source, '60'))],
      [edit(at), edit(placeOf(other, '60'))],
    ])
      expect(suggest(findingOf(at, { fix: { title: 'x', safe: true, edits } }))).toBeNull()
  })
})

test('lines are those of the head commit', () => {
  const source = { path: 'x.conf', text: 'a\nb\nc = 60\n' }
  const at = placeOf(source, '60')
  const suggestion = suggest(findingOf(at, { fix: { title: 'x', safe: true, edits: [{ at, text: '30' }] } }), 10)
  expect(suggestion).toEqual({ line: 13, endLine: 13, block: '```suggestion\nc = 30\n```' })
})
