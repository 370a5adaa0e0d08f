import { expect, test } from 'vitest'
import type { Classified } from '../../src/core/classified.ts'
import { fingerprintIn } from '../../src/reports/markers.ts'
import { createRedactor } from '../../src/reports/redact.ts'
import { reviewOf } from '../../src/reports/review.ts'
import { classifiedOf } from './hostile-report.ts'
import { effectOf, findingOf, placeOf } from './report-of.ts'

const line = 'net.ipv4.tcp_fin_timeout = 60\n'
const source = { path: 'etc/sysctl.d/60-tcp.conf', text: line.repeat(100) }

function many(count: number, more: Partial<Classified> = {}): readonly Classified[] {
  const findings = Array.from({ length: count }, (_, i) =>
    findingOf(placeOf(source, '60', i), {
      message: `net.ipv4.tcp_fin_timeout is odd in line ${i + 1}`,
      severity: i === 7 ? 'error' : 'notice',
    }),
  )
  return classifiedOf(findings).map(one => ({ ...one, ...more }))
}

test('thirty comments at the most, the worst first, and the body lists the rest', () => {
  const { body, comments, rest } = reviewOf(many(50), new Set())
  expect(comments).toHaveLength(30)
  expect(comments[0]!.line).toBe(8)
  expect(rest).toBe(20)
  expect(body).toContain('1 error and 49 notices in this change')
  expect(body.match(/^- `etc\/sysctl.d\/60-tcp.conf:\d+`/gm)).toHaveLength(20)
})

test('what has a comment gets no other, and is no rest', () => {
  const all = many(50)
  const first = reviewOf(all, new Set())
  const second = reviewOf(all, new Set(first.comments.map(c => c.fingerprint)))
  expect(second.comments).toHaveLength(20)
  expect(second.rest).toBe(0)
  expect(new Set([...first.comments, ...second.comments].map(c => c.fingerprint)).size).toBe(50)
  expect(second.body).not.toContain('details')
})

test.each([
  ['outside of the hunks', { inHunk: false }],
  ['in lines that the head commit has not', { head: null }],
])('findings %s are in the body', (_, more) => {
  const { comments, rest, body } = reviewOf(many(3, more), new Set())
  expect(comments).toEqual([])
  expect(rest).toBe(3)
  expect(body.match(/^- /gm)).toHaveLength(3)
})

test('findings that were there before are not spoken of', () => {
  expect(reviewOf(many(3, { fresh: false }), new Set())).toMatchObject({ comments: [], rest: 0 })
})

test('a path that no request can name is in the body', () => {
  const [one] = many(1)
  const { comments, rest } = reviewOf([{ ...one!, head: { ...one!.head!, path: 'a\udc80' } }], new Set())
  expect([comments.length, rest]).toEqual([0, 1])
})

test('a comment stands where its suggestion does, and ends with its marker', () => {
  const text = 'if true; then\n  sysctl -w \\\n    net.ipv4.tcp_fin_timeout=60 # why\nfi\n'
  const script = { path: 'tune.sh', text }
  const edits = [{ at: placeOf(script, '60'), text: '30' }]
  const at = { ...placeOf(script, 'sysctl'), end: text.indexOf('60') + 2 }
  const related = [{ at: placeOf(script, 'fi\n'), note: 'it ends here' }]
  const fix = { title: 'Set it to 30', safe: false, edits }
  const [withFix] = reviewOf(classifiedOf([findingOf(at, { fix, related })]), new Set()).comments
  expect(withFix).toEqual({
    path: 'tune.sh',
    line: 3,
    side: 'RIGHT',
    fingerprint: '0'.repeat(16),
    body: [
      '**warning** `toy-rule`: the thing is odd',
      '- `tune.sh:4`: it ends here',
      'Suggestion: Set it to 30',
      '```suggestion\n    net.ipv4.tcp_fin_timeout=30 # why\n```',
      `<!-- sysctl-lint:${'0'.repeat(16)} -->`,
    ].join('\n\n'),
  })
  const [without] = reviewOf(classifiedOf([findingOf(at)]), new Set()).comments
  expect(without).toMatchObject({ start_line: 2, start_side: 'RIGHT', line: 3 })
  expect(fingerprintIn(without!.body)).toBe('0'.repeat(16))
})

test('a single line has no start of its own, which the API refuses', () => {
  for (const comment of reviewOf(many(5), new Set()).comments) expect(comment).not.toHaveProperty('start_line')
  const wholeLine = { source, start: 0, end: line.length }
  expect(reviewOf(classifiedOf([findingOf(wholeLine)]), new Set()).comments[0]).toMatchObject({ line: 1 })
})

test('the body stays below what GitHub takes, by whole findings', () => {
  const wide = many(100, { inHunk: false }).map(one => ({
    ...one,
    finding: { ...one.finding, message: 'x_y '.repeat(1000) },
  }))
  const { body, rest } = reviewOf(wide, new Set())
  expect(rest).toBe(100)
  expect(body.length).toBeLessThan(65_536)
  expect(body).toMatch(/- and \d+ more, which the log lists\n\n<\/details>$/)
})

test('a secret that only the settings know is hidden', () => {
  const file = { path: 'x.conf', text: 'net.ipv4.tcp_fastopen_key = deadbeefdeadbeef\n' }
  const key = placeOf(file, 'net.ipv4.tcp_fastopen_key')
  const value = placeOf(file, 'deadbeefdeadbeef')
  const finding = findingOf(value, { message: 'it is deadbeefdeadbeef' })
  const redactor = createRedactor([effectOf(key, value)], [finding])
  expect(JSON.stringify(reviewOf(classifiedOf([finding]), new Set(), redactor))).not.toContain('deadbeefdeadbeef')
})
