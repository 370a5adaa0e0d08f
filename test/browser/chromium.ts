import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const executablePath = '/usr/bin/chromium'

/** Whether tests in a browser can run; without it they are skipped, unless all parts are required. */
export const hasChromium = existsSync(executablePath)
if (!hasChromium && process.env['SYSCTL_LINT_ORACLE'] !== 'require')
  console.log(`browser tests skipped: ${executablePath} is not installed`)
export const skipped = !hasChromium && process.env['SYSCTL_LINT_ORACLE'] !== 'require'

/** Debian's Chromium, which asks nobody for anything. */
export function launch(): Promise<Browser> {
  const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update']
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-sync', ...quiet] })
}

/** A page as a file that a browser can open. */
export function savedPage(html: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'sysctl-lint-page-')), 'report.html')
  writeFileSync(file, html)
  return pathToFileURL(file).href
}

export interface Opened {
  readonly page: Page
  /** What must not happen: a dialog, a request, a navigation, a message on the console, an error. */
  readonly events: readonly string[]
}

/** Opens a page and watches it. */
export async function open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  const events: string[] = []
  page.on('console', message => events.push(`console: ${message.text()}`))
  page.on('pageerror', error => events.push(`error: ${error.message}`))
  page.on('dialog', dialog => {
    events.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', request => {
    if (request.url().split('#')[0] !== url) events.push(`request: ${request.url()}`)
  })
  page.on('framenavigated', frame => {
    if (frame.url().split('#')[0] !== url) events.push(`navigation: ${frame.url()}`)
  })
  context.on('page', other => {
    if (other !== page) events.push('another window')
  })
  await page.goto(url)
  return { page, events }
}
