import { grouped } from './axis.ts'
import { html, joined, type Markup, type Part } from './markup.ts'
import { limitWords, type ParameterFacts, unitOf } from './parameter-facts.ts'
import type { PlaceOfSetting } from './places.ts'
import { scale } from './scale.ts'
import { mark, standingWords } from './shapes.ts'
import type { FoundParameter, FoundValue } from './values.ts'

/** Values named of those that have no place on a scale; the table has them all. */
const mostChips = 30

export type Facts = ReadonlyMap<string, ParameterFacts>

/** Every parameter that is set somewhere, the worst first: its scale, what is said of it, and the places that set it. */
export function parametersSection(parameters: readonly FoundParameter[], facts: Facts): Markup {
  return html`<section id="parameters" aria-labelledby="h-parameters">
<h2 id="h-parameters">Parameters</h2>
<p class="lead">Each on its own scale, worst first. Every mark leads to its finding, or to the places that set the value.</p>
${legend}
${parameters.map(one => card(one, facts.get(one.name)))}
</section>`
}

const legend = html`<ul class="legend" aria-label="Marks">
${(['error', 'warning', 'notice', 'fine', 'undecided', 'aside'] as const).map(one => html`<li>${mark(one)} ${standingWords[one]}</li>`)}
<li><i class="i i-idle"></i> hollow: without effect</li>
<li><i class="i i-band"></i> recommended or allowed</li>
<li><i class="i i-initial"></i> the kernel’s default</li>
</ul>`

function card(parameter: FoundParameter, facts: ParameterFacts | undefined): Markup {
  const { name, anchor, places, values, standing } = parameter
  const cut = name.lastIndexOf('.') + 1
  const { drawing, left } = scale(parameter, facts)
  return html`<article class="parameter" id="${anchor}" aria-labelledby="${anchor}-h">
<header><h3 id="${anchor}-h">${mark(standing)} <span class="ns">${name.slice(0, cut)}</span><wbr>${name.slice(cut)}</h3>
<p class="doc">${facts?.doc ?? 'No parameter that is known of any kernel.'}</p></header>
${drawing ? html`<div class="draw">${drawing}</div>` : null}
<dl class="about">${about(parameter, facts)}${others(left, drawing !== null)}</dl>
<details><summary>${grouped(places.length)} ${places.length === 1 ? 'place' : 'places'}</summary>
<table class="places"><caption>Where ${name} is set</caption>
<thead><tr><th scope="col">Value</th><th scope="col">Place</th><th scope="col">What becomes of it</th><th scope="col">Findings</th></tr></thead>
${values.map(value => rows(value))}
</table></details>
</article>`
}

function about(parameter: FoundParameter, facts: ParameterFacts | undefined): Part {
  if (!facts) return null
  const unit = unitOf(facts)
  const suffix = unit === null || facts.initial === null || !/^\d+$/.test(facts.initial) ? '' : ` ${unit}`
  const meaning = facts.initial === null ? undefined : facts.values?.[facts.initial]
  const initial = facts.initial === null ? 'not fixed' : `${facts.initial}${suffix}${meaning ? ` (${meaning})` : ''}`
  const meanings = parameter.values.flatMap(({ text }) => {
    const known = facts.values && Object.hasOwn(facts.values, text) ? facts.values[text] : undefined
    return known === undefined || text === facts.initial ? [] : [html`<code>${text}</code> ${known}`]
  })
  return html`${facts.limits.map(limit => html`<div><dt>${limit.verb === 'allows' ? 'Allowed' : 'Recommended'}</dt><dd>${limitWords(limit, unit)} <span class="by">${limit.authority}</span></dd></div>`)}
<div><dt>Kernel’s default</dt><dd>${initial}</dd></div>
${meanings.length === 0 ? null : html`<div><dt>Means</dt><dd>${joined(meanings, '; ')}</dd></div>`}`
}

/** Values that are not drawn, each as a link all the same. */
function others(left: readonly FoundValue[], beside: boolean): Part {
  if (left.length === 0) return null
  const more = left.length - mostChips
  return html`<div><dt>${beside ? 'Not on the scale' : 'Found'}</dt><dd>${left.slice(0, mostChips).map(chip)}${more > 0 ? `and ${grouped(more)} more` : null}</dd></div>`
}

function chip({ text, target, places, standing }: FoundValue): Markup {
  return html`<span class="chip">${mark(standing)} <a href="#${target}">${text === '' ? '(nothing)' : shortened(text)}${places.length > 1 ? ` ×${places.length}` : ''}</a></span> `
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

function rows({ text, anchor, places }: FoundValue): Markup {
  const head = html`<th scope="rowgroup" rowspan="${places.length}"><code>${text === '' ? '(nothing)' : text}</code></th>`
  return html`<tbody id="${anchor}">${places.map(
    (place, i) => html`<tr>${i === 0 ? head : null}${cells(place)}</tr>
`,
  )}</tbody>`
}

function cells(place: PlaceOfSetting): Part {
  const { file, line, findings } = place
  const links = findings.map(({ id, rule, severity, state }) => {
    return html`${mark(state === 'aside' ? 'aside' : severity)} <a href="#${id}">${rule}</a>`
  })
  return html`<td class="path">${file}:${line}</td><td>${outcome(place)}</td><td>${joined(links, ' ')}</td>`
}

const lasting = {
  persistent: '',
  boot: ', again at each boot',
  runtime: ', until the next reboot',
  unknown: '',
} as const

function outcome({ outcome, effective, value, why, lasts }: PlaceOfSetting): Part {
  const said = outcome === 'unknown' ? 'not known from the files' : outcome
  const reads =
    effective !== null && effective !== value
      ? html`, reads back as <code>${effective}</code>; written <code>${value}</code>`
      : null
  return html`${said}${outcome === 'applied' ? lasting[lasts] : ''}${reads}${why === '' ? null : html`<span class="why">: ${why}</span>`}`
}
