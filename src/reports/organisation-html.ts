import type { Comparison, RepositoryChange } from '../organisation/compare.ts'
import type { OrganisationReport } from '../organisation/merge.ts'
import type { RepositoryReport, SavedFinding } from '../organisation/saved-report.ts'
import { type Counts, countsOf, openFindings, summaryOf, type Tally, tallyBy, weightOf } from '../organisation/tally.ts'
import { plural } from './count.ts'
import { htmlText } from './html-text.ts'
import { organisationStyle } from './organisation-style.ts'
import { headline, omissions, repositoriesText, sinceText, statusWords } from './organisation-words.ts'
import { uriPath } from './uri-path.ts'
import { utf8Length } from './utf8-length.ts'

/** Bytes of the page, and of its parts that grow with the organisation; a browser lays out more, but nobody reads it. */
const mostBytes = 9_500_000
const mostForBroken = 1_000_000
const mostForTable = 4_000_000
const mostBars = 20
const mostFixed = 50

export interface PageOptions {
  readonly version: string
  /** Where repositories live: `https://github.com`. */
  readonly server: string
  /** SHA-256 in base64. */
  readonly hash: (text: string) => string
}

interface Line {
  readonly repository: RepositoryReport
  readonly open: readonly SavedFinding[]
  readonly counts: Counts
  readonly change: RepositoryChange | undefined
  readonly id: string
}

/** Reports of many repositories as one page of its own: nothing is loaded, nothing runs. */
export function organisationHtml(report: OrganisationReport, since: Comparison | null, options: PageOptions): string {
  const lines = report.repositories.map((repository, i): Line => {
    const open = openFindings(repository)
    return { repository, open, counts: countsOf(open), change: since?.repositories.get(repository.name), id: `r${i}` }
  })
  const found = lines.filter(l => l.open.length > 0 || (l.change?.fixed.length ?? 0) > 0)
  found.sort((a, b) => weightOf(b.counts) - weightOf(a.counts))
  const silent = lines.filter(l => l.repository.status === 'ok' && !found.includes(l)).length
  const top = [
    headOf(report, since),
    brokenTable(lines.filter(l => l.repository.status !== 'ok' || l.repository.why !== '')),
    bars(
      'rules',
      'Findings by rule',
      tallyBy(report, f => f.rule),
    ),
    bars(
      'parameters',
      'Findings by parameter',
      tallyBy(report, f => f.parameter),
    ),
    repositoryTable(found, silent, since !== null),
  ].join('')
  const start = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${options.hash(organisationStyle)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>TCP kernel parameters of ${repositoriesText(report.repositories.length)}</title>
<style>${organisationStyle}</style>
</head>
<body>
<main>
${top}`
  const end = `</main>\n<footer>sysctl-lint ${htmlText(options.version)}</footer>\n</body>\n</html>\n`
  const left = mostBytes - utf8Length(start) - utf8Length(end)
  const sections = fitting(
    found.map(line => () => sectionOf(line, since !== null, options.server)),
    left,
    more => `<p>The findings of ${repositoriesText(more)} more are in the JSON report.</p>\n`,
  )
  return start + sections + end
}

function headOf(report: OrganisationReport, since: Comparison | null): string {
  const sums = summaryOf(report)
  const newest = report.repositories.reduce((last, { at }) => (at !== null && at > last ? at : last), '')
  const tile = (count: number, what: string, name: string): string =>
    `<li class="${name}"><b>${count}</b> ${what}</li>\n`
  const notes = [...(since === null ? [] : [sinceText(since)]), ...omissions(report)]
  return `<h1>TCP kernel parameters of the organisation</h1>
<p>${headline(sums)}${newest === '' ? '' : `, audited until <time>${htmlText(newest.slice(0, 16).replace('T', ' '))}</time> UTC`}</p>
<ul class="tiles">
${tile(sums.errors, sums.errors === 1 ? 'error' : 'errors', 'error')}${tile(sums.warnings, sums.warnings === 1 ? 'warning' : 'warnings', 'warning')}${tile(sums.notices, sums.notices === 1 ? 'notice' : 'notices', 'notice')}${tile(sums.suppressed, 'set aside', 'aside')}${tile(sums.failed + sums.timeout + sums.missing, 'not audited', 'broken')}</ul>
${notes.map(note => `<p>${htmlText(note)}</p>\n`).join('')}`
}

function brokenTable(lines: readonly Line[]): string {
  if (lines.length === 0) return ''
  const rows = lines.map(
    ({ repository: { name, status, why } }) =>
      `<tr><th scope="row">${htmlText(name)}</th><td>${statusWords[status]}${why === '' ? '' : `: ${htmlText(why)}`}</td></tr>\n`,
  )
  const body = fitting(
    rows.map(row => () => row),
    mostForBroken,
    more => `<tr><td colspan="2">${more} more are in the JSON report</td></tr>\n`,
  )
  return `<h2 id="broken">Not audited, or only in part</h2>\n<div class="wide"><table>\n<thead><tr><th scope="col">Repository</th><th scope="col">What happened</th></tr></thead>\n<tbody>\n${body}</tbody></table></div>\n`
}

/** Counts as bars of three colours, the longest as wide as there is room. */
function bars(id: string, heading: string, tallies: readonly Tally[]): string {
  if (tallies.length === 0) return ''
  const total = (t: Counts): number => t.errors + t.warnings + t.notices
  const most = total(tallies[0]!)
  const rows = tallies.slice(0, mostBars).map(tally => {
    let x = 0
    const part = (count: number, name: string): string => {
      const width = (count / most) * 100
      const rect =
        count === 0 ? '' : `<rect class="${name}" x="${x.toFixed(2)}" y="0" width="${width.toFixed(2)}" height="10"/>`
      x += width
      return rect
    }
    const drawn = part(tally.errors, 'error') + part(tally.warnings, 'warning') + part(tally.notices, 'notice')
    return `<tr><th scope="row"><code>${htmlText(tally.name)}</code></th><td class="n">${total(tally)}</td><td class="n">${tally.repositories}</td><td class="bar"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${drawn}</svg></td></tr>\n`
  })
  const rest = tallies.length > mostBars ? `<p>${tallies.length - mostBars} more are in the JSON report.</p>\n` : ''
  return `<h2 id="${id}">${heading}</h2>\n<div class="wide"><table>\n<thead><tr><th scope="col">${id === 'rules' ? 'Rule' : 'Parameter'}</th><th scope="col" class="n">Findings</th><th scope="col" class="n">Repositories</th><td></td></tr></thead>\n<tbody>\n${rows.join('')}</tbody></table></div>\n${rest}`
}

function repositoryTable(found: readonly Line[], silent: number, compared: boolean): string {
  const quiet = silent === 0 ? '' : `<p>Nothing was found in ${repositoriesText(silent)}.</p>\n`
  if (found.length === 0) return quiet
  const column = (name: string): string => `<th scope="col" class="n">${name}</th>`
  const rows = found.map(({ repository: { name }, counts, change, id }) => {
    const moved = compared
      ? `<td class="n">${change ? change.fresh.size : '–'}</td><td class="n">${change ? change.fixed.length : '–'}</td>`
      : ''
    return `<tr><th scope="row"><a href="#${id}">${htmlText(name)}</a></th><td class="n">${counts.errors}</td><td class="n">${counts.warnings}</td><td class="n">${counts.notices}</td>${moved}</tr>\n`
  })
  const columns = ['Errors', 'Warnings', 'Notices', ...(compared ? ['New', 'Fixed'] : [])]
  const body = fitting(
    rows.map(row => () => row),
    mostForTable,
    more => `<tr><td colspan="${columns.length + 1}">${more} more are in the JSON report</td></tr>\n`,
  )
  return `<h2 id="repositories">Repositories</h2>\n${quiet}<div class="wide"><table>\n<thead><tr><th scope="col">Repository</th>${columns.map(column).join('')}</tr></thead>\n<tbody>\n${body}</tbody></table></div>\n`
}

function sectionOf({ repository, open, change, id }: Line, compared: boolean, server: string): string {
  const rows = open.map(finding => {
    const { severity, rule, file, line, message } = finding
    const state = compared ? `<td>${change ? (change.fresh.has(finding) ? 'new' : 'still') : '–'}</td>` : ''
    return `<tr><td class="${severity}">${severity}</td><td><code>${htmlText(rule)}</code></td><td>${placeOf(repository, file, line, server)}</td>${state}<td>${htmlText(message)}</td></tr>\n`
  })
  const fixed = change?.fixed ?? []
  const gone = fixed.slice(0, mostFixed).map(f => `<li><code>${htmlText(f.rule)}</code> ${htmlText(f.file)}</li>\n`)
  const more = fixed.length > mostFixed ? `<li>${fixed.length - mostFixed} more</li>\n` : ''
  const table =
    rows.length === 0
      ? ''
      : `<div class="wide"><table>\n<thead><tr><th scope="col">Severity</th><th scope="col">Rule</th><th scope="col">Place</th>${compared ? '<th scope="col">Since</th>' : ''}<th scope="col">Finding</th></tr></thead>\n<tbody>\n${rows.join('')}</tbody></table></div>\n`
  const list =
    fixed.length === 0 ? '' : `<p>${plural(fixed.length, 'finding')} fixed:</p>\n<ul>\n${gone.join('')}${more}</ul>\n`
  return `<section aria-labelledby="${id}">\n<h3 id="${id}">${htmlText(repository.name)}</h3>\n${table}${list}<p><a href="#repositories">All repositories</a></p>\n</section>\n`
}

/** A place as a link to the commit that was audited, where the name is one that the server can have. */
function placeOf({ name, commit }: RepositoryReport, file: string, line: number, server: string): string {
  const text = `${htmlText(file)}:${line}`
  if (commit === null || !/^[\w-][\w.-]*\/[\w.-]+$/.test(name) || /(^|\/)\.{0,2}(\/|$)/.test(file)) return text
  return `<a href="${htmlText(`${server}/${name}/blob/${commit}/${uriPath(file)}#L${line}`)}" rel="noreferrer">${text}</a>`
}

/** As many parts as fit, whole ones, and what says how many did not. */
function fitting(parts: readonly (() => string)[], most: number, rest: (count: number) => string): string {
  const out: string[] = []
  let bytes = 200
  for (const [index, part] of parts.entries()) {
    const text = part()
    bytes += utf8Length(text)
    if (bytes > most) return out.join('') + rest(parts.length - index)
    out.push(text)
  }
  return out.join('')
}
