import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { fixedSince, pageOf, reportOfTexts, someFiles } from './page-of.ts'
import { takePageApart } from './page-parts.ts'

const report = await reportOfTexts(someFiles)
const since = fixedSince(report, 2)
const page = pageOf(report, since)
const parts = takePageApart(page)

test('the page is made of what it may be made of', () => {
  expect(parts.faults).toEqual([])
})

test('every link leads somewhere, and no two places have the same name', () => {
  expect(parts.links.length).toBeGreaterThan(50)
  expect(parts.links.filter(link => !parts.ids.includes(link))).toEqual([])
  expect(parts.ids.filter((id, i) => parts.ids.indexOf(id) !== i)).toEqual([])
})

test('the policy allows the style and the script that are there, by their digests, and nothing else', () => {
  const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  const inside = (name: string) => new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(page)![1]!
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `style-src ${digest(inside('style'))}`,
    `script-src ${digest(inside('script'))}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ])
  expect(page.match(/<(?:style|script)\b/g)).toHaveLength(2)
})

test('each finding is there with its place, its message and the characters that are meant', () => {
  for (const { at, message } of report.findings) {
    expect(parts.text).toContain(at.source.path)
    expect(parts.text).toContain(
      message
        .replaceAll('&', '&amp;')
        .replaceAll('"', '&quot;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll("'", '&#39;'),
    )
  }
  expect(page).toContain('= <mark>30s</mark>')
})

test('a value is a mark that leads to its finding, or to the places of its value where there are several', () => {
  const dots = parts.tags.filter(({ attributes }) => attributes['class']?.startsWith('dot'))
  const of = (label: RegExp) => dots.filter(({ attributes }) => label.test(attributes['aria-label'] ?? ''))
  expect(of(/^120 s in tune\.sh, line 2: warning/)[0]?.attributes['href']).toMatch(/^#f-[0-9a-f]{16}$/)
  expect(of(/^90 s in 2 places: warning$/)[0]?.attributes['href']).toMatch(/^#p-net\.ipv4\.tcp_keepalive_intvl-v\d$/)
  expect(of(/^65535 in hosts\/web2.*: fine$/)).toHaveLength(1)
  expect(of(/^4096 87380 16777216 in /)).toHaveLength(1)
})

test('what moved is told, and what is fixed stands among the findings', () => {
  expect(parts.text).toContain('audit-last-week.json')
  expect(parts.tags.filter(({ attributes }) => attributes['data-state'] === 'fixed' && attributes['id'])).toHaveLength(
    2,
  )
  expect(pageOf(report)).not.toContain('What moved')
})

test('what is set aside says so, with the reason, and is in no count of what is open', () => {
  expect(parts.text).toContain('Set aside by a comment: the balancer is older than the rule')
  const open = report.findings.filter(finding => !finding.suppressed).length
  expect(parts.text).toContain(`${open} open findings`)
})

test('a secret is not shown', () => {
  expect(page).toContain('tcp_fastopen_key')
  expect(page).not.toContain('00112233')
})

test('the same report makes the same page', () => {
  process.env['SOURCE_DATE_EPOCH'] = '1700000000'
  expect(pageOf(report, since)).toBe(pageOf(report, since))
  expect(pageOf(report, since)).toContain('2023-11-14 22:13 UTC')
  delete process.env['SOURCE_DATE_EPOCH']
})

test('a repository that sets nothing has a page too', async () => {
  const nothing = takePageApart(pageOf(await reportOfTexts({})))
  expect(nothing.faults).toEqual([])
  expect(nothing.links.filter(link => !nothing.ids.includes(link))).toEqual([])
  expect(nothing.text).toContain('Nothing to put right.')
})
