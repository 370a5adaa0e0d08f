import { expect, test } from 'vitest'
import { itemsOf } from '../../../src/reports/html/items.ts'
import { placesOf } from '../../../src/reports/html/places.ts'
import { parametersOf } from '../../../src/reports/html/values.ts'
import { createLocator } from '../../../src/reports/locate.ts'
import { createRedactor } from '../../../src/reports/redact.ts'
import { reportOfTexts, someFiles } from './page-of.ts'

const report = await reportOfTexts(someFiles)
const shown = { locate: createLocator(), redactor: createRedactor(report.settings, report.findings) }
const items = itemsOf(
  report.findings,
  report.findings.map((_, i) => String(i)),
  null,
  shown,
)
const places = placesOf(report.settings, items, shown)
const parameters = parametersOf(places)
const place = (parameter: string, value: string) =>
  places.find(p => p.parameter === `net.ipv4.${parameter}` && p.value === value)!

test('a setting stands as its worst open finding does', () => {
  expect(place('tcp_fin_timeout', '60').standing).toBe('warning')
  expect(place('tcp_fin_timeout', '30s').standing).toBe('error')
  expect(place('tcp_keepalive_probes', '5').standing).toBe('fine')
  expect(place('tcp_tw_recycle', '1').standing).toBe('aside')
  expect(places.filter(p => p.outcome === 'unknown').map(p => p.standing)).toEqual(['undecided'])
})

test('a finding is counted at its own setting only', () => {
  for (const { findings, parameter, file } of places)
    for (const finding of findings) expect([finding.parameter, finding.file]).toEqual([parameter, file])
})

test('parameters come worst first, with every value once and ascending', () => {
  expect(parameters[0]!.standing).toBe('error')
  const timeout = parameters.find(p => p.name === 'net.ipv4.tcp_fin_timeout')!
  expect(timeout.values.map(v => v.text)).toEqual(['20', '30s', '60', '120'])
  expect(parameters.flatMap(p => p.values.flatMap(v => v.places))).toHaveLength(places.length)
})

test('one place leads to its finding, several lead to their rows', () => {
  const values = parameters.flatMap(p => p.values)
  for (const { places, target, anchor } of values) {
    const open = places.length === 1 ? places[0]!.findings.find(f => f.state !== 'aside') : undefined
    expect(target).toBe(open?.id ?? anchor)
  }
  expect(values.some(v => v.target !== v.anchor)).toBe(true)
})

test('a name that is no parameter’s cannot be an anchor that another one has', () => {
  const [one] = places
  const odd = ['a b', 'a b c', 'p--1', '<x>', ''].map(parameter => ({ ...one!, parameter }))
  const anchors = parametersOf(odd).map(p => p.anchor)
  expect(new Set(anchors).size).toBe(odd.length)
  for (const anchor of anchors) expect(anchor).toMatch(/^[\w.-]+$/)
})
