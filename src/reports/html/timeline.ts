import { duration } from '../../core/duration.ts'
import type { Settled } from '../../core/effect.ts'
import { grouped } from './axis.ts'
import { type Keepalive, type KeepaliveNumber, keepalives, kernelKeepalive } from './keepalive.ts'
import { html, type Markup, type Part } from './markup.ts'
import type { Facts } from './parameters.ts'

/** Drawn one by one; the rest is counted. */
const mostRows = 40
const mostNames = 6
/** Probes drawn of one row; more could not be told apart. */
const mostProbes = 60

/** How long a dead peer goes unnoticed on each target, as timelines of one length of time. Null where nothing sets it. */
export function keepaliveSection(settled: readonly Settled[], facts: Facts): Markup | null {
  const all = keepalives(settled, facts)
  if (all.length === 0) return null
  const kernel = kernelKeepalive(facts)
  const rows = all.slice(0, mostRows)
  // The kernel's two hours would leave nothing to see of ten minutes; where they do not fit they are cut off.
  const longest = Math.max(60, ...rows.flatMap(({ total }) => (total !== null && total < Infinity ? [total] : [])))
  const left = all.slice(mostRows).reduce((sum, one) => sum + one.targets.length, 0)
  return html`<section id="keepalive" aria-labelledby="h-keepalive">
<h2 id="h-keepalive">How long a dead peer goes unnoticed</h2>
<p class="lead">On idle connections with SO_KEEPALIVE: <code>tcp_keepalive_time</code> of silence, then <code>tcp_keepalive_probes</code> probes, one every <code>tcp_keepalive_intvl</code>. One scale for all, slowest first.</p>
<table class="timelines"><caption class="unseen">Time until a dead peer is noticed, by target</caption>
<thead class="unseen"><tr><th scope="col">Target</th><th scope="col">Timeline</th><th scope="col">Noticed after</th></tr></thead>
<tbody>${rows.map(one => row(one, names(one), longest, kernel))}
${kernel.total === null ? null : row(kernel, 'Kernel’s defaults', longest, kernel)}</tbody>
<tfoot aria-hidden="true"><tr><td></td><td class="line">${axis(longest)}</td><td></td></tr></tfoot></table>
<p class="key"><i class="i i-idle-time"></i> silence <i class="i i-probing"></i> probing, a tick for each probe</p>
${left === 0 ? null : html`<p>${grouped(left)} more targets notice sooner.</p>`}
</section>`
}

function row(one: Keepalive, name: Part, longest: number, kernel: Keepalive): Markup {
  const isKernel = one === kernel
  return html`<tr${isKernel ? html` class="kernel"` : null}><th scope="row">${name}</th><td class="line">${drawing(one, longest)}<span class="sum">${sum(one)}</span></td><td class="total">${total(one)}</td></tr>
`
}

function names({ targets }: Keepalive): Part {
  const shown = targets.slice(0, mostNames)
  const more = targets.length - shown.length
  return html`${shown.map((name, i) => html`${i > 0 ? ', ' : ''}<span class="path">${name}</span>`)}${more > 0 ? ` and ${grouped(more)} more` : ''}`
}

function drawing({ time, intvl, probes, total }: Keepalive, longest: number): Part {
  if (!time || !intvl || !probes || total === null || total === Infinity) return null
  const pc = (seconds: number) => percent(seconds, longest)
  const shown = Math.min(Math.max(0, probes.value), mostProbes)
  const every = (intvl.value * probes.value) / Math.max(1, shown)
  const ticks = Array.from({ length: shown }, (_, i) => time.value + i * every).filter(at => at <= longest)
  return html`<svg class="timeline" width="100%" height="26" aria-hidden="true"><rect class="idle-time" x="0" y="8" width="${pc(time.value)}" height="10" rx="2"/><rect class="probing" x="${pc(time.value)}" y="8" width="${pc(total - time.value)}" height="10"/>${ticks.map(at => html`<line class="probe" x1="${pc(at)}" x2="${pc(at)}" y1="5" y2="21"/>`)}<svg class="over" x="${pc(total)}" y="13">${total > longest ? html`<path class="cut" d="M-6 9L0-9M0 9L6-9"/>` : html`<path class="end" d="M-4-5L4 5M4-5L-4 5"/>`}</svg></svg>`
}

function percent(seconds: number, longest: number): string {
  return `${Math.round((Math.min(longest, Math.max(0, seconds)) / longest) * 9700) / 100}%`
}

/** Round lengths of time, four to eight of them. */
function axis(longest: number): Markup {
  const step =
    [10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 86400].find(one => longest / one <= 8) ?? longest / 4
  const marks = Array.from({ length: Math.floor(longest / step) + 1 }, (_, i) => i * step)
  return html`<svg class="timeline" width="100%" height="18" aria-hidden="true">${marks.map(at => html`<text class="tick" x="${percent(at, longest)}" y="12">${at === 0 ? '0' : duration(at)}</text>`)}</svg>`
}

/** `600 s + 30 s × 5`; the kernel's own numbers are marked as such. */
function sum({ time, intvl, probes }: Keepalive): Markup {
  const shown = (number: KeepaliveNumber | null, unit: string) =>
    number === null
      ? html`<span class="by">not known</span>`
      : html`${number.value}${unit}${number.from === 'default' ? html`<span class="by"> default</span>` : null}`
  return html`${shown(time, ' s')} + ${shown(intvl, ' s')} × ${shown(probes, '')}`
}

function total({ total }: Keepalive): string {
  if (total === null) return 'not known'
  return total === Infinity ? 'never' : duration(total)
}
