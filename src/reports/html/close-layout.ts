import { type CloseArrow, type CloseParameter, type CloseState, inLines } from '../close-arrows.ts'

/** The drawing's own units; a pixel each where the window is wide enough. */
export const width = 1430
export const height = 590
/** Where the names of the two bars stand: to be seen also where a narrow window shows the left part only. */
export const nameOfRail = 150

export interface DrawnState {
  readonly name: CloseState
  /** The middle. */
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  /** `rail`: where all begins or ends. */
  readonly kind: 'rail' | 'box'
}

const box = { w: 124, h: 36, kind: 'box' } as const
const rail = { x: width / 2, w: width - 20, h: 36, kind: 'rail' } as const

/** The two ends are bars over the whole width, so that every arrow between them is short and crosses no other. */
export const states: readonly DrawnState[] = [
  { name: 'ESTABLISHED', y: 28, ...rail },
  { name: 'FIN_WAIT_1', x: 430, y: 140, ...box },
  { name: 'FIN_WAIT_2', x: 150, y: 270, ...box },
  { name: 'CLOSING', x: 650, y: 270, ...box },
  { name: 'TIME_WAIT', x: 430, y: 420, ...box },
  { name: 'SYN_SENT', x: 230, y: 514, ...box, h: 32 },
  { name: 'CLOSE_WAIT', x: 1245, y: 150, ...box },
  { name: 'LAST_ACK', x: 1245, y: 350, ...box },
  { name: 'CLOSED', y: 562, ...rail },
]

/** `timed`: a parameter or a clock decides. */
export const lines: readonly { readonly path: string; readonly kind: 'plain' | 'timed' }[] = [
  { path: 'M430 46V121', kind: 'plain' },
  { path: 'M1245 46V131', kind: 'plain' },
  { path: 'M1015 46V543', kind: 'timed' },
  { path: 'M1040 46V543', kind: 'timed' },
  { path: 'M392 158L192 251', kind: 'plain' },
  { path: 'M468 158L612 251', kind: 'plain' },
  { path: 'M430 158V401', kind: 'plain' },
  { path: 'M492 140H745V543', kind: 'timed' },
  { path: 'M192 288L376 401', kind: 'plain' },
  { path: 'M88 270H50V543', kind: 'timed' },
  { path: 'M612 288L484 401', kind: 'plain' },
  { path: 'M712 270H738', kind: 'timed' },
  { path: 'M450 438V543', kind: 'timed' },
  { path: 'M368 420H230V497', kind: 'timed' },
  { path: 'M1245 168V331', kind: 'plain' },
  { path: 'M1225 368V543', kind: 'plain' },
  { path: 'M1265 368V543', kind: 'timed' },
]

/** Words beside an arrow, a line each, then its parameters. */
export interface Label {
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle' | 'end'
  readonly says: readonly string[]
  readonly by: readonly CloseParameter[]
  /** Whether a value stands below its parameter. */
  readonly stacked: boolean
}

interface Spot {
  readonly x: number
  readonly y: number
  readonly anchor?: Label['anchor']
  /** Letters to a line. */
  readonly wide: number
  /** Whether a value stands below its parameter, where there is little room. */
  readonly stacked?: boolean
}

/** Where the words of each arrow stand; the three unanswered FINs share theirs with the arrow that they join. */
const spots: Readonly<Record<string, Spot | null>> = {
  'ESTABLISHED FIN_WAIT_1 0': { x: 440, y: 84, wide: 30 },
  'ESTABLISHED CLOSE_WAIT 0': { x: 1255, y: 90, wide: 30 },
  'ESTABLISHED CLOSED 0': { x: 1005, y: 100, anchor: 'end', wide: 22 },
  'ESTABLISHED CLOSED 1': { x: 1050, y: 100, wide: 18 },
  'FIN_WAIT_1 FIN_WAIT_2 0': { x: 272, y: 196, anchor: 'end', wide: 30 },
  'FIN_WAIT_1 CLOSING 0': { x: 560, y: 196, wide: 30 },
  'FIN_WAIT_1 TIME_WAIT 0': { x: 440, y: 250, wide: 14 },
  'FIN_WAIT_1 CLOSED 0': null,
  'FIN_WAIT_2 TIME_WAIT 0': { x: 420, y: 236, anchor: 'end', wide: 17, stacked: true },
  'FIN_WAIT_2 CLOSED 0': { x: 60, y: 340, wide: 19 },
  'CLOSING TIME_WAIT 0': { x: 560, y: 350, wide: 24 },
  'CLOSING CLOSED 0': { x: 755, y: 340, wide: 18 },
  'TIME_WAIT CLOSED 0': { x: 460, y: 490, wide: 30 },
  'TIME_WAIT SYN_SENT 0': { x: 240, y: 456, wide: 25 },
  'CLOSE_WAIT LAST_ACK 0': { x: 1255, y: 234, wide: 22 },
  'LAST_ACK CLOSED 0': { x: 1215, y: 440, anchor: 'end', wide: 13 },
  'LAST_ACK CLOSED 1': { x: 1275, y: 440, wide: 18, stacked: true },
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
    return [
      {
        x: spot.x,
        y: spot.y,
        anchor: spot.anchor ?? 'start',
        says: inLines(says, spot.wide),
        by,
        stacked: spot.stacked ?? false,
      },
    ]
  })
}
