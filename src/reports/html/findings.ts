import { compareSeverity } from '../../core/finding.ts'
import type { Rule } from '../../core/rule.ts'
import { cut } from '../cut.ts'
import type { FrameLine } from '../frame.ts'
import { grouped } from './axis.ts'
import { inChunks, mostTogether } from './chunks.ts'
import type { Item, State } from './items.ts'
import { html, type Markup, type Part, trusted } from './markup.ts'
import { mark } from './shapes.ts'
import { groupBy } from './values.ts'

/** Characters shown of a message; the JSON report has it whole. */
const longest = 4000

export const stateWords: Readonly<Record<State, string>> = {
  new: 'new',
  still: 'still there',
  fixed: 'fixed',
  aside: 'set aside',
  open: 'open',
}

/** Where a rule's findings begin. */
export function ruleAnchor(rule: string): string {
  return `r-${rule}`
}

/** All findings with the characters they mean, by rule, the worst first. The script of the page filters, sorts and groups them anew. */
export function findingsSection(items: readonly Item[], rules: readonly Rule[]): Markup {
  const byId = new Map(rules.map(rule => [rule.id, rule]))
  const groups = [...groupBy(items, item => item.rule)].map(([rule, own]) => ({
    rule,
    own: own.toSorted(compareItems),
  }))
  groups.sort((a, b) => compareItems(a.own[0]!, b.own[0]!) || b.own.length - a.own.length || (a.rule < b.rule ? -1 : 1))
  const open = items.filter(isOpen).length
  return html`<section id="findings" aria-labelledby="h-findings">
<h2 id="h-findings">Findings</h2>
${
  items.length === 0
    ? html`<p class="lead">None.</p>`
    : tools(
        items,
        groups.map(group => group.rule),
      )
}
<p id="shown" role="status">${grouped(open)} open ${open === 1 ? 'finding' : 'findings'}</p>
<div id="list">${groups.map(({ rule, own }) => group(rule, own, byId.get(rule)))}</div>
</section>`
}

function isOpen({ state }: Item): boolean {
  return state !== 'fixed' && state !== 'aside'
}

/** Open findings first, the worst of them first; a report is in order of file and line already. */
function compareItems(a: Item, b: Item): number {
  return Number(isOpen(b)) - Number(isOpen(a)) || compareSeverity(a.severity, b.severity)
}

/** What only works with the script is hidden until it is there. */
function tools(items: readonly Item[], rules: readonly string[]): Markup {
  const states = (['new', 'still', 'open', 'fixed', 'aside'] as const).filter(state =>
    items.some(i => i.state === state),
  )
  const severities = (['error', 'warning', 'notice'] as const).filter(one => items.some(i => i.severity === one))
  const button = (kind: string, value: string, words: Part) =>
    html`<button type="button" aria-pressed="true" data-${trusted(kind)}="${value}">${words}</button>`
  const option = (value: string, words: string) => html`<option value="${value}">${words}</option>`
  return html`<form class="tools" id="tools" role="search" aria-label="Findings" hidden>
<div class="set" role="group" aria-label="Severity">${severities.map(one => button('severity', one, html`${mark(one)} ${one}s`))}</div>
${states.length < 2 ? null : html`<div class="set" role="group" aria-label="State">${states.map(one => button('state', one, stateWords[one]))}</div>`}
<label>Rule <select id="rule">${option('', 'every rule')}${rules.map(rule => option(rule, rule))}</select></label>
<label>File <input id="file" type="search" size="14" placeholder="part of its name" autocomplete="off" spellcheck="false"></label>
<label>Group <select id="group">${option('rule', 'by rule')}${option('file', 'by file')}${option('severity', 'by severity')}</select></label>
<label>Order <select id="order">${option('severity', 'worst first')}${option('state', 'newest first')}${option('place', 'by place')}</select></label>
<button type="button" id="reset" hidden>Show all</button>
</form>`
}

function group(id: string, items: readonly Item[], rule: Rule | undefined): Markup {
  const anchor = ruleAnchor(id)
  return html`<section class="group" id="${anchor}" aria-labelledby="${anchor}-h" data-rule="${id}"><h3 id="${anchor}-h">${id} <span class="number">${grouped(items.length)}</span></h3>
${rule ? explained(rule) : null}${inChunks(items).map(
  some => html`<ol class="items${some.length === mostTogether ? ' many' : ''}">${some.map(item)}</ol>
`,
)}</section>
`
}

function explained({ summary, why, remedy, citations }: Rule): Markup {
  return html`<div class="rule"><p class="summary">Finds ${summary}.</p><details><summary>Why, and what to do</summary>${why.split('\n\n').map(paragraph => html`<p>${paragraph}</p>`)}<p><b>What to do:</b> ${remedy}</p><ul class="cited">${citations.map(({ source, where, says }) => html`<li><cite>${source}, ${where}:</cite> ${says}</li>`)}</ul></details></div>`
}

/** As few elements as will do: there may be ten thousand of them. */
function item(one: Item): Markup {
  const { id, severity, state, file, line, column, message } = one
  const place = html`<span class="path">${file}</span>:${line}${column === null ? null : `:${column}`}`
  return html`<li class="f ${severity}" id="${id}"${state === 'open' ? null : html` data-state="${state}"`}><p class="where">${mark(state === 'aside' ? 'aside' : severity)} <b>${severity}</b> ${state === 'fixed' ? place : html`<a href="#${id}">${place}</a>`}${state === 'open' ? null : html` <span class="state ${state}">${stateWords[state]}</span>`}</p><p>${cut(message, longest)}</p>${frame(one.frame)}${details(one)}</li>
`
}

function details({ fix, related, suppressed }: Item): Part {
  return [
    ...related.map(
      ({ file, line, column, note }) =>
        html`<p class="more"><span class="path">${file}</span>:${line}:${column}: ${cut(note, longest)}</p>`,
    ),
    fix ? html`<p class="more fix">${fix.safe ? 'Fix' : 'Suggestion'}: ${cut(fix.title, longest)}</p>` : null,
    suppressed
      ? html`<p class="more">Set aside ${suppressed.kind === 'inline' ? 'by a comment' : 'by the baseline'}${suppressed.reason === '' ? '' : `: ${cut(suppressed.reason, longest)}`}</p>`
      : null,
  ]
}

function frame(lines: readonly (FrameLine | null)[]): Part {
  if (lines.length === 0) return null
  return html`<pre>${lines.map(line => (line === null ? html`<span data-n="">…</span>` : frameLine(line)))}</pre>`
}

function frameLine({ number, cells, marked }: FrameLine): Markup {
  const { start, end } = marked ?? { start: Number.POSITIVE_INFINITY, end: Number.POSITIVE_INFINITY }
  const text = (from: number, to: number) =>
    cells
      .filter(cell => cell.at >= from && cell.at < to)
      .map(cell => cell.shown)
      .join('')
  const before = text(Number.NEGATIVE_INFINITY, start)
  const meant = marked ? html`<mark>${text(start, end)}</mark>` : null
  return html`<span data-n="${number}">${before}${meant}${marked ? text(Math.max(start, end), Number.POSITIVE_INFINITY).trimEnd() : null}</span>`
}
