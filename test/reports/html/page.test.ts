import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { htmlReport } from '../../../src/commands/html-report.ts'
import { noPolicy, type Policy } from '../../../src/core/policy.ts'
import { defaultKernel } from '../../../src/kernel/range.ts'
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

test('the band is the article’s, unless the configuration has its own', () => {
  const bands = (html: string) => {
    const [card] = /<article class="parameter" id="p-net\.ipv4\.tcp_fin_timeout"[\s\S]*?<\/article>/.exec(html)!
    return card.match(/<dt>(?:Recommended|Allowed)<\/dt><dd>[\s\S]*?<\/dd>/g)
  }
  expect(bands(page)).toEqual(['<dt>Recommended</dt><dd>15 to 30 s <span class="by">article</span></dd>'])
  const limit = { parameter: 'net.ipv4.tcp_fin_timeout', min: null, max: 45, oneOf: null, severity: null, why: '' }
  const house: Policy = {
    at: () => ({
      ...noPolicy.at(''),
      limits: new Map([
        [limit.parameter, [{ ...limit, verb: 'allows' as const, authority: '.sysctl-lint.yml', source: '', at: null }]],
      ]),
      articleHolds: () => false,
    }),
  }
  const housePage = htmlReport(report, {
    cwd: '/srv/infra',
    kernel: defaultKernel,
    loader: 'systemd',
    policy: house,
    since: null,
  })
  expect(bands(housePage)).toEqual(['<dt>Allowed</dt><dd>at most 45 s <span class="by">.sysctl-lint.yml</span></dd>'])
})
