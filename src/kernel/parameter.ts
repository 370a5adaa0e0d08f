import type { History } from './version.ts'

/** How one number of a vector is kept. */
export type Element =
  | {
      readonly kind: 'int'
      readonly min: number
      readonly max: number
      /** The value is microseconds and no less than so many ticks, however long those are. */
      readonly ticks?: number
    }
  | { readonly kind: 'ulong' }

/** What the kernel function behind a parameter takes (proc_dointvec_minmax, proc_dou8vec_minmax …); bounds are inclusive. */
export type Accepts =
  | Element
  | { readonly kind: 'u8'; readonly min: number; readonly max: number }
  /** `perHz`: the upper bound is divided by the ticks per second. */
  | { readonly kind: 'uint'; readonly min: number; readonly max: number; readonly perHz?: boolean }
  /** Seconds, kept as ticks in an int. */
  | { readonly kind: 'jiffies' }
  /** Milliseconds, kept as ticks in an int. */
  | { readonly kind: 'jiffies-ms' }
  | { readonly kind: 'vector'; readonly length: number; readonly element: Element }
  /** Two ports, stored together or not at all. */
  | { readonly kind: 'range'; readonly privileged: boolean }
  /** Ports and stretches of ports, separated by commas. */
  | { readonly kind: 'list' }
  /** One of two, it is not known which. */
  | { readonly kind: 'either'; readonly one: Accepts; readonly other: Accepts }
  | { readonly kind: 'string'; readonly text: 'congestion-control' | 'congestion-controls' | 'fastopen-key' | 'qdisc' }

/** What the kernel knows of one parameter. Versions are mainline releases (`5.13`). */
export interface Parameter {
  /** `net.ipv4.tcp_fin_timeout` */
  readonly name: string
  /** As the newest kernel that has it keeps it; older ones: `accepts`. */
  readonly kind: Exclude<Accepts['kind'], 'either'>
  readonly unit: string | null
  /** One sentence. */
  readonly doc: string
  /** Whether every network namespace has its own. */
  readonly netns: boolean
  /** null: not known, or no mainline kernel has it. */
  readonly since: string | null
  readonly removedIn: string | null
  /** Parameters; empty where nothing takes its place or what does is no parameter. */
  readonly replacedBy: readonly string[]
  readonly effect: 'active' | 'no-op' | 'obsolete' | 'vendor'
  /** The release from which on it does nothing any more. */
  readonly noEffectSince: string | null
  readonly writable: boolean
  /** What a fresh kernel reads back; null where memory, configuration or the clock decides. */
  readonly defaults: History<string | null>
  readonly accepts: History<Accepts>
  /** Where the parameter exists; `false` where it is gone. */
  readonly exists: History<boolean>
  /** Where older series may have been given it. */
  readonly mayExist: History<boolean>
  /** The documented values and their meaning, where the kernel's documentation lists them. */
  readonly values: Readonly<Record<string, string>> | null
  /** Where this is from: files of the kernel's tree, man pages, commits. */
  readonly sources: readonly string[]
}
