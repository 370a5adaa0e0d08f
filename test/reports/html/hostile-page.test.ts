import { expect, test } from 'vitest'
import { clean } from '../../../src/reports/clean.ts'
import { hostileTexts } from '../hostile-report.ts'
import { hostilePage } from './hostile-page.ts'
import { takePageApart } from './page-parts.ts'

const page = hostilePage()
const parts = takePageApart(page)

test('nothing from outside becomes markup, an attribute that acts, or a link', () => {
  expect(parts.faults).toEqual([])
  expect(parts.links.filter(link => !parts.ids.includes(link))).toEqual([])
  expect(parts.ids.filter((id, i) => parts.ids.indexOf(id) !== i)).toEqual([])
})

test('nothing from outside stands in the style or the script', () => {
  const own = [...page.matchAll(/<(style|script)>([\s\S]*?)<\/\1>/g)].map(([, , text]) => text).join('')
  expect(own).not.toMatch(/evil|pwned|org\/team/)
})

test('what could mislead is shown, and long texts are cut', () => {
  expect(clean(page.replaceAll('\n', ''))).toBe(page.replaceAll('\n', ''))
  expect(page.length).toBeLessThan(12_000_000)
  for (const name of ['the end of details', 'marks of direction', 'a command'] as const)
    expect(parts.text).toContain(
      clean(hostileTexts[name]!).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    )
})
