import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { checkMarkdown } from '../../src/reports/check-markdown.ts'
import { clean } from '../../src/reports/clean.ts'
import { stickyComment } from '../../src/reports/comment.ts'
import { code, prose } from '../../src/reports/markdown.ts'
import { reviewOf } from '../../src/reports/review.ts'
import { withSection } from '../../src/reports/section.ts'
import { summary } from '../../src/reports/summary.ts'
import { auditSection } from '../../src/reports/tracking-issue.ts'
import { hostileLines, hostileReport, hostileTexts, stickyMarker } from '../reports/hostile-report.ts'

/** GitHub's own parser of Markdown, with the extensions that GitHub turns on. */
function cmark(markdown: string, to: 'xml' | 'html'): string | null {
  const extensions = ['table', 'strikethrough', 'autolink', 'tagfilter', 'tasklist', 'footnotes'].flatMap(name => [
    '-e',
    name,
  ])
  const { status, stdout } = spawnSync('cmark-gfm', ['-t', to, '--unsafe', ...extensions], {
    input: markdown,
    encoding: 'utf8',
    maxBuffer: 2 ** 27,
  })
  return status === 0 ? stdout : null
}

const found = cmark('x', 'html') !== null
const required = process.env['SYSCTL_LINT_ORACLE'] === 'require'
if (!found && !required) console.log("oracle skipped: GitHub's Markdown parser, cmark-gfm, is not installed")

/** What our Markdown is made of. A link is not among them: without a commit there are none. */
const ours = new Set([
  ...['document', 'heading', 'paragraph', 'list', 'item', 'table', 'table_header', 'table_row', 'table_cell'],
  ...['text', 'code', 'code_block', 'strong', 'emph', 'html_block', 'html_inline', 'softbreak'],
])

/** Elements, and the text of those that GitHub looks into. */
function contentOf(xml: string) {
  const names = new Set([...xml.matchAll(/<([a-z_]+)[ >/]/g)].map(m => m[1]!))
  const texts = (name: string) => [...xml.matchAll(new RegExp(`<${name} [^>]*>([^<]*)</${name}>`, 'g'))].map(m => m[1]!)
  const infos = [...xml.matchAll(/<code_block(?: info="([^"]*)")?/g)].map(m => m[1])
  return {
    names,
    text: texts('text'),
    html: [...texts('html_inline'), ...texts('html_block')],
    infos,
  }
}

describe.skipIf(!found && !required)('GitHub reads our Markdown as it is meant', () => {
  const { report, classified } = hostileReport()
  const some = classified.map((one, i) => ({ ...one, fresh: i % 3 > 0 }))
  const documents: [string, string][] = [
    ['summary', summary(report, some, { how: 'compared', changed: true, links: { commit: null } })],
    ['comment', stickyComment(report, classified, stickyMarker)],
    ['markdown', checkMarkdown(report)],
  ]
  const audit = { folder: 'infra', run: '2', runs: 'https://github.com/o/r/actions/runs/', commit: null }
  const markers = {
    start: '<!-- sysctl-lint audit 0123456789abcdef -->',
    end: '<!-- /sysctl-lint audit 0123456789abcdef -->',
  }
  const theirs = { before: 'Theirs.\n\n', section: '', after: '\n\nTheirs too.\n' }
  for (let i = 0; i < classified.length; i += 30) {
    const { text } = auditSection(report, classified.slice(i, i + 30), 'broken', audit, 60_000)!
    documents.push([`tracking issue ${i}`, withSection(theirs, text, markers)])
    const { body, comments } = reviewOf(classified.slice(i, i + 30), new Set())
    documents.push(
      [`review ${i}`, body],
      ...comments.map((c): [string, string] => [`comment ${c.fingerprint}`, c.body]),
    )
  }

  test.each(documents)('%s', (name, markdown) => {
    const { names, text, html, infos } = contentOf(cmark(markdown, 'xml')!)
    const links = name.startsWith('tracking issue') ? ['link'] : []
    expect([...names].filter(element => !ours.has(element) && !links.includes(element))).toEqual([])
    expect(infos.filter(info => info !== (name === 'summary' ? 'mermaid' : 'suggestion'))).toEqual([])
    for (const one of text.filter(t => !/^(&lt;|\||`+)$/.test(t)))
      expect(one).not.toMatch(/[@#$]|&lt;|\b[0-9a-f]{7,}\b|:\w+:|www\.|:\/\//)
    for (const one of html)
      expect(one).toMatch(
        /^(&lt;\/?code&gt;|&lt;!-- sysctl-lint[ :\w]+ --&gt;\n?|&lt;!-- \/?sysctl-lint [^\n]*--&gt;\n(?:&lt;!-- sysctl-lint state [^\n]*--&gt;\n)?|&lt;details&gt;&lt;summary&gt;[\w ]+&lt;\/summary&gt;\n|&lt;\/details&gt;\n)$/,
      )
  })

  test('the rows of the summary are rows, all of them', () => {
    const rows = documents[0]![1]
      .split('\n')
      .filter(line => line.startsWith('| ') && !line.startsWith('| :--') && !line.startsWith('| --:'))
    const xml = cmark(documents[0]![1], 'xml')!
    expect(xml.match(/<table_(row|header)[ >]/g)!.length).toBe(rows.length)
    for (const cells of xml.split(/<table_(?:row|header)[ >]/).slice(1))
      expect(cells.match(/<table_cell[ >]/g)).toHaveLength(4)
  })

  const texts = Object.entries({ ...hostileTexts, ...hostileLines })
  test.each(texts)('%s is shown as it is, as code and in a sentence', (_, text) => {
    const shown = (html: string) =>
      html
        .replace(/<[^>]*>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&')
    for (const make of [code, prose]) {
      const html = cmark(`| a | b |\n|---|---|\n| x ${make(text)} | y |`, 'html')!
      const cell = /<td>([\s\S]*?)<\/td>\s*<td>y<\/td>/.exec(html)![1]!
      const plain = shown(cell).replace(/^x /, '')
      expect(plain.replace(/\s+/g, ' ').trim()).toBe(cleaned(text).replace(/\s+/g, ' ').trim())
    }
  })
})

function cleaned(text: string): string {
  const all = clean(text)
  return all.length > 1500 ? `${all.slice(0, 1499)}…` : all
}
