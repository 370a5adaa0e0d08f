import { describe, expect, test, vi } from 'vitest'
import { annotate, annotateNotes } from '../../src/io/annotate.ts'
import { orderForAnnotations } from '../../src/reports/annotation.ts'
import { stateComment, stateOf } from '../../src/reports/audit-state.ts'
import { checkCheckstyle } from '../../src/reports/check-checkstyle.ts'
import { checkGitlab } from '../../src/reports/check-gitlab.ts'
import { checkJson } from '../../src/reports/check-json.ts'
import { checkJunit } from '../../src/reports/check-junit.ts'
import { checkMarkdown } from '../../src/reports/check-markdown.ts'
import { checkRunRequests } from '../../src/reports/check-run.ts'
import { checkText } from '../../src/reports/check-text.ts'
import { clean } from '../../src/reports/clean.ts'
import { stickyComment } from '../../src/reports/comment.ts'
import { fingerprintIn } from '../../src/reports/markers.ts'
import { createRedactor } from '../../src/reports/redact.ts'
import { reviewOf } from '../../src/reports/review.ts'
import { sarif } from '../../src/reports/sarif.ts'
import { settingsJson } from '../../src/reports/settings-json.ts'
import { settingsText } from '../../src/reports/settings-text.ts'
import { summary } from '../../src/reports/summary.ts'
import { auditSection } from '../../src/reports/tracking-issue.ts'
import { rules } from '../../src/rules/registry.generated.ts'
import { processOutput } from '../runner/commands.ts'
import { hostileReport, hostileTexts, stickyMarker } from './hostile-report.ts'
import { suspicious, takeApart } from './markdown-outside-code.ts'
import { sarifFaults } from './sarif-schema/validate-sarif.ts'

const { report, classified } = hostileReport()
const old = classified.map((one, i) => ({ ...one, fresh: i % 2 === 0 }))
const texts = Object.values(hostileTexts)
const notes = texts.map((message, i) => ({
  message,
  place: i % 2 === 0 ? { path: texts.at(-1 - i)!, line: 1, column: 1, endLine: 1, endColumn: 1 } : null,
}))
const view = { how: 'compared with the base by git', changed: true, policy: notes, links: { commit: null } }
const hash = () => '0123456789abcdef'
const tool = { version: '1.2.3', rules }
const head = 'a'.repeat(40)

/** Nothing that a terminal acts on, or that is not seen. */
const visible = (text: string) => clean(text.replaceAll('\n', '')) === text.replaceAll('\n', '')

describe('what programs print into a log', () => {
  const printed = {
    'check as text': checkText(report, { colour: false, quiet: false }),
    'check as text in colour': checkText(report, { colour: true, quiet: false }),
    'check as JSON': checkJson(report, { version: '1.2.3', hash }),
    'check as SARIF': sarif(report, classified, tool, ''),
    'check as Markdown': checkMarkdown(report),
    'check for GitLab': checkGitlab(report, { hash, prefix: '' }),
    'check as JUnit': checkJunit(report, () => true),
    'check as Checkstyle': checkCheckstyle(report),
    'settings as text': settingsText(report, { colour: false, quiet: false }),
    'settings as JSON': settingsJson(report),
  }
  test.each(Object.entries(printed))('%s holds no command of the runner', (_, text) => {
    expect(processOutput(text).commands).toEqual([])
    expect(text).not.toContain('##[')
  })

  test.each(Object.entries(printed).filter(([name]) => !name.includes('colour')))('%s is all visible', (_, text) => {
    expect(visible(text)).toBe(true)
  })

  test('JSON keeps the values as they are', () => {
    const { findings } = JSON.parse(printed['check as JSON'])
    expect(findings.map((f: { message: string }) => f.message)).toEqual(report.findings.map(f => f.message))
  })
})

describe('annotations', () => {
  const lines: string[] = []
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation(text => lines.push(String(text)) > 0)
  annotate(classified, {
    prefix: '',
    redactor: createRedactor(report.settings, report.findings),
    taken: { error: 0, warning: 0, notice: 0 },
    moreIn: '',
  })
  spy.mockRestore()
  const { commands, annotations, dropped, log } = processOutput(lines.join(''))

  test('are the only commands, but for a fold in the log', () => {
    const names = commands.map(c => c.name)
    expect(names.filter(name => !['error', 'warning', 'notice', 'group', 'endgroup'].includes(name))).toEqual([])
    expect(names.filter(name => name === 'group')).toHaveLength(1)
    expect(annotations).toHaveLength(30)
    expect(dropped).toEqual([])
    expect(log).toHaveLength(classified.length + 1)
  })

  test('are short enough, also with a long name before them', () => {
    for (const { message } of annotations) expect(message.length).toBeLessThan(4096)
    const more: string[] = []
    const write = vi.spyOn(process.stdout, 'write').mockImplementation(text => more.push(String(text)) > 0)
    const astray = classified.map(one => ({ ...one, head: null }))
    annotate(astray, {
      prefix: 'x/'.repeat(2000),
      redactor: createRedactor([], []),
      taken: { error: 0, warning: 0, notice: 0 },
      moreIn: '',
    })
    write.mockRestore()
    const kept = processOutput(more.join('')).annotations
    expect(kept.length).toBe(30)
    for (const { message } of kept) expect(message.length).toBeLessThan(4096)
  })

  test('come worst first, at their places, all visible', () => {
    const order = orderForAnnotations(classified)
    const levels = annotations.map(a => a.level)
    expect(levels).toEqual(levels.toSorted((a, b) => 'ewn'.indexOf(a[0]!) - 'ewn'.indexOf(b[0]!)))
    const errors = order.filter(c => c.finding.severity === 'error').slice(0, 10)
    const kept = annotations.filter(a => a.level === 'error')
    for (const [i, { message, data }] of kept.entries()) {
      expect(visible(message) && visible(data['file']!)).toBe(true)
      expect(message.length).toBeLessThanOrEqual(4000)
      const { head } = errors[i]!
      expect(data['line']).toBe(String(head!.line))
      expect(data['col']).toBe(String(head!.column))
      expect(data['endColumn']).toBe(String(head!.endColumn))
    }
  })
})

test('notes about policy are inert as well', () => {
  const lines: string[] = []
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation(chunk => lines.push(String(chunk)) > 0)
  expect(annotateNotes(notes)).toBe(5)
  spy.mockRestore()
  const { commands, annotations } = processOutput(lines.join(''))
  expect(new Set(commands.map(c => c.name))).toEqual(new Set(['notice', 'group', 'endgroup']))
  expect(annotations).toHaveLength(5)
  for (const { message, data } of annotations) {
    expect(visible(message) && visible(data['file'] ?? '')).toBe(true)
    expect(message.length).toBeLessThanOrEqual(1000)
  }
})

/** What is posted push after push, until every finding that can have a comment has one. */
const bodies: ReturnType<typeof reviewOf>[] = []
const posted = new Set<string>()
for (let made = reviewOf(classified, posted); made.comments.length > 0; made = reviewOf(classified, posted)) {
  bodies.push(made)
  for (const { fingerprint } of made.comments) posted.add(fingerprint)
}

const checkRun = checkRunRequests(
  classified.map((one, i) => (i % 2 === 0 ? one : { ...one, head: null })),
  head,
  'failure',
  { title: '3 findings', summary: 'x' },
)
const audit = { folder: 'infra', run: '2', runs: '', commit: null }
const last = stateOf(orderForAnnotations(classified).slice(1), '1')
const section = auditSection(report, classified, last, audit, 60_000)!.text
const markdown: Record<string, string> = {
  'the tracking issue': section.replace(`${stateComment(stateOf(orderForAnnotations(classified), '2'))}\n`, ''),
  summary: summary(report, old, view),
  comment: stickyComment(report, classified, stickyMarker).replace(`${stickyMarker}\n`, ''),
  'text of the check run': (checkRun.create as { output: { text: string } }).output.text,
}
for (const [i, { body, comments }] of bodies.entries()) {
  markdown[`body of review ${i}`] = body
  for (const comment of comments)
    markdown[`comment ${comment.fingerprint}`] = comment.body.replace(/\n\n<!-- [^\n]*$/, '')
}

describe('Markdown', () => {
  test('there is something of every kind', () => {
    expect(Object.keys(markdown).filter(name => name.startsWith('comment ')).length).toBeGreaterThan(100)
    expect(Object.values(markdown).some(text => text.includes('```suggestion'))).toBe(true)
  })

  test.each(Object.entries(markdown))('%s has no markup, mention or link from outside', (name, text) => {
    const { fenced, outside } = takeApart(text)
    expect(suspicious(outside)).toEqual([])
    const expected = name === 'summary' ? ['mermaid'] : name.startsWith('comment ') ? ['suggestion'] : []
    for (const { language } of fenced) expect(expected).toContain(language)
    expect(visible(text.replaceAll('\t', ''))).toBe(true)
    expect(text.length).toBeLessThanOrEqual(name === 'summary' ? 900 * 1024 : 65_536)
  })

  test('no body holds a marker that is not its own', () => {
    for (const text of Object.values(markdown)) expect(takeApart(text).outside).not.toContain('<!--')
    for (const [name, text] of Object.entries(markdown))
      if (!name.startsWith('comment ')) expect(text).not.toContain('<!--')
  })

  test('a comment of a review names its own finding and no other', () => {
    for (const { comments } of bodies)
      for (const { body, fingerprint } of comments) expect(fingerprintIn(body)).toBe(fingerprint)
  })

  test('every row of a table has as many cells as its head', () => {
    const lines = takeApart(markdown['summary']!).outside.split('\n')
    const rows = lines.filter(line => line.startsWith('|'))
    expect(rows.length).toBeGreaterThan(100)
    for (const row of rows) expect([5, 6]).toContain(row.split('|').length)
    for (const row of rows) expect(row.endsWith('|')).toBe(true)
  })

  test('the diagram holds nothing but our words and numbers', () => {
    const [diagram] = takeApart(markdown['summary']!).fenced.filter(f => f.language === 'mermaid')
    for (const line of diagram!.lines.slice(1))
      expect(line).toMatch(/^ {4}[A-Z_12]+ --> ([A-Z_12]+ : [A-Za-z0-9_, \u00a0=<>/]+|\[\*\])$/)
  })
})

describe('suggestions', () => {
  test('are the line with nothing but the fix changed, and not there where the line is not what it seems', () => {
    const seen: string[] = []
    for (const { comments } of bodies)
      for (const { body, fingerprint } of comments) {
        const { finding } = classified[Number.parseInt(fingerprint, 16)]!
        const { text } = finding.at.source
        const line = text.slice(0, text.indexOf('\n'))
        const [block] = takeApart(body.replace(/\n\n<!-- [^\n]*$/, '')).fenced
        if (block && finding.at.start === 1) {
          expect(block.lines).toEqual([`${line.slice(0, -2)}30`])
          seen.push(line)
        }
        if (block && clean(line.replaceAll('\t', '')) !== line.replaceAll('\t', ''))
          throw new Error(`a suggestion on ${line}`)
      }
    expect(seen.length).toBeGreaterThan(20)
    expect(seen.some(line => line.includes('```'))).toBe(true)
  })
})

describe('SARIF', () => {
  const text = sarif(report, classified, tool, 'sub/')
  const { runs } = JSON.parse(text)

  test('is valid', () => {
    expect(sarifFaults(text)).toEqual([])
  })

  test('no message has a link or an argument', () => {
    const messages = [...text.matchAll(/"text": ("(?:[^"\\]|\\.)*")/g)].map(m => JSON.parse(m[1]!) as string)
    expect(messages.length).toBeGreaterThan(300)
    const results = runs[0].results.flatMap((r: { message: { text: string } }) => [r.message.text])
    for (const message of results) {
      expect(message).not.toMatch(/\]\(|\]\[|\{\d+\}|\{\d+:/)
      expect(visible(message)).toBe(true)
    }
  })

  test('every address is a path below the root', () => {
    for (const { locations } of runs[0].results) {
      const { uri, uriBaseId } = locations[0].physicalLocation.artifactLocation
      expect(uriBaseId).toBe('%SRCROOT%')
      expect(uri).toMatch(/^sub\/etc\/(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})*$/)
      expect(new URL(uri, 'https://root.example/r/').href.startsWith('https://root.example/r/sub/etc/')).toBe(true)
    }
  })
})

describe('the check run', () => {
  const requests = [checkRun.create, ...checkRun.updates] as { output: { annotations: Record<string, unknown>[] } }[]
  const annotations = requests.flatMap(r => r.output.annotations)

  test('has every finding with a nameable place, 50 a request', () => {
    expect(annotations.length).toBeGreaterThan(80)
    for (const { output } of requests) expect(output.annotations.length).toBeLessThanOrEqual(50)
  })

  test('its texts are visible and short enough, its paths are those of the files', () => {
    const paths = new Set(classified.map(c => c.finding.at.source.path))
    for (const { path, message, title } of annotations as Record<string, string>[]) {
      expect(paths).toContain(path)
      expect(visible(message!) && !message!.includes('\n')).toBe(true)
      expect(message!.length).toBeLessThanOrEqual(65_536)
      expect(title!.length).toBeLessThanOrEqual(255)
    }
  })
})

test('the texts are hostile to begin with', () => {
  const naive = Object.values(hostileTexts)
    .map(text => `${text}\n`)
    .join('')
  expect(processOutput(naive).commands.length).toBeGreaterThan(3)
  expect(
    suspicious(
      takeApart(
        Object.values(hostileTexts)
          .filter(t => !t.startsWith('`'))
          .join('\n'),
      ).outside,
    ).length,
  ).toBeGreaterThan(25)
})
