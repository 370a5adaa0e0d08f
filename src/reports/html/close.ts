import type { Effect } from '../../core/effect.ts'
import { type CloseArrow, type CloseParameter, closeArrows, closeNumbers, closeUnits } from '../close-arrows.ts'
import { height, type Label, labelsOf, lines, nameOfRail, states, width } from './close-layout.ts'
import { html, joined, type Markup, type Part } from './markup.ts'
import type { Facts } from './parameters.ts'

/** A parameter on an arrow: its name, what it is, and whether the files say so. */
interface Governed {
  readonly name: CloseParameter
  readonly value: string
  readonly from: 'set' | 'default' | 'unknown'
}

/**
 * How a connection ends, as a state diagram with the effective numbers on its arrows, and as a table for whoever cannot see it.
 * @param anchors parameters that the page has a place for
 */
export function closeSection(settings: readonly Effect[], facts: Facts, anchors: ReadonlyMap<string, string>): Markup {
  const numbers = closeNumbers(settings)
  const governed = (name: CloseParameter): Governed => {
    const found = numbers.get(name)
    if (found) return { name, value: meant(name, several(found, closeUnits[name])), from: 'set' }
    const initial = facts.get(`net.ipv4.${name}`)?.initial
    return initial
      ? { name, value: meant(name, `${initial}${closeUnits[name]}`), from: 'default' }
      : { name, value: 'not fixed', from: 'unknown' }
  }
  return html`<section id="close" aria-labelledby="h-close">
<h2 id="h-close">How a connection ends</h2>
<p class="lead">The parameters stand on the arrows that they govern, with what the files make of them; where no file says anything, the kernel’s default stands in grey. Resets, which end every state, are left out.</p>
<div class="wide" tabindex="0" role="region" aria-label="State diagram of a closing connection">
<svg class="states" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="close-title"><title id="close-title">States of a closing TCP connection; the table below says the same</title>
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0L8 4 0 8z"/></marker></defs>
${lines.map(({ path, kind }) => html`<path class="arrow ${kind}" d="${path}" marker-end="url(#head)"/>`)}
${states.map(({ name, x, y, w, h, kind }) => html`<rect class="state ${kind}" x="${x - w / 2}" y="${y - h / 2}" width="${w}" height="${h}" rx="7"/><text class="name" x="${kind === 'rail' ? nameOfRail : x}" y="${y + 5}">${name}</text>`)}
${labelsOf(closeArrows).map(label => drawnLabel(label, governed))}
</svg></div>
<details><summary>The same as a table</summary><table class="arrows"><caption>What ends each state, and what governs it</caption>
<thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col">When</th><th scope="col">Governed by</th></tr></thead>
<tbody>${closeArrows.map(arrow => row(arrow, governed, anchors))}</tbody></table></details>
</section>`
}

/** Of tcp_orphan_retries 0 is 8 (net/ipv4/tcp_timer.c, tcp_orphan_retries). */
function meant(name: CloseParameter, value: string): string {
  return name === 'tcp_orphan_retries' && value === '0' ? '0, so 8' : value
}

function several(found: readonly (number | null)[], unit: string): string {
  const known = found.filter(one => one !== null)
  if (known.length === 0) return 'not known'
  const range = known.length === 1 ? `${known[0]}${unit}` : `${known[0]}–${known.at(-1)}${unit}`
  return known.length < found.length ? `${range} or ?` : range
}

function drawnLabel({ x, y, anchor, says, by, stacked }: Label, governed: (name: CloseParameter) => Governed): Part {
  const parameters = by.map(name => {
    const { value, from } = governed(name)
    return html`<tspan class="param" x="${x}" dy="17">${name}${stacked ? null : ' '}<tspan class="${from}"${stacked ? html` x="${x}" dy="16"` : null}>${value}</tspan></tspan>`
  })
  return html`<text class="says" x="${x}" y="${y}" text-anchor="${anchor}">${says.map((line, i) => html`<tspan x="${x}" dy="${i === 0 ? 0 : 16}">${line}</tspan>`)}${parameters}</text>`
}

function row(
  { from, to, says, by }: CloseArrow,
  governed: (name: CloseParameter) => Governed,
  anchors: ReadonlyMap<string, string>,
): Markup {
  const parameters = by.map(governed).map(({ name, value, from: origin }) => {
    const anchor = anchors.get(`net.ipv4.${name}`)
    const shown =
      anchor === undefined ? html`<code>${name}</code>` : html`<a href="#${anchor}"><code>${name}</code></a>`
    return html`${shown} ${value}${origin === 'default' ? ' (default)' : ''}`
  })
  return html`<tr><th scope="row">${from}</th><td>${to}</td><td>${says}</td><td>${parameters.length === 0 ? '–' : joined(parameters, ', ')}</td></tr>
`
}
