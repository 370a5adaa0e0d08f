import type { KernelRange } from './kernel-range.ts'
import type { Loader, Setting } from './setting.ts'
import type { ReadProblem, Target } from './target.ts'

/** How long a value stays: over reboots, set again at each boot, until the next reboot, or not known. */
export type Lasts = 'persistent' | 'boot' | 'runtime' | 'unknown'

export type OutcomeName = 'applied' | 'overridden' | 'refused' | 'ignored' | 'unknown'

/** What beats a setting that has no effect in the end. */
export interface Beaten {
  /** The setting that wins in its place; null where a file or an entry as a whole goes. */
  readonly winner: Setting | null
  /**
   * `same-file`: a later line. `later-file`: a file that is loaded later. `masked`: a file of the same name in a higher
   * directory. `replaced`: the file is written again. `rewritten`: a tool that edits the file keeps the first line of each key.
   * `runtime`: a later write to the running kernel. `duplicate-key`: YAML's.
   */
  readonly how: 'same-file' | 'later-file' | 'masked' | 'replaced' | 'rewritten' | 'runtime' | 'duplicate-key'
  /** What a tool has rewritten the file for. */
  readonly rewriter?: Setting
}

/** What becomes of one setting once all that the repository says about its target has been applied. */
export interface Effect {
  readonly setting: Setting
  readonly outcome: OutcomeName
  /** The reason where it is not plainly applied, for people; else empty. */
  readonly why: string
  /** What the kernel would read back after this write, `*` for numbers that keep what they were; null if refused or unknown. */
  readonly effective: string | null
  /** The kernel's or the loader's refusal: EINVAL, ENOENT …; null where there is none. Also set for a vector refused half-way. */
  readonly errno: string | null
  readonly lasts: Lasts
  /** The file on the host or the tool that applies it: `/etc/sysctl.d/60-net.conf`, `sysctl -w`. */
  readonly appliedBy: string
  readonly beaten: Beaten | null
}

/** A target with its outcome under one loader, on hosts with certain kernels. */
export interface Settled {
  readonly target: Target
  readonly loader: Loader
  readonly kernel: KernelRange
  readonly effects: readonly Effect[]
  readonly problems: readonly ReadProblem[]
  /** parameter → what holds when the run has ended. */
  readonly run: ReadonlyMap<string, Held>
  /** parameter → what it ends up as at the next boot. */
  readonly boot: ReadonlyMap<string, Held>
}

/** What a parameter is in the end, and the setting that makes it so. `effective` is null where it is not known. */
export interface Held {
  readonly effective: string | null
  readonly setting: Setting
  /** Later settings of it of which nobody knows whether they happen. */
  readonly doubts: readonly Setting[]
}
