import { compareSeverity } from '../../core/finding.ts'
import type { Since } from '../../core/since.ts'
import { grouped } from './axis.ts'
import type { Item } from './items.ts'
import { html, type Markup, type Part } from './markup.ts'
import { mark } from './shapes.ts'

/** Named one by one; the rest is found by the filter. */
const most = 12

/** An earlier report, and what moved since. */
export interface Compared extends Since {
  /** The earlier report's file, as it was typed. */
  readonly name: string
}

/** What moved since an earlier report: what is new, what is fixed, and how much is still there. */
export function changesSection(since: Compared, items: readonly Item[]): Markup {
  const { counts, name } = since
  const worstFirst = items.toSorted((a, b) => compareSeverity(a.severity, b.severity))
  const fresh = worstFirst.filter(item => item.state === 'new')
  const fixed = worstFirst.filter(item => item.state === 'fixed')
  return html`<section id="changes" aria-labelledby="h-changes">
<h2 id="h-changes">What moved</h2>
<p class="lead">Since <span class="path">${name}</span>${counts.setAside === 0 ? '.' : `; ${asideWords(counts.setAside)}.`}</p>
<ul class="tiles">
${tile('new', counts.new, 'new')}${tile('fixed', counts.fixed, 'fixed')}${tile('still', counts.still, 'still there')}
</ul>
<div class="two">${list('New', 'new', fresh)}${list('Fixed', 'fixed', fixed)}</div>
</section>`
}

/** They are no part of what is fixed. */
function asideWords(count: number): string {
  return `${grouped(count)} ${count === 1 ? 'finding that was open then is' : 'findings that were open then are'} set aside now`
}

function tile(state: 'new' | 'fixed' | 'still', count: number, words: string): Markup {
  return html`<li><a class="tile ${state}" href="#findings" data-only="state ${state}"><strong>${grouped(count)}</strong> ${words}</a></li>
`
}

function list(title: string, state: string, items: readonly Item[]): Part {
  if (items.length === 0) return null
  const left = items.length - most
  return html`<div><h3>${title}</h3><ul class="moved">${items.slice(0, most).map(
    ({
      id,
      severity,
      file,
      line,
      rule,
    }) => html`<li>${mark(severity)} <a href="#${id}">${rule}</a> <span class="path">${file}:${line}</span></li>
`,
  )}</ul>${left > 0 ? html`<p><a href="#findings" data-only="state ${state}">and ${grouped(left)} more</a></p>` : null}</div>`
}
