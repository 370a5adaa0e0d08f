import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/core/finding.ts'
import { checkCheckstyle } from '../../src/reports/check-checkstyle.ts'
import { checkGithub } from '../../src/reports/check-github.ts'
import { checkGitlab } from '../../src/reports/check-gitlab.ts'
import { checkJunit } from '../../src/reports/check-junit.ts'
import { checkMarkdown } from '../../src/reports/check-markdown.ts'
import { xml } from '../../src/reports/xml.ts'
import { processOutput } from '../runner/commands.ts'
import { gitlabFaults } from './gitlab-schema/validate-gitlab.ts'
import { hostileReport } from './hostile-report.ts'
import { suspicious, takeApart } from './markdown-outside-code.ts'
import { effectOf, findingOf, placeOf, reportOf } from './report-of.ts'
import { xmlFaults } from './validate-xml.ts'

const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const fails = ({ severity, suppressed }: Finding) => severity === 'error' && !suppressed

const conf = { path: 'etc/sysctl.d/60 a.conf', text: '# web\nnet.ipv4.tcp_fin_timeout = 60\nnet.ipv4.tcp_sack = 2 2\n' }
const play = { path: 'site.yml', text: 'net.ipv4.tcp_tw_recycle: 1\n' }
const quiet = { path: 'quiet.conf', text: 'net.ipv4.tcp_sack = 1\n' }
const named = { parameter: 'net.ipv4.tcp_fin_timeout' }
const findings: readonly Finding[] = [
  findingOf(placeOf(conf, '60'), {
    ...named,
    message: 'net.ipv4.tcp_fin_timeout is 60 s, "above" <30> & 100%',
    fix: { title: 'Set it to 30', safe: false, edits: [] },
  }),
  findingOf(placeOf(conf, '2'), { ...named, severity: 'notice', message: 'net.ipv4.tcp_sack is 2' }),
  findingOf(placeOf(play, 'net.ipv4.tcp_tw_recycle'), {
    severity: 'error',
    message: 'net.ipv4.tcp_tw_recycle is gone',
  }),
  findingOf(placeOf(play, '1'), {
    severity: 'error',
    message: 'set aside',
    suppressed: { kind: 'inline', reason: 'until <May>' },
  }),
]
const settings = [effectOf(placeOf(quiet, 'net.ipv4.tcp_sack'), placeOf(quiet, '1'))]
const report = reportOf({ settings, findings, files: 12, passedOver: ['1 binary file (x)'] })
const nothing = reportOf({ files: 3 })
const hostile = hostileReport().report

describe('Checkstyle', () => {
  test('has each file with its findings, lines and columns', async () => {
    const text = checkCheckstyle(report)
    expect(text).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <checkstyle version="4.3">
        <file name="etc/sysctl.d/60 a.conf">
          <error line="2" column="28" severity="warning" message="net.ipv4.tcp_fin_timeout is 60 s, &#34;above&#34; &#60;30&#62; &#38; 100%" source="sysctl-lint.toy-rule"/>
          <error line="3" column="21" severity="info" message="net.ipv4.tcp_sack is 2" source="sysctl-lint.toy-rule"/>
        </file>
        <file name="site.yml">
          <error line="1" column="1" severity="error" message="net.ipv4.tcp_tw_recycle is gone" source="sysctl-lint.toy-rule"/>
        </file>
      </checkstyle>
      "
    `)
    expect(await xmlFaults(text, 'checkstyle')).toEqual([])
  })

  test('is a document where nothing was found', async () => {
    expect(checkCheckstyle(nothing)).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3"/>\n')
    expect(await xmlFaults(checkCheckstyle(nothing), 'checkstyle')).toEqual([])
  })

  test('the schema refuses what readers cannot use', async () => {
    const broken = checkCheckstyle(report).replace(' line="2"', ' line="0"')
    expect(await xmlFaults(broken, 'checkstyle')).not.toEqual([])
    expect(
      await xmlFaults(checkCheckstyle(report).replace('&lt;', '<').replace('&#60;', '<'), 'checkstyle'),
    ).not.toEqual([])
  })
})

describe('JUnit', () => {
  test('has a suite for each file and a test for each finding, failed as the run fails', async () => {
    const text = checkJunit(report, fails)
    expect(text).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="sysctl-lint" tests="5" failures="1" errors="0">
        <testsuite name="etc/sysctl.d/60 a.conf" tests="2" failures="0" skipped="0" errors="0">
          <testcase classname="etc/sysctl.d/60 a.conf" name="toy-rule net.ipv4.tcp_fin_timeout">
            <system-out>etc/sysctl.d/60 a.conf:2:28: warning: net.ipv4.tcp_fin_timeout is 60 s, &#34;above&#34; &#60;30&#62; &#38; 100%&#10;suggestion: Set it to 30</system-out>
          </testcase>
          <testcase classname="etc/sysctl.d/60 a.conf" name="toy-rule net.ipv4.tcp_fin_timeout (2)">
            <system-out>etc/sysctl.d/60 a.conf:3:21: notice: net.ipv4.tcp_sack is 2</system-out>
          </testcase>
        </testsuite>
        <testsuite name="quiet.conf" tests="1" failures="0" skipped="0" errors="0">
          <testcase classname="quiet.conf" name="no findings"/>
        </testsuite>
        <testsuite name="site.yml" tests="2" failures="1" skipped="1" errors="0">
          <testcase classname="site.yml" name="toy-rule">
            <failure type="error" message="net.ipv4.tcp_tw_recycle is gone">site.yml:1:1: error: net.ipv4.tcp_tw_recycle is gone</failure>
          </testcase>
          <testcase classname="site.yml" name="toy-rule (2)">
            <skipped>set aside: until &#60;May&#62;</skipped>
          </testcase>
        </testsuite>
      </testsuites>
      "
    `)
    expect(await xmlFaults(text, 'junit')).toEqual([])
  })

  test('has a test that passes where nothing was found', async () => {
    const text = checkJunit(nothing, fails)
    expect(text).toContain('<testsuites name="sysctl-lint" tests="1" failures="0" errors="0">')
    expect(text).toContain('<testcase classname="sysctl-lint" name="no settings"/>')
    expect(await xmlFaults(text, 'junit')).toEqual([])
  })

  test('counts what it holds', () => {
    const text = checkJunit(hostile, fails)
    const count = (pattern: RegExp) => [...text.matchAll(pattern)].length
    expect(text).toContain(
      `tests="${count(/<testcase /g)}" failures="${count(/<failure /g)}" errors="0">\n  <testsuite `,
    )
    expect(count(/<failure /g)).toBe(hostile.findings.filter(fails).length)
  })

  test('names a test as before when lines are added above it, and tells equals apart', () => {
    const names = (source: { path: string; text: string }, places: readonly number[]) =>
      [
        ...checkJunit(
          reportOf({ findings: places.map(n => findingOf(placeOf(source, 'x', n), named)) }),
          fails,
        ).matchAll(/<testcase .* name="([^"]*)"/g),
      ].map(m => m[1])
    expect(names({ path: 'a', text: 'xx' }, [0, 1])).toEqual([
      'toy-rule net.ipv4.tcp_fin_timeout',
      'toy-rule net.ipv4.tcp_fin_timeout (2)',
    ])
    expect(names({ path: 'a', text: '\n\nxx' }, [0, 1])).toEqual(names({ path: 'a', text: 'xx' }, [0, 1]))
  })
})

describe('Code Quality', () => {
  test('names places from the root of the project', () => {
    const text = checkGitlab(report, { hash, prefix: 'infra/' })
    expect(gitlabFaults(text)).toEqual([])
    expect(JSON.parse(text)).toEqual([
      expect.objectContaining({
        severity: 'major',
        location: { path: `infra/${conf.path}`, lines: { begin: 2, end: 2 } },
      }),
      expect.objectContaining({ severity: 'info', check_name: 'toy-rule', description: 'net.ipv4.tcp_sack is 2' }),
      expect.objectContaining({
        severity: 'critical',
        location: { path: 'infra/site.yml', lines: { begin: 1, end: 1 } },
      }),
    ])
  })

  test('is an empty array where nothing was found', () => {
    expect(checkGitlab(nothing, { hash, prefix: '' })).toBe('[]\n')
  })

  test('the schema refuses what GitLab cannot use', () => {
    const [one] = JSON.parse(checkGitlab(report, { hash, prefix: '' }))
    expect(gitlabFaults(JSON.stringify([{ ...one, severity: 'error' }]))).not.toEqual([])
    expect(gitlabFaults(JSON.stringify([one, one]))).not.toEqual([])
    expect(gitlabFaults(JSON.stringify([{ ...one, location: { path: '/x', lines: { begin: 1 } } }]))).not.toEqual([])
  })
})

describe('commands of the runner', () => {
  test('annotate the lines from the root of the repository, then sum up', () => {
    const text = checkGithub(report, { prefix: 'infra/', quiet: false })
    const { annotations, log, commands } = processOutput(text)
    expect(commands.map(c => c.name)).toEqual(['warning', 'notice', 'error'])
    expect(annotations[0]).toEqual({
      level: 'warning',
      message: 'net.ipv4.tcp_fin_timeout is 60 s, "above" <30> & 100%',
      data: {
        title: 'toy-rule',
        file: 'infra/etc/sysctl.d/60 a.conf',
        line: '2',
        endLine: '2',
        col: '28',
        endColumn: '30',
      },
    })
    expect(log.at(-2)).toBe('1 error, 1 warning, 1 notice in 1 setting (12 files); 1 finding set aside')
    expect(checkGithub(report, { prefix: '', quiet: true }).split('\n')).toHaveLength(4)
    expect(checkGithub(nothing, { prefix: '', quiet: true })).toBe('')
  })

  test('none is held back, and nothing else is a command', () => {
    const { commands, annotations, dropped } = processOutput(checkGithub(hostile, { prefix: '', quiet: false }))
    expect(commands).toHaveLength(hostile.findings.length)
    expect(annotations.length + dropped.length).toBe(hostile.findings.length)
    for (const { data } of [...annotations, ...dropped]) expect(data['line']).toBe('1')
  })
})

describe('Markdown', () => {
  test('has a table for each file, the worst first', () => {
    expect(checkMarkdown(report)).toMatchInlineSnapshot(`
      "## sysctl-lint: 1 error, 1 warning and 1 notice

      1 setting (12 files) looked at. 1 finding set aside.

      Passed over: 1 binary file (x)

      ### \`site.yml\`

      | Line | Severity | Rule | Finding |
      | --: | :-- | :-- | :-- |
      | 1 | error | \`toy-rule\` | \`net.ipv4.tcp_tw_recycle\` is gone |

      ### \`etc/sysctl.d/60 a.conf\`

      | Line | Severity | Rule | Finding |
      | --: | :-- | :-- | :-- |
      | 2 | warning | \`toy-rule\` | \`net.ipv4.tcp_fin_timeout\` is 60 s, "above" \`<30>\` \`&\` \`100%\` *Suggestion:* Set it to 30 |
      | 3 | notice | \`toy-rule\` | \`net.ipv4.tcp_sack\` is 2 |
      "
    `)
    expect(checkMarkdown(nothing)).toBe('## sysctl-lint: No findings\n\n0 settings (3 files) looked at.\n')
  })

  test('fits into a comment and keeps the worst', () => {
    const many = Array.from({ length: 2000 }, (_, i) =>
      findingOf(placeOf(conf, '60'), {
        severity: i < 1990 ? 'notice' : 'error',
        message: `net.ipv4.x${i} is odd ${'y '.repeat(50)}`,
      }),
    )
    const text = checkMarkdown(reportOf({ findings: many }))
    expect(text.length).toBeLessThan(65_536)
    expect(text.match(/\| error \|/g)).toHaveLength(10)
    expect(text).toMatch(/\n\n\d+ more findings did not fit here\.\n$/)
  })

  test('has no markup, mention or link from outside', () => {
    const { fenced, outside } = takeApart(checkMarkdown(hostile))
    expect(fenced).toEqual([])
    expect(suspicious(outside)).toEqual([])
    expect(outside).not.toContain('<!--')
  })
})

describe('hostile reports', () => {
  test('are valid documents', async () => {
    expect(await xmlFaults(checkCheckstyle(hostile), 'checkstyle')).toEqual([])
    expect(await xmlFaults(checkJunit(hostile, fails), 'junit')).toEqual([])
    expect(gitlabFaults(checkGitlab(hostile, { hash, prefix: '' }))).toEqual([])
  })

  test('every path reaches the reader as it is, if XML can write it', () => {
    const paths = new Set([...checkCheckstyle(hostile).matchAll(/<file name="([^"]*)"/g)].map(m => decoded(m[1]!)))
    const writable = hostile.findings
      .map(f => f.at.source.path)
      .filter(path => /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd]*$/.test(path))
    expect(writable.length).toBeGreaterThan(60)
    for (const path of writable) expect(paths).toContain(path)
  })

  test('any text at all is text of XML and stays what it is', async () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.integer({ min: 0, max: 0xffff })).map(u => String.fromCharCode(...u)),
    )
    const texts: string[] = []
    fc.assert(
      fc.property(anything, text => {
        texts.push(text)
        const written = xml(text)
        expect(written).not.toMatch(/[<>"']|&(?!#\d+;)|##\[/)
        if (/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd]*$/.test(text)) expect(decoded(written)).toBe(text)
      }),
      { numRuns: 2000 },
    )
    const all = texts.map(text => `<error line="1" column="1" severity="info" message="x${xml(text)}" source="y"/>`)
    expect(
      await xmlFaults(`<checkstyle version="1"><file name="x">${all.join('')}</file></checkstyle>`, 'checkstyle'),
    ).toEqual([])
  })
})

function decoded(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
}
