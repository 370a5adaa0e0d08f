import type { CloseArrow, CloseParameter, CloseState } from '../close-arrows.ts'

/** The drawing's own units; a pixel each where the window is wide enough. */
export const width = 1400
export const height = 590

export interface DrawnState {
  readonly name: CloseState
  /** The middle. */
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  /** `rail`: where all begins or ends. `first`, `second`: this host closes first, or the peer. */
  readonly kind: 'rail' | 'first' | 'second'
}

const box = { w: 124, h: 36 }

/** The two ends are bars over the whole width, so that every arrow between them is short and crosses no other. */
export const states: readonly DrawnState[] = [
  { name: 'ESTABLISHED', x: 700, y: 28, w: 1380, h: 36, kind: 'rail' },
  { name: 'FIN_WAIT_1', x: 450, y: 140, ...box, kind: 'first' },
  { name: 'FIN_WAIT_2', x: 190, y: 270, ...box, kind: 'first' },
  { name: 'CLOSING', x: 690, y: 270, ...box, kind: 'first' },
  { name: 'TIME_WAIT', x: 450, y: 420, ...box, kind: 'first' },
  { name: 'SYN_SENT', x: 240, y: 496, ...box, kind: 'first' },
  { name: 'CLOSE_WAIT', x: 1200, y: 150, ...box, kind: 'second' },
  { name: 'LAST_ACK', x: 1200, y: 350, ...box, kind: 'second' },
  { name: 'CLOSED', x: 700, y: 562, w: 1380, h: 36, kind: 'rail' },
]

/** `timed`: a parameter or a clock decides. */
export const lines: readonly { readonly path: string; readonly kind: 'plain' | 'timed' }[] = [
  { path: 'M450 46V121', kind: 'plain' },
  { path: 'M1200 46V131', kind: 'plain' },
  { path: 'M985 46V543', kind: 'timed' },
  { path: 'M1010 46V543', kind: 'timed' },
  { path: 'M410 158L232 251', kind: 'plain' },
  { path: 'M490 158L652 251', kind: 'plain' },
  { path: 'M450 158V401', kind: 'plain' },
  { path: 'M512 140H790V543', kind: 'timed' },
  { path: 'M232 288L396 401', kind: 'plain' },
  { path: 'M128 270H60V543', kind: 'timed' },
  { path: 'M650 288L504 401', kind: 'plain' },
  { path: 'M752 270H782', kind: 'timed' },
  { path: 'M470 438V543', kind: 'timed' },
  { path: 'M388 420H240V477', kind: 'timed' },
  { path: 'M1200 168V331', kind: 'plain' },
  { path: 'M1180 368V543', kind: 'plain' },
  { path: 'M1220 368V543', kind: 'timed' },
]

/** Words beside an arrow, a line each, then its parameters. */
export interface Label {
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle' | 'end'
  readonly says: readonly string[]
  readonly by: readonly CloseParameter[]
}

interface Spot {
  readonly x: number
  readonly y: number
  readonly anchor?: Label['anchor']
  /** Letters to a line. */
  readonly wide: number
}

/** Where the words of each arrow stand; the three unanswered FINs share theirs with the arrow that they join. */
const spots: Readonly<Record<string, Spot | null>> = {
  'ESTABLISHED FIN_WAIT_1 0': { x: 460, y: 84, wide: 30 },
  'ESTABLISHED CLOSE_WAIT 0': { x: 1210, y: 90, wide: 30 },
  'ESTABLISHED CLOSED 0': { x: 975, y: 84, anchor: 'end', wide: 22 },
  'ESTABLISHED CLOSED 1': { x: 1020, y: 240, wide: 24 },
  'FIN_WAIT_1 FIN_WAIT_2 0': { x: 296, y: 196, anchor: 'end', wide: 30 },
  'FIN_WAIT_1 CLOSING 0': { x: 600, y: 196, wide: 30 },
  'FIN_WAIT_1 TIME_WAIT 0': { x: 460, y: 240, wide: 14 },
  'FIN_WAIT_1 CLOSED 0': null,
  'FIN_WAIT_2 TIME_WAIT 0': { x: 266, y: 284, wide: 20 },
  'FIN_WAIT_2 CLOSED 0': { x: 70, y: 330, wide: 20 },
  'CLOSING TIME_WAIT 0': { x: 600, y: 350, wide: 24 },
  'CLOSING CLOSED 0': { x: 800, y: 330, wide: 18 },
  'TIME_WAIT CLOSED 0': { x: 480, y: 486, wide: 30 },
  'TIME_WAIT SYN_SENT 0': { x: 250, y: 440, wide: 24 },
  'CLOSE_WAIT LAST_ACK 0': { x: 1210, y: 230, wide: 22 },
  'LAST_ACK CLOSED 0': { x: 1170, y: 440, anchor: 'end', wide: 13 },
  'LAST_ACK CLOSED 1': { x: 1230, y: 440, wide: 18 },
}

/** The labels of the arrows, in their order; of two arrows between the same states the second is number 1. */
export function labelsOf(arrows: readonly CloseArrow[]): Label[] {
  const seen = new Map<string, number>()
  return arrows.flatMap(({ from, to, says, by }) => {
    const pair = `${from} ${to}`
    const number = seen.get(pair) ?? 0
    seen.set(pair, number + 1)
    const spot = spots[`${pair} ${number}`]
    if (spot === undefined) throw new Error(`no place for the words of ${pair}`)
    if (spot === null) return []
    return [{ x: spot.x, y: spot.y, anchor: spot.anchor ?? 'start', says: broken(says, spot.wide), by }]
  })
}

function broken(text: string, wide: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < wide) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
