import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostilePage } from '../reports/html/hostile-page.ts'
import { fixedSince, pageOf, reportOfTexts, someFiles } from '../reports/html/page-of.ts'
import { launch, open, savedPage, skipped } from './chromium.ts'

let browser: Browser
let url: string
let hostile: string
const report = await reportOfTexts(someFiles)

beforeAll(async () => {
  if (skipped) return
  browser = await launch()
  url = savedPage(pageOf(report, fixedSince(report, 2)))
  hostile = savedPage(hostilePage())
}, 60_000)
afterAll(async () => browser?.close())

const openAll = (page: Page) =>
  page.evaluate(() => {
    for (const one of document.querySelectorAll('details')) one.open = true
  })
const visible = (page: Page) => page.locator('.f:visible').count()
const all = report.findings.length + 2

describe.skipIf(skipped)('the page', () => {
  test.each(['light', 'dark'] as const)('has no fault that axe knows, %s', async colorScheme => {
    const { page, events } = await open(browser, url, { colorScheme })
    await openAll(page)
    const { violations } = await new AxeBuilder({ page })
      .options({ rules: { 'target-size': { enabled: true } } })
      .analyze()
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html.slice(0, 200)).join('\n')}`),
    ).toEqual([])
    // axe puts its results together in a window of its own
    expect(events.filter(event => event !== 'another window')).toEqual([])
    await page.context().close()
  })

  test('has no fault that axe knows on a phone, where nothing is wider than the window', async () => {
    const { page } = await open(browser, url, { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true })
    await openAll(page)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 300)}`)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await page.context().close()
  })

  test('shows a place for every link, whatever is closed or filtered away', async () => {
    const { page, events } = await open(browser, url)
    const links = await page
      .locator('a[href]')
      .evaluateAll(list => [...new Set(list.map(a => a.getAttribute('href')!))])
    expect(links.length).toBeGreaterThan(40)
    for (const link of links) {
      await page.evaluate(() => {
        for (const one of document.querySelectorAll('details')) one.open = false
      })
      await page.evaluate(hash => {
        location.hash = hash
      }, link)
      const target = page.locator(`[id="${link.slice(1)}"]`)
      expect(await target.count(), link).toBe(1)
      await expect.poll(() => target.evaluate(one => one.checkVisibility()), { message: link }).toBe(true)
    }
    expect(events).toEqual([])
    await page.context().close()
  })

  test('can be walked through with the keyboard alone', async () => {
    const { page } = await open(browser, url)
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('To the content')
    const seen = new Set<string>()
    const expected = await page.evaluate(() => {
      const focusable = 'a[href], button, select, input, summary, [tabindex="0"]'
      return [...document.querySelectorAll(focusable)].filter(one => one.checkVisibility()).length
    })
    const outlines: string[] = []
    for (let i = 0; i < expected + 5; i++) {
      const [at, outline] = await page.evaluate(() => {
        const one = document.activeElement!
        if (one === document.body) return ['', '']
        one.setAttribute(
          'data-walk',
          one.getAttribute('data-walk') ?? String(document.querySelectorAll('[data-walk]').length),
        )
        const style = getComputedStyle(one)
        const hit = one.querySelector('.hit')
        const ring = style.outlineStyle !== 'none' || (hit !== null && getComputedStyle(hit).strokeWidth === '2.5px')
        return [one.getAttribute('data-walk')!, ring ? '' : one.outerHTML.slice(0, 120)]
      })
      if (at !== '') seen.add(at!)
      if (outline !== '') outlines.push(outline!)
      await page.keyboard.press('Tab')
    }
    expect(outlines).toEqual([])
    expect(seen.size).toBe(expected)
    await page.context().close()
  })

  test('filters by severity, state, rule and file, says how many are shown, and goes back', async () => {
    const { page, events } = await open(browser, url)
    const status = () => page.locator('#shown').textContent()
    const toggle = (name: string) => page.getByRole('button', { name, exact: true })
    const severity = (one: string) => page.locator(`.f.${one}:visible`).count()
    expect(await visible(page)).toBe(all)
    const warnings = await severity('warning')
    await toggle('warnings').focus()
    await page.keyboard.press('Space')
    expect(await toggle('warnings').getAttribute('aria-pressed')).toBe('false')
    expect(await severity('warning')).toBe(0)
    expect(await visible(page)).toBe(all - warnings)
    expect(await status()).toBe(`${all - warnings} of ${all} findings shown`)
    await page.getByRole('button', { name: 'Show all' }).click()
    expect(await visible(page)).toBe(all)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('file')

    await toggle('new').click()
    await toggle('still there').click()
    await toggle('set aside').click()
    expect(await visible(page)).toBe(2)
    expect(await page.locator('.group:visible h3').allTextContents()).toEqual(['tcp-fin-timeout 2'])
    await page.getByRole('button', { name: 'Show all' }).click()

    await page.getByRole('combobox', { name: 'Rule' }).selectOption('tcp-keepalive-intvl')
    expect(await visible(page)).toBe(report.findings.filter(f => f.rule === 'tcp-keepalive-intvl').length)
    await page.getByRole('button', { name: 'Show all' }).click()

    await page.getByRole('searchbox', { name: 'File' }).fill('DB1')
    const inDb = report.findings.filter(f => f.at.source.path.includes('db1')).length
    await expect.poll(() => visible(page)).toBe(inDb)
    await page.getByRole('searchbox', { name: 'File' }).fill('no such file')
    await expect.poll(() => visible(page)).toBe(0)
    expect(await status()).toBe(`0 of ${all} findings shown`)
    expect(events).toEqual([])
    await page.context().close()
  })

  test('groups and sorts, keeping every finding', async () => {
    const { page } = await open(browser, url)
    const headings = () => page.locator('.group h3').allTextContents()
    await page.getByRole('combobox', { name: 'Group' }).selectOption('severity')
    expect((await headings()).map(text => text.replace(/ \d+$/, ''))).toEqual(['errors', 'warnings', 'notices'])
    await page.getByRole('combobox', { name: 'Group' }).selectOption('file')
    await page.getByRole('combobox', { name: 'Order' }).selectOption('place')
    const files = await headings()
    expect(files).toEqual(files.toSorted())
    expect(await visible(page)).toBe(all)
    await page.getByRole('combobox', { name: 'Group' }).selectOption('rule')
    await page.getByRole('combobox', { name: 'Order' }).selectOption('state')
    const states = await page
      .locator('.group')
      .first()
      .locator('.f')
      .evaluateAll(list => list.map(one => one.getAttribute('data-state')))
    const order = ['new', 'still', 'aside', 'fixed']
    expect(states).toEqual(states.toSorted((a, b) => order.indexOf(a!) - order.indexOf(b!)))
    await page.getByRole('combobox', { name: 'Order' }).selectOption('severity')
    expect(await visible(page)).toBe(all)
    expect(await page.locator('.group > .rule').count()).toBeGreaterThan(5)
    await page.context().close()
  })

  test('keeps no room for what is not there', async () => {
    const { page } = await open(browser, url)
    const height = () => page.evaluate(() => document.documentElement.scrollHeight)
    const before = await height()
    for (const one of await page.locator('.f').all()) await one.scrollIntoViewIfNeeded()
    expect(Math.abs((await height()) - before)).toBeLessThan(before * 0.05)
    await page.getByRole('combobox', { name: 'Group' }).selectOption('file')
    expect(await height()).toBeLessThan(before * 1.5)
    await page.context().close()
  })

  test('counts above lead to the findings that they count', async () => {
    const { page } = await open(browser, url)
    await page.locator('.tile.fixed').click()
    expect(await visible(page)).toBe(2)
    await page
      .getByRole('row', { name: /hosts\/db1/ })
      .first()
      .getByRole('link')
      .click()
    const inDb = report.findings.filter(f => f.at.source.path.includes('db1')).length
    expect(await visible(page)).toBe(inDb)
    await page.locator('.count a').first().click()
    expect(await visible(page)).toBe(report.findings.filter(f => f.severity === 'error' && !f.suppressed).length)
    await page.context().close()
  })

  test('is whole without script', async () => {
    const { page, events } = await open(browser, url, { javaScriptEnabled: false })
    const text = (await page.locator('main').textContent())!.replace(/\s+/g, ' ')
    for (const { message } of report.findings) expect(text).toContain(message.replace(/\s+/g, ' '))
    expect(text).toContain('settings are fine')
    expect(text).toContain('How long a dead peer goes unnoticed')
    expect(await page.getByRole('search').count()).toBe(0)
    expect(events).toEqual([])
    await page.context().close()
  })

  test('prints, with everything open and nothing that only works on a screen', async () => {
    const { page } = await open(browser, url)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('#tools').isVisible()).toBe(false)
    expect(await page.locator('nav').isVisible()).toBe(false)
    const pdf = await page.pdf({ format: 'A4' })
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.length).toBeGreaterThan(30_000)
    expect(await page.locator('main details:not([open])').count()).toBe(0)
    await page.context().close()
  })

  test('has a structure that a screen reader can go by', async () => {
    const { page } = await open(browser, url)
    const levels = await page.locator('h1, h2, h3').evaluateAll(list => list.map(one => Number(one.tagName[1])))
    expect(levels.filter(level => level === 1)).toHaveLength(1)
    for (const [i, level] of levels.entries()) if (i > 0) expect(level - levels[i - 1]!).toBeLessThanOrEqual(1)
    for (const role of ['banner', 'main', 'contentinfo', 'navigation', 'search', 'status'] as const)
      expect(await page.getByRole(role).count(), role).toBe(1)
    expect(await page.locator('table:not(:has(caption))').count()).toBe(0)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.context().close()
  })
})

describe.skipIf(skipped)('a hostile report', () => {
  test('is text: nothing runs, opens, asks or breaks the policy, whatever is pressed', async () => {
    const { page, events } = await open(browser, hostile)
    const texts = await page.locator('.f').allTextContents()
    expect(texts.some(text => text.includes('</details><script>alert(1)</script>'))).toBe(true)
    expect(await page.locator('img, iframe, object, embed, base, link').count()).toBe(0)
    expect(await page.locator('script').count()).toBe(1)
    for (const group of ['file', 'severity', 'rule'])
      await page.getByRole('combobox', { name: 'Group' }).selectOption(group)
    for (const link of await page.locator('.top a, .dot, .moved a').all()) await link.dispatchEvent('click')
    for (const button of await page.locator('button').all()) if (await button.isVisible()) await button.click()
    await page.getByRole('searchbox', { name: 'File' }).fill('</script><img src=x onerror=alert(1)>')
    await page.waitForTimeout(300)
    expect(events).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280)
    await page.context().close()
  })

  test('is no wider than a phone', async () => {
    const { page, events } = await open(browser, hostile, { viewport: { width: 360, height: 740 } })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    expect(events).toEqual([])
    await page.context().close()
  })
})
