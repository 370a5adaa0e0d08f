import { createHash } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { compareReports } from '../../src/organisation/compare.ts'
import { mergeReports } from '../../src/organisation/merge.ts'
import { organisationHtml } from '../../src/reports/organisation-html.ts'
import { organisationStyle } from '../../src/reports/organisation-style.ts'
import { utf8Length } from '../../src/reports/utf8-length.ts'
import { tempTree } from '../io/temp-tree.ts'
import { savedFinding as finding, randomNumbers, repositoryReport as report } from './organisation-of.ts'

const hash = (text: string) => createHash('sha256').update(text).digest('base64')
const options = { version: '1.2.3', server: 'https://github.example', hash }
const evil = `"'><script>window.evil=1</script><img src=x onerror="window.evil=1">&amp; \u202e\n::error::x ##[error]y`
const program = '/usr/bin/chromium'
const hasBrowser = existsSync(program)
if (!hasBrowser && process.env['SYSCTL_LINT_ORACLE'] !== 'require')
  console.log('skipped: the page of an organisation in a browser: chromium is not installed')

const commit = 'c'.repeat(40)
const pages = {
  usual: () => {
    const now = [
      report('acme/web', {
        ...{ commit, at: '2030-01-02T03:04:05.678Z' },
        findings: [
          finding({ severity: 'error', rule: 'tcp-tw-recycle', fingerprint: 'a'.repeat(16) }),
          finding({ fingerprint: 'b'.repeat(16), file: 'a b/#x?.conf' }),
        ],
      }),
      report('acme/quiet', { commit }),
      report('acme/fixed', { commit }),
      report('acme/slow', { status: 'timeout', why: 'the server was too slow', summary: null }),
      report('acme/part', { why: '1 file left out as too large (x.json)' }),
      report('acme/young', { findings: [finding({ severity: 'notice', parameter: null })] }),
    ]
    const before = [
      report('acme/web', { findings: [finding({ fingerprint: 'b'.repeat(16) })] }),
      report('acme/fixed', { findings: [finding()] }),
      report('acme/quiet'),
    ]
    const merged = mergeReports(now, null, false)
    return organisationHtml(merged, compareReports(merged, before), options)
  },
  hostile: () => {
    const findings = [finding({ message: evil, file: evil, parameter: evil, value: evil })]
    const list = [
      report(`a/${evil}`, { findings, commit }),
      report(`b/${evil}`, { status: 'failed', why: evil }),
      report('c/x', { findings: [finding({ file: '../../../etc/passwd' })], commit }),
      report('javascript:alert(1)//x', { findings, commit }),
    ]
    return organisationHtml(mergeReports(list, null, false, [evil, '2']), null, options)
  },
}

test('what it says', () => {
  const text = pages.usual()
  expect(text).toContain('1 error, 1 warning, 1 notice in 10 settings of 5 repositories')
  expect(text).toContain('audited until <time>2030-01-02 03:04</time> UTC')
  expect(text).toContain('Since the report before: 1 new, 1 fixed, 1 still there; 3 repositories not compared')
  expect(text).toContain(`href="https://github.example/acme/web/blob/${commit}/a%20b/%23x%3F.conf#L7"`)
  expect(text).toContain('took too long: the server was too slow')
  expect(text).toContain('Nothing was found in 2 repositories.')
  expect(text).toContain(`style-src 'sha256-${hash(organisationStyle)}'`)
})

test('nothing in it is markup, a link elsewhere or a command', () => {
  const text = pages.hostile()
  expect(text).not.toMatch(/<script|<img|onerror="|##\[|^\s*::/m)
  expect(text).toContain('&lt;script&gt;window.evil=1&lt;/script&gt;')
  expect(text).toContain('&amp;amp;')
  const links = [...text.matchAll(/href="([^"]*)"/g)].map(m => m[1]!)
  for (const link of links) expect(link).toMatch(/^#\w+$/)
})

test('a page of 10,000 repositories is below 10 MB, and says what it leaves out', () => {
  const random = randomNumbers(7)
  const many = Array.from({ length: 10_000 }, (_, i) =>
    report(`acme/service-${i}`, {
      ...(i % 100 === 1 ? { status: 'failed' as const, why: 'the server has no such repository' } : {}),
      commit,
      findings: Array.from({ length: Math.floor(random() * 8) }, () => finding({ message: 'm'.repeat(300) })),
    }),
  )
  const text = organisationHtml(mergeReports(many, null, false), null, options)
  expect(utf8Length(text)).toBeLessThan(10_000_000)
  expect(utf8Length(text)).toBeGreaterThan(8_000_000)
  expect(text).toMatch(/<p>The findings of \d+ repositories more are in the JSON report\.<\/p>/)
  const hostile = Array.from({ length: 10_000 }, (_, i) =>
    report(`${'&'.repeat(290)}${i}`, { status: 'failed', why: evil }),
  )
  const broken = organisationHtml(mergeReports(hostile, null, false), null, options)
  expect(utf8Length(broken)).toBeLessThan(2_000_000)
  expect(broken).toMatch(/\d+ more are in the JSON report/)
})

async function opened(browser: Browser, text: string, dark = false) {
  const folder = tempTree()
  writeFileSync(join(folder, 'page.html'), text)
  // axe works by a script of its own, which the page's policy would refuse
  const context = await browser.newContext({ colorScheme: dark ? 'dark' : 'light', bypassCSP: true })
  const page = await context.newPage()
  const said: string[] = []
  page.on('console', message => said.push(message.text()))
  page.on('pageerror', error => said.push(String(error)))
  page.on('request', request => said.push(...(request.url().startsWith('file:') ? [] : [request.url()])))
  await page.goto(`file://${join(folder, 'page.html')}`)
  return { page, said }
}

async function started(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
  const browser = await chromium.launch({ executablePath: program, args })
  onTestFinished(() => browser.close())
  return browser
}

test.skipIf(!hasBrowser)(
  'in a browser: nothing is loaded or run, links lead somewhere, and axe finds nothing',
  async () => {
    const browser = await started()
    for (const [name, text] of Object.entries(pages)) {
      const { page, said } = await opened(browser, text())
      expect(said, name).toEqual([])
      expect(await page.evaluate('window.evil')).toBeUndefined()
      const styled = await page.evaluate("getComputedStyle(document.querySelector('.tiles')).display")
      expect(styled, name).toBe('flex')
      const dangling = await page.evaluate(
        '[...document.querySelectorAll(\'a[href^="#"]\')].filter(a => !document.getElementById(a.hash.slice(1))).length',
      )
      expect(dangling, name).toBe(0)
      for (const dark of [false, true]) {
        const { page: again } = await opened(browser, text(), dark)
        const { violations } = await new AxeBuilder({ page: again }).analyze()
        expect(
          violations.map(v => `${v.id}: ${v.nodes[0]?.html.slice(0, 100)}`),
          `${name} ${dark}`,
        ).toEqual([])
      }
    }
  },
)

test.skipIf(!hasBrowser)('the policy lets nothing but its own style in', async () => {
  const browser = await started()
  const text = pages
    .usual()
    .replace('</main>', '<script>window.evil=1</script><style>main{display:none}</style></main>')
  const folder = tempTree({ 'page.html': text })
  const page = await (await browser.newContext()).newPage()
  await page.goto(`file://${join(folder, 'page.html')}`)
  expect(await page.evaluate('window.evil')).toBeUndefined()
  expect(await page.evaluate("getComputedStyle(document.querySelector('main')).display")).toBe('block')
})
