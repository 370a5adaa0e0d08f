import { html, type Markup } from './markup.ts'
import type { Standing } from './places.ts'

/** In words, for whoever does not see colours and shapes. */
export const standingWords: Readonly<Record<Standing, string>> = {
  error: 'error',
  warning: 'warning',
  notice: 'notice',
  undecided: 'not known from the files',
  aside: 'set aside',
  fine: 'fine',
}

/** The mark of a standing in running text; each has its own shape besides its colour. The words stand beside it. */
export function mark(standing: Standing): Markup {
  return html`<i class="i i-${standing}"></i>`
}

/** The same for drawings, around 0,0. */
export function drawnMark(standing: Standing, r: number): Markup {
  const d = (n: number) => Math.round(n * 10) / 10
  switch (standing) {
    case 'error':
      return html`<path class="d-error" d="M0 ${d(-1.3 * r)}L${d(1.3 * r)} 0 0 ${d(1.3 * r)} ${d(-1.3 * r)} 0z"/>`
    case 'warning':
      return html`<path class="d-warning" d="M0 ${d(-1.2 * r)}L${d(1.25 * r)} ${d(r)}H${d(-1.25 * r)}z"/>`
    case 'notice':
      return html`<rect class="d-notice" x="${d(-0.9 * r)}" y="${d(-0.9 * r)}" width="${d(1.8 * r)}" height="${d(1.8 * r)}" rx="1.5"/>`
    default:
      return html`<circle class="d-${standing}" r="${r}"/>`
  }
}
