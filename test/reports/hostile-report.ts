import type { Classified } from '../../src/core/classified.ts'
import type { Finding } from '../../src/core/finding.ts'
import type { Report } from '../../src/core/report.ts'
import { createLocator } from '../../src/reports/locate.ts'
import { effectOf, findingOf, placeOf, reportOf } from './report-of.ts'

/** The marker of a sticky comment that the hostile texts try to forge. */
export const stickyMarker = '<!-- sysctl-lint comment 0123456789abcdef -->'

/** Texts that are a command, markup, a mention, a link or a trick somewhere. None holds a line break: those are in `hostileLines`. */
export const hostileTexts: Readonly<Record<string, string>> = {
  'a command': '::error::pwned',
  'a command with properties': '::error file=x,line=1::pwned',
  'a command after blanks': '  ::set-env name=PATH::/tmp',
  'a command inside': 'x ::add-mask::a',
  'a command of the old form': '##[set-env name=NODE_OPTIONS;]--require=/tmp/x.js',
  'a command of the old form inside': 'value ##[error]pwned',
  'the old form with more signs': '####[[error]pwned ##[##[error]]',
  'stop-commands': '::stop-commands::x',
  'an escaped line break': 'a%0A::error::pwned%0D%0A##[error]pwned',
  'an escaped percent': 'a%250A::error::pwned',
  'the end of details': '</details><script>alert(1)</script>',
  'the end of code': '</code></td></table><img src=x onerror=alert(1)>',
  'a backtick': '`',
  'a code span': '`x` ``y`` ```z',
  'backticks at the ends': '``` @org/team ```',
  'a fence': '```suggestion',
  'a long fence': `${'`'.repeat(300)}mermaid`,
  'a fence that a byte cannot count': `${'`'.repeat(300)} @org/team ${'`'.repeat(81)} #1`,
  'a fence of tildes': '~~~~ @org/team ~~~~',
  pipes: '| a | b | `c|d` \\| \\\\| e',
  'a row of a table': '|---|---|',
  'a comment': '<!-- x -->',
  'the end of a comment': '--> @org/team <!--',
  'our marker of a finding': '<!-- sysctl-lint:0123456789abcdef -->',
  'our marker of a comment': stickyMarker,
  'a mention': '@org/team',
  'a mention of a user': 'ping @octocat, @a-b.',
  'an issue': '#1',
  'an issue in words': 'fixes #1, closes GH-1',
  'an issue elsewhere': 'owner/repo#1',
  'a commit': 'deadbeefdeadbeefdeadbeefdeadbeefdeadbeef',
  'a short commit': 'deadbee 1234567',
  'a commit elsewhere': 'owner/repo@deadbeefdeadbeefdeadbeefdeadbeefdeadbeef',
  'an address': 'https://evil.example/?a=b&c=[d](e)',
  'an address without scheme': 'www.evil.example',
  'an address in brackets': '<https://evil.example>',
  'a mail address': 'mail a@evil.example now',
  'a link': '[text](https://evil.example)',
  'a link of references': '[text][1] [text] [1]: https://evil.example',
  'a link of SARIF': '[text](1) [[a](2)](3) [a][(b)]',
  'a footnote': '[^1] [^1]: x',
  'an image': '![text](https://evil.example/x.png)',
  'a task': '- [x] done',
  'a script in an address': '[x](javascript:alert(1)) javascript:alert(1)',
  'arguments of SARIF': '{0} {1:x} {{0}} {12345678901} {{ lookup("env") }}',
  'a heading': '# Title',
  'a rule': '---',
  'a quote': '> quoted',
  'an ordered list': '1. one',
  emphasis: '*a* **b** _c_ ~~d~~ __init__',
  'an emoji': ':shipit: :+1:',
  'a formula': '$x$ $$y$$ $`z`$',
  entities: '&lt;b&gt; &#64;org &nbsp;',
  backslashes: '\\ \\\\ \\` \\@org \\',
  'a click of Mermaid': 'click CLOSED "javascript:alert(1)"',
  'a directive of Mermaid': '%%{init: {"securityLevel": "loose"}}%%',
  'an arrow of Mermaid': 'A --> B : pwned; C --> D',
  'ANSI escapes': '\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x07link\x1b]8;;\x07 \x9b1m',
  'marks of direction': '\u202egnp.exe\u202c \u2066x\u2069 \u200fy',
  'zero widths': 'a\u200bb\u2060c\ufeffd #\u200b#[error]x',
  'a null': 'a\0b',
  'half a pair': 'a\ud800b\udc80c',
  'much text': `@org/team ${'x'.repeat(70_000)}`,
  'many words': '@a '.repeat(23_334),
  'many backticks': '`'.repeat(70_000),
  'quotes and commas': `a,b:c;d="e" 'f'`,
}

/** The same with line breaks, which file names and decoded values can hold. */
export const hostileLines: Readonly<Record<string, string>> = {
  'a command on its own line': 'x\n::error::pwned\n##[error]pwned',
  'a command after CR': 'x\r::error::pwned\r\n##[error]pwned',
  'separators of lines': 'x\u2028::error::pwned\u2029::error::pwned\u0085::error::pwned\v::error::pwned',
  'a block of Markdown': 'x\n\n# Title\n\n@org/team\n\n```suggestion\nrm -rf /\n```\n\n</details>\n',
  'a marker at the end': 'x\n\n<!-- sysctl-lint:0123456789abcdef -->',
}

const all = { ...hostileTexts, ...hostileLines }

/** A report in which every hostile text is a file name, a value, a parameter, a message, a fix, a note and a reason. */
export function hostileReport(): { readonly report: Report; readonly classified: readonly Classified[] } {
  const texts = Object.values(all)
  const findings = texts.flatMap((text, i) => findingsOf(text, i))
  const settings = findings.flatMap(({ at: { source } }, i) => {
    const key = placeOf(source, 'net.ipv4.tcp_fin_timeout')
    const setting = { value: texts[i % texts.length]!, parameter: i % 3 === 0 ? texts[i % texts.length]! : undefined }
    const valueAt = { source, start: key.end + 3, end: source.text.indexOf('\n', key.end) }
    const parameter = setting.parameter ?? 'net.ipv4.tcp_fin_timeout'
    return [
      effectOf(key, valueAt, {
        effective: setting.value,
        why: setting.value,
        appliedBy: setting.value,
        setting: { parameter, value: setting.value },
      }),
    ]
  })
  const passedOver = texts.slice(0, 20).map(text => JSON.stringify(text))
  const report = reportOf({ settings, findings, problems: findings, files: texts.length, passedOver })
  return { report, classified: classifiedOf(findings) }
}

/** Findings as those of a pull request that brings them all. */
export function classifiedOf(findings: readonly Finding[]): readonly Classified[] {
  const locate = createLocator()
  return findings.map((finding, i) => ({
    finding,
    fingerprint: i.toString(16).padStart(16, '0'),
    fresh: true,
    head: { path: finding.at.source.path, ...locate(finding.at) },
    inHunk: true,
  }))
}

/** The text as a file's name and as a value in it; the second finding has a fix that can be a suggestion if the text allows. */
function findingsOf(text: string, i: number): Finding[] {
  const line = text.replace(/[\n\r\u2028\u2029\u0085\v]/g, ' ')
  const named = { path: `etc/${text.slice(0, 4000)}/60-${i}.conf`, text: 'net.ipv4.tcp_fin_timeout = 60\n' }
  const valued = { path: `etc/sysctl.d/${i}.conf`, text: `\tnet.ipv4.tcp_fin_timeout = ${line} # 60\nnext = 1\n` }
  const severity = (['error', 'warning', 'notice'] as const)[i % 3]!
  const number = placeOf(valued, '60')
  const at = { ...number, start: 1 }
  const related = [{ at: placeOf(named, '60'), note: text }]
  const more = { severity, parameter: text, value: text, related }
  const title = `Set it to ${text}`
  const mark = { source: valued, start: valued.text.indexOf('# 60') + 2, end: valued.text.indexOf('# 60') + 4 }
  return [
    findingOf(placeOf(named, '60'), { ...more, message: text }),
    findingOf(
      { ...at, end: mark.end },
      {
        ...more,
        message: `net.ipv4.tcp_fin_timeout is ${text}, which is odd`,
        fix: { title, safe: false, edits: [{ at: mark, text: '30' }] },
      },
    ),
    findingOf(placeOf(named, 'net'), {
      ...more,
      message: `"${text}"`,
      fix: { title: text, safe: true, edits: [{ at: placeOf(named, '60'), text }] },
    }),
  ]
}
