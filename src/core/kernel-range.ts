/** A kernel release as numbers: `[6, 12, 117]`. A series stands for its last release: patch is Infinity. */
export type Version = readonly [major: number, minor: number, patch: number]

/** The kernels that the hosts may run. */
export interface KernelRange {
  /** As the user named it: `5.10-`, `rhel8`, `6.1.192`. */
  readonly name: string
  readonly from: Version
  /** Inclusive; null: no upper end. */
  readonly to: Version | null
  /** Ticks per second of the kernels' configuration, which bounds the parameters kept in jiffies. 100 unless given. */
  readonly hz: number
  /** The distribution it was named by: `debian-13`; null for plain versions. */
  readonly distribution: string | null
}

/** Negative when `a` is the older. */
export function compareVersions(a: Version, b: Version): number {
  if (a[0] !== b[0]) return a[0] - b[0]
  if (a[1] !== b[1]) return a[1] - b[1]
  return a[2] === b[2] ? 0 : a[2] < b[2] ? -1 : 1
}
