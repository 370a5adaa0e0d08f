import { expect, test } from 'vitest'
import { checkRunRequests } from '../../src/reports/check-run.ts'
import { classifiedOf } from './hostile-report.ts'
import { findingOf, placeOf } from './report-of.ts'

const source = { path: 'x.conf', text: 'a = 60\n'.repeat(200) }
const classified = classifiedOf(Array.from({ length: 120 }, (_, i) => findingOf(placeOf(source, '60', i))))
const text = { title: '120 findings', summary: 'in 12 files' }
const head = 'c'.repeat(40)

interface Body {
  readonly output: { readonly annotations: readonly Record<string, unknown>[]; readonly text?: string }
}

test('fifty annotations a request, each once, and the outcome with the first', () => {
  const { create, updates } = checkRunRequests(classified, head, 'failure', text)
  expect(create).toMatchObject({ name: 'sysctl-lint', head_sha: head, status: 'completed', conclusion: 'failure' })
  const bodies = [create, ...updates] as Body[]
  expect(bodies.map(b => b.output.annotations.length)).toEqual([50, 50, 20])
  const lines = bodies.flatMap(b => b.output.annotations.map(a => a['start_line']))
  expect(lines.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 120 }, (_, i) => i + 1))
  for (const update of updates) expect(Object.keys(update)).toEqual(['output'])
})

test('levels are GitHub’s, columns stand on single lines only', () => {
  const findings = [
    findingOf(placeOf(source, '60'), { severity: 'error' }),
    findingOf({ source, start: 0, end: 10 }, { severity: 'notice' }),
    findingOf({ source, start: 0, end: 7 }),
  ]
  const { create } = checkRunRequests(classifiedOf(findings), head, 'neutral', text)
  expect((create as Body).output.annotations).toEqual([
    {
      path: 'x.conf',
      start_line: 1,
      end_line: 1,
      start_column: 5,
      end_column: 7,
      annotation_level: 'failure',
      title: 'toy-rule',
      message: 'the thing is odd',
    },
    {
      path: 'x.conf',
      start_line: 1,
      end_line: 1,
      annotation_level: 'warning',
      title: 'toy-rule',
      message: 'the thing is odd',
    },
    {
      path: 'x.conf',
      start_line: 1,
      end_line: 2,
      annotation_level: 'notice',
      title: 'toy-rule',
      message: 'the thing is odd',
    },
  ])
})

test('what the change does not bring is left out, and what has no line in it is in the text', () => {
  const some = classified.slice(0, 3).map((one, i) => ({ ...one, fresh: i > 0, head: i === 2 ? null : one.head }))
  const { output } = checkRunRequests(some, head, 'failure', text).create as Body
  expect(output.annotations.map(a => a['start_line'])).toEqual([2])
  expect(output.text!.match(/^- /gm)).toHaveLength(1)
})

test('without findings there is one request, without annotations', () => {
  const { create, updates } = checkRunRequests([], head, 'success', text)
  expect((create as Body).output).toEqual({ ...text, annotations: [] })
  expect(updates).toEqual([])
})
