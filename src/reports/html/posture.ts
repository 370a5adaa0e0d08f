import { compareSeverity } from '../../core/finding.ts'
import type { Report } from '../../core/report.ts'
import { grouped } from './axis.ts'
import { ruleAnchor } from './findings.ts'
import type { Item, State } from './items.ts'
import { html, joined, type Markup, type Part } from './markup.ts'
import { type PlaceOfSetting, type Standing, standings } from './places.ts'
import { mark, standingWords } from './shapes.ts'
import { groupBy } from './values.ts'

/** Rows of the tables of rules and files; the list of findings has them all. */
const mostRows = 10

export interface Posture {
  readonly report: Report
  readonly places: readonly PlaceOfSetting[]
  readonly items: readonly Item[]
}

/** Where things stand: what share is fine, how much of what severity, and where most of it is. */
export function postureSection({ report, places, items }: Posture): Markup {
  const set = places.filter(place => place.state === 'set')
  const count = (standing: Standing) => set.filter(place => place.standing === standing).length
  const open = items.filter(item => item.state !== 'fixed' && item.state !== 'aside')
  const fine = count('fine')
  return html`<section id="posture" aria-labelledby="h-posture">
<h2 id="h-posture" class="unseen">Where things stand</h2>
<p class="headline"><strong>${grouped(fine)}</strong> of ${grouped(set.length)} ${set.length === 1 ? 'setting is' : 'settings are'} fine${set.length === 0 ? null : html` <span class="by">(${shareOf(fine, set.length)} %)</span>`}</p>
${shareBar(
  set.length,
  standings.map(standing => [standing, count(standing)]),
)}
<p class="lead">${sentence(open, report)}</p>
<div class="two">${rulesTable(open)}${filesTable(open)}</div>
</section>`
}

function shareBar(total: number, counts: readonly (readonly [Standing, number])[]): Part {
  if (total === 0) return null
  const present = counts.filter(([, count]) => count > 0).reverse()
  let at = 0
  const bars = present.map(([standing, count]) => {
    const [x, width] = [at, (count / total) * 100]
    at += width
    return html`<rect class="d-${standing}" x="${percent(x)}%" y="0" width="${percent(width)}%" height="16"/>`
  })
  const words = present.map(
    ([standing, count]) => html`<li>${mark(standing)} <b>${grouped(count)}</b> ${countWords(standing, count)}</li>`,
  )
  return html`<svg class="share" width="100%" height="16" aria-hidden="true">${bars}</svg><ul class="legend" aria-label="Settings by how they stand">${words}</ul>`
}

function countWords(standing: Standing, count: number): string {
  if (standing === 'error' || standing === 'warning' || standing === 'notice')
    return `with ${standing === 'error' ? 'an' : 'a'} ${standing}`
  return standing === 'undecided' && count > 0 ? 'not known from the files' : standingWords[standing]
}

/** Whole percents; all of it only where it is all. */
function shareOf(part: number, whole: number): number {
  return Math.floor((part / whole) * 100)
}

/** Two decimals are a fifth of a pixel. */
function percent(share: number): number {
  return Math.round(share * 100) / 100
}

function sentence(open: readonly Item[], { files }: Report): Part {
  const where = new Set(open.map(item => item.file)).size
  const counts = (['error', 'warning', 'notice'] as const)
    .map(severity => ({ severity, count: open.filter(item => item.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(
      ({ severity, count }) =>
        html`<span class="count">${mark(severity)} <a href="#findings" data-only="severity ${severity}">${grouped(count)} ${count === 1 ? severity : `${severity}s`}</a></span>`,
    )
  const looked = `${grouped(files)} ${files === 1 ? 'file' : 'files'} looked at.`
  if (counts.length === 0) return html`Nothing to put right. ${looked}`
  return html`${grouped(open.length)} ${open.length === 1 ? 'finding' : 'findings'}: ${joined(counts, ' ')} in ${grouped(where)} ${where === 1 ? 'file' : 'files'}; ${looked}`
}

function rulesTable(open: readonly Item[]): Part {
  const rules = [...groupBy(open, item => item.rule)].toSorted(byWorst)
  const rows = rules.slice(0, mostRows).map(
    ([
      rule,
      own,
    ]) => html`<tr><th scope="row">${mark(worstOf(own))} <a href="#${ruleAnchor(rule)}" data-only="rule ${rule}">${rule}</a></th><td>${grouped(own.length)}</td><td>${fresh(own)}</td></tr>
`,
  )
  return table('By rule', 'Rule', rows, rules.length, open)
}

function filesTable(open: readonly Item[]): Part {
  const files = [...groupBy(open, item => item.file)].toSorted(byWorst)
  const rows = files.slice(0, mostRows).map(
    ([
      file,
      own,
    ]) => html`<tr><th scope="row" class="path">${mark(worstOf(own))} <a href="#${own[0]!.id}" data-only="file ${file}">${file}</a></th><td>${grouped(own.length)}</td><td>${fresh(own)}</td></tr>
`,
  )
  return table('By file', 'File', rows, files.length, open)
}

function table(caption: string, head: string, rows: readonly Markup[], all: number, open: readonly Item[]): Part {
  if (rows.length === 0) return null
  const compared = open.some(item => item.state === 'new' || item.state === 'still')
  const left = all - rows.length
  return html`<table class="top${compared ? '' : ' alone'}"><caption>${caption}, worst first${left > 0 ? html` <span class="by">(${grouped(left)} more below)</span>` : null}</caption>
<thead><tr><th scope="col">${head}</th><th scope="col">Findings</th><th scope="col">New</th></tr></thead><tbody>${rows}</tbody></table>`
}

function fresh(items: readonly Item[]): Part {
  const count = items.filter(item => item.state === ('new' satisfies State)).length
  return count === 0 ? '–' : grouped(count)
}

function byWorst([a, own]: [string, Item[]], [b, other]: [string, Item[]]): number {
  return compareSeverity(worstOf(own), worstOf(other)) || other.length - own.length || (a < b ? -1 : 1)
}

/** The worst severity among findings, of which there is at least one. */
export function worstOf(items: readonly Item[]): Item['severity'] {
  return items.reduce(
    (worst, { severity }) => (compareSeverity(severity, worst) < 0 ? severity : worst),
    items[0]!.severity,
  )
}
