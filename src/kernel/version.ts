import type { KernelRange, Version } from '../core/kernel-range.ts'

/** A kernel release as one number, in the order of their making; a series' last release has the greatest patch that fits. */
export type Release = number

// Ten bits each for the minor number and the patch.
const last = 1023

/** Later than every release. */
export const newer: Release = 2 ** 30

export function releaseOf([major, minor, patch]: Version): Release {
  return major * 2 ** 20 + Math.min(minor, last) * 2 ** 10 + Math.min(patch, last)
}

/** Reads `5.10` (the series' first release), `6.1.192` or `2.6.26`, whose series were counted by the third number. */
export function release(text: string): Release {
  const [major = 0, minor = 0, patch = 0] = text.split('.').map(Number)
  return releaseOf([major, minor, patch])
}

/** `5.10` for a series' first or last release, `6.1.192` for one between. */
export function showRelease(release: Release): string {
  if (release >= newer) return 'newer'
  const patch = release & last
  const series = `${release >> 20}.${(release >> 10) & last}`
  return patch === 0 || patch === last ? series : `${series}.${patch}`
}

/** A fact that holds from a mainline release on, and in stable series from the release that it was carried to. */
export interface Change<T> {
  /** 0: from the beginning. */
  readonly since: Release
  /** Releases of older series that carry it too: that of 5.10.223 for it and later 5.10. */
  readonly stable: readonly Release[]
  readonly is: T
}

/** Oldest first. */
export type History<T> = readonly Change<T>[]

/** Builds one entry of a history from texts: `since('5.13', u8, '5.10.223')`. null: from the beginning. */
export function since<T>(text: string | null, is: T, ...stable: string[]): Change<T> {
  return { since: text === null ? 0 : release(text), stable: stable.map(release), is }
}

/** The last entry that holds in a release; undefined when none does. */
export function at<T>(history: History<T>, kernel: Release): T | undefined {
  for (let i = history.length - 1; i >= 0; i--) {
    const change = history[i]!
    if (change.since <= kernel) return change.is
    for (const carried of change.stable) if (carried >> 10 === kernel >> 10 && carried <= kernel) return change.is
  }
  return undefined
}

/** The series that distributions and kernel.org keep, by their last releases. */
const longterm: readonly Release[] = [
  '3.10',
  '3.16',
  '4.4',
  '4.9',
  '4.14',
  '4.19',
  '5.4',
  '5.10',
  '5.15',
  '6.1',
  '6.6',
  '6.12',
  '6.18',
].map(series => release(series) + last)

/**
 * The releases that have to be asked to know a fact for a whole range, oldest first: its ends, the last ones of the longterm series in
 * it, and each one in it where the fact changes. Series between two longterm ones are only asked where something changes, since
 * nobody maintains them.
 */
export function releases(kernel: KernelRange, histories: readonly History<unknown>[]): Release[] {
  const from = releaseOf(kernel.from)
  const to = kernel.to ? releaseOf(kernel.to) : newer
  if (from === to) return [from]
  const points = [from, ...longterm.filter(point => point > from && point < to), to]
  const add = (point: Release): void => {
    if (point > from && point < to && !points.includes(point)) points.push(point)
  }
  for (const history of histories) {
    for (const change of history) {
      add(change.since)
      for (const point of change.stable) add(point)
    }
  }
  return points.sort((a, b) => a - b)
}
