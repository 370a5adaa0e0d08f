import type { Limit } from '../../core/policy.ts'
import { type Axis, axisOf, isNumber } from './axis.ts'
import { html, type Markup, type Part } from './markup.ts'
import { type ParameterFacts, unitOf } from './parameter-facts.ts'
import { drawnMark, standingWords } from './shapes.ts'
import { type FoundParameter, type FoundValue, rank } from './values.ts'

/** Pixels. Across, everything is in percent, so that the drawing fits any width and its letters stay legible. */
const first = 34
const laneHeight = 24
/** Values drawn of one parameter; the table has them all. */
const mostDots = 400
const mostLanes = 6

/** Percent between two written values on a wide screen, and on a narrow one. */
const apart = 6
const wideApart = 15

export interface Scale {
  /** Null where nothing has a place on a scale. */
  readonly drawing: Markup | null
  /** Values that have none. */
  readonly left: readonly FoundValue[]
}

/** A parameter's scale: the recommended band, the kernel's default and each value that was found, as a link to its place. */
export function scale(parameter: FoundParameter, facts: ParameterFacts | undefined): Scale {
  const numbers = parameter.values.map(value => ({ value, parts: partsOf(value.text) }))
  const placed = numbers.filter(one => one.parts.every(isNumber) || isNamed(one.value, facts))
  const initial = facts?.initial ? partsOf(facts.initial).filter(part => part !== '*') : []
  const limits = facts?.limits ?? []
  const named = [...Object.keys(facts?.values ?? {}), ...limits.flatMap(limit => limit.oneOf ?? [])]
  const bounds = limits.flatMap(({ min, max }) => [min, max].filter(n => n !== null).map(String))
  const axis =
    placed.length === 0 || !facts ? null : axisOf([...placed.flatMap(p => p.parts), ...initial, ...bounds], named)
  if (axis === null) return { drawing: null, left: parameter.values }
  const lanes = Math.min(mostLanes, placed.some(p => p.parts.length > 1) ? placed.length : 1)
  const bottom = first + (lanes - 1) * laneHeight + 12
  const dots = placed.slice(0, lanes > 1 ? mostLanes : mostDots)
  const drawn = new Set(dots.map(d => d.value))
  const drawing = html`<svg class="scale" width="100%" height="${bottom + 30}" role="group" aria-label="Values of ${parameter.name}">
${limits.map(limit => band(limit, axis, bottom))}
<line class="axis" x1="0" x2="100%" y1="${bottom}" y2="${bottom}"/>
${axis.ticks.map(({ at, label }) => html`<line class="axis" x1="${pc(at)}" x2="${pc(at)}" y1="${bottom}" y2="${bottom + 5}"/><text class="tick" x="${pc(at)}" y="${bottom + 22}">${label}</text>`)}
${initial.map(part => initialMark(axis.position(part), bottom))}
${dots.map(({ value, parts }, i) => dot(value, parts, axis, first + (lanes > 1 ? i * laneHeight : 0), unitOf(facts)))}
${
  lanes > 1
    ? null
    : labels(
        dots.map(d => d.value),
        axis,
      )
}
</svg>`
  return { drawing, left: parameter.values.filter(value => !drawn.has(value)) }
}

function partsOf(value: string): string[] {
  return value.split(' ').filter(part => part !== '')
}

/** Whether a value that is no number is one that a scale can have: a name that the documentation or a limit knows, or a short word. */
function isNamed({ text }: FoundValue, facts: ParameterFacts | undefined): boolean {
  return /^[a-z][a-z0-9_-]{0,15}$/.test(text) && (facts?.initial === null || !isNumber(facts?.initial ?? ''))
}

function band({ min, max, oneOf }: Limit, axis: Axis, bottom: number): Part {
  const top = 18
  const shape = (from: number, to: number) =>
    html`<rect class="band" x="${pc(from)}" y="${top}" width="${pc(Math.max(to - from, 0.1))}" height="${bottom - top}"/>`
  if (oneOf) {
    const half = axis.kind === 'steps' ? Math.min(4, 40 / axis.ticks.length) : 1
    return oneOf.map(one => axis.position(one)).map(at => (at === null ? null : shape(at - half, at + half)))
  }
  const edge = (bound: number | null, open: number) => (bound === null ? open : (axis.position(String(bound)) ?? open))
  const [from, to] = [edge(min, 0), edge(max, 100)]
  return to - from < 1.5 ? shape(from - 0.75, to + 0.75) : shape(from, to)
}

function initialMark(at: number | null, bottom: number): Part {
  if (at === null) return null
  return html`<svg class="over" x="${pc(at)}" y="${bottom + 1}"><path class="initial" d="M0 0L5 8H-5z"/></svg>`
}

function dot(value: FoundValue, parts: readonly string[], axis: Axis, y: number, unit: string | null): Part {
  const places = parts.map(part => axis.position(part)).filter(at => at !== null)
  if (places.length === 0) return null
  const r = Math.min(9, 5 + Math.log2(value.places.length) * 0.7)
  const [from, to] = [Math.min(...places), Math.max(...places)]
  return html`<a href="#${value.target}" class="dot${value.idle ? ' idle' : ''}" aria-label="${inWords(value, unit)}"><title>${inWords(value, unit)}</title>${
    places.length > 1 ? html`<line class="span" x1="${pc(from)}" x2="${pc(to)}" y1="${y}" y2="${y}"/>` : null
  }${places.map(at => html`<svg class="over" x="${pc(at)}" y="${y}"><circle class="hit" r="12"/>${drawnMark(value.standing, round(r))}</svg>`)}</a>`
}

/** `60 s in 3 places: warning` */
function inWords({ text, places, standing, idle }: FoundValue, unit: string | null): string {
  const where = places.length === 1 ? `in ${places[0]!.file}, line ${places[0]!.line}` : `in ${places.length} places`
  const suffix = unit !== null && isNumber(text) ? ` ${unit}` : ''
  return `${text}${suffix} ${where}: ${standingWords[standing]}${idle ? ', without effect' : ''}`
}

/** The values are written above their dots where there is room, the worst first. */
function labels(values: readonly FoundValue[], axis: Axis): Part {
  const taken: number[] = []
  const worstFirst = values.toSorted((a, b) => rank(a.standing) - rank(b.standing) || b.places.length - a.places.length)
  return worstFirst.map(value => {
    const at = axis.position(value.text)
    if (at === null) return null
    const free = Math.min(100, ...taken.map(other => Math.abs(other - at)))
    if (free < apart) return null
    taken.push(at)
    const times = value.places.length === 1 ? '' : ` ×${value.places.length}`
    const shown = value.text.length > 18 ? `${value.text.slice(0, 17)}…` : value.text
    return html`<text class="value${free < wideApart ? ' tight' : ''}" x="${pc(at)}" y="13" aria-hidden="true">${shown}${times}</text>`
  })
}

function pc(percent: number): string {
  return `${round(percent)}%`
}

function round(number: number): number {
  return Math.round(number * 100) / 100
}
