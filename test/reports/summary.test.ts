import { expect, test } from 'vitest'
import { stickyComment } from '../../src/reports/comment.ts'
import { type SummaryView, summary } from '../../src/reports/summary.ts'
import { utf8Length } from '../../src/reports/utf8-length.ts'
import { classifiedOf } from './hostile-report.ts'
import { effectOf, findingOf, placeOf, reportOf } from './report-of.ts'

const a = { path: 'etc/sysctl.d/60 a.conf', text: 'net.ipv4.tcp_fin_timeout = 30\nnet.ipv4.tcp_tw_reuse = 1\n' }
const b = { path: 'b.conf', text: 'net.ipv4.tcp_tw_recycle = 1\n' }
const findings = [
  findingOf(placeOf(a, '30'), {
    severity: 'notice',
    message: 'net.ipv4.tcp_fin_timeout is 30 s',
    fix: { title: 'Set it to 15', safe: false, edits: [] },
  }),
  findingOf(placeOf(a, '= 1'), { message: 'net.ipv4.tcp_tw_reuse is 1' }),
  findingOf(placeOf(b, 'net.ipv4.tcp_tw_recycle'), { severity: 'error', message: 'net.ipv4.tcp_tw_recycle is gone' }),
]
const settings = [effectOf(placeOf(a, 'net.ipv4.tcp_fin_timeout'), placeOf(a, '30'))]
const report = reportOf({ settings, findings, files: 12 })
const view: SummaryView = {
  how: 'compared with the base by git',
  changed: true,
  links: { commit: 'https://github.com/o/r/blob/abc' },
}

test('what was found, by severity and file, then finding by finding, with the values on the arrows', () => {
  expect(summary(report, classifiedOf(findings), view)).toMatchInlineSnapshot(`
    "## sysctl-lint: 1 error, 1 warning and 1 notice

    1 setting (12 files) looked at; compared with the base by git.

    | File | Errors | Warnings | Notices |
    | :-- | --: | --: | --: |
    | \`b.conf\` | 1 | 0 | 0 |
    | \`etc/sysctl.d/60 a.conf\` | 0 | 1 | 1 |
    | **all** | 1 | 1 | 1 |

    ### \`b.conf\`

    | Line | Severity | Rule | Finding |
    | --: | :-- | :-- | :-- |
    | [1](https://github.com/o/r/blob/abc/b.conf#L1) | error | \`toy-rule\` | \`net.ipv4.tcp_tw_recycle\` is gone |

    ### \`etc/sysctl.d/60 a.conf\`

    | Line | Severity | Rule | Finding |
    | --: | :-- | :-- | :-- |
    | [1](https://github.com/o/r/blob/abc/etc/sysctl.d/60%20a.conf#L1) | notice | \`toy-rule\` | \`net.ipv4.tcp_fin_timeout\` is 30 s *Suggestion:* Set it to 15 |
    | [2](https://github.com/o/r/blob/abc/etc/sysctl.d/60%20a.conf#L2) | warning | \`toy-rule\` | \`net.ipv4.tcp_tw_reuse\` is 1 |

    ### How a TCP connection ends, and what governs it

    \`\`\`mermaid
    stateDiagram-v2
        ESTABLISHED --> FIN_WAIT_1 : this host closes first
        ESTABLISHED --> CLOSE_WAIT : the peer closes first
        ESTABLISHED --> CLOSED : the peer is silent,<br/>with SO_KEEPALIVE<br/>tcp_keepalive_time<br/>tcp_keepalive_intvl<br/>tcp_keepalive_probes<br/>or<br/>data is not<br/>acknowledged<br/>tcp_retries2
        FIN_WAIT_1 --> FIN_WAIT_2 : the peer acknowledges
        FIN_WAIT_1 --> CLOSING : both close at once
        FIN_WAIT_1 --> TIME_WAIT : the peer acknowledges<br/>and closes
        FIN_WAIT_1 --> CLOSED : FIN unanswered, no<br/>process left<br/>tcp_orphan_retries
        FIN_WAIT_2 --> CLOSED : the peer does not<br/>close, no process left<br/>tcp_fin_timeout = 30 s
        FIN_WAIT_2 --> TIME_WAIT : the peer closes too,<br/>if there is room<br/>tcp_max_tw_buckets
        CLOSING --> TIME_WAIT : the peer acknowledges
        CLOSING --> CLOSED : FIN unanswered, no<br/>process left<br/>tcp_orphan_retries
        TIME_WAIT --> SYN_SENT : a new outgoing<br/>connection takes it<br/>over<br/>tcp_tw_reuse
        TIME_WAIT --> CLOSED : always 60 s, no<br/>parameter
        CLOSE_WAIT --> LAST_ACK : only the application,<br/>by closing, no<br/>parameter
        LAST_ACK --> CLOSED : the peer acknowledges<br/>or<br/>FIN unanswered, no<br/>process left<br/>tcp_orphan_retries
        CLOSED --> [*]
    \`\`\`

    Where the files give a parameter one value, its arrow has it. Resets, which end every state, are left out.
    "
  `)
})

test('what was there before is counted, and stands apart', () => {
  const classified = classifiedOf(findings).map((one, i) => ({ ...one, fresh: i === 2 }))
  const text = summary(report, classified, view)
  expect(text).toContain('## sysctl-lint: 1 error\n')
  expect(text).toContain('2 findings were there before this change.')
  expect(text.indexOf('tcp_tw_recycle')).toBeLessThan(
    text.indexOf('<details><summary>2 findings not of this change</summary>\n\n### '),
  )
  expect(text).toMatch(/\n\n<\/details>\n\n### How a TCP/)
})

test('nothing found is said, too', () => {
  expect(summary(reportOf({ files: 3 }), [], { ...view, how: 'no base: everything counts as new' })).toBe(
    '## sysctl-lint: No findings\n\n0 settings (3 files) looked at; no base: everything counts as new.\n',
  )
})

test('without a commit there are no links, and none to files outside', () => {
  const none = { ...view, links: { commit: null } }
  expect(summary(report, classifiedOf(findings), none)).not.toContain('](')
  const outside = classifiedOf([findingOf(placeOf({ ...b, path: '../b.conf' }, 'net'))])
  expect(summary(report, outside, view)).not.toContain('](')
})

test('it stays below 900 KiB, by whole findings, and keeps the worst', () => {
  const big = Array.from({ length: 5000 }, (_, i) =>
    findingOf(placeOf({ path: `${i % 3000}/€${'y'.repeat(100)}.conf`, text: 'x = 1\n' }, 'x'), {
      severity: i === 4999 ? 'error' : 'notice',
      message: `x is ${'€ '.repeat(100)}in ${i}`,
    }),
  )
  const text = summary(reportOf({ findings: big, settings }), classifiedOf(big), view)
  expect(utf8Length(text)).toBeLessThanOrEqual(900 * 1024)
  expect(utf8Length(text)).toBeGreaterThan(700 * 1024)
  expect(text).toContain('in 4999 |')
  const left = Number(/\n(\d+) more findings did not fit here\./.exec(text)![1])
  expect(text.match(/^\| \[1\]/gm)!.length).toBe(5000 - left)
  expect(text).toContain('```mermaid')
  expect(text).toMatch(/^\| \*\*all\*\* \| 1 \| 0 \| 4999 \|$/m)
})

test('the comment says what the change brings, and what was there', () => {
  const classified = classifiedOf(findings).map((one, i) => ({ ...one, fresh: i > 0 }))
  expect(stickyComment(report, classified, '<!-- m -->')).toMatchInlineSnapshot(`
    "<!-- m -->
    ### sysctl-lint: 1 error and 1 warning

    - \`b.conf:1\` **error** \`toy-rule\`: \`net.ipv4.tcp_tw_recycle\` is gone
    - \`etc/sysctl.d/60 a.conf:2\` **warning** \`toy-rule\`: \`net.ipv4.tcp_tw_reuse\` is 1

    1 setting (12 files) looked at. 1 finding was there before this change.
    "
  `)
  expect(stickyComment(report, [], '<!-- m -->')).toBe(
    '<!-- m -->\n### sysctl-lint: No findings\n\n1 setting (12 files) looked at.\n',
  )
})

test('the comment stays below what GitHub takes', () => {
  const big = Array.from({ length: 5000 }, () => findingOf(placeOf(b, 'net'), { message: 'a_b '.repeat(300) }))
  const text = stickyComment(report, classifiedOf(big), '<!-- m -->')
  expect(text.length).toBeLessThan(65_536)
  expect(text).toMatch(/- and \d+ more, which the log lists\n/)
})
