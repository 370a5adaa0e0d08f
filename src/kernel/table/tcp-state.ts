import type { StateName } from '../../core/tcp-states.ts'

/** What Linux does in one state of a connection, and what governs that. */
export interface TcpState {
  readonly name: StateName
  /** Its number and name in the kernel (include/net/tcp_states.h) and in ss(8); null: Linux has no such state. */
  readonly linux: { readonly number: number; readonly name: string; readonly ss: string } | null
  /** Other names of it, in capitals with `_`. */
  readonly also: readonly string[]
  /** What the article says of it, in other words. */
  readonly article: string
  /** What it means, in paragraphs. */
  readonly means: string
  /** What ends it, in a sentence or two: which parameter does, or that none can. */
  readonly verdict: string
  /** The parameters that have to do with it, most important first. */
  readonly governed: readonly { readonly parameter: string; readonly does: string }[]
  /** The part of the name of connection tracking's timeout, which is a firewall's memory and not the socket's. */
  readonly tracked: string | null
  readonly sources: readonly string[]
}

export const ipSysctl = 'Documentation/networking/ip-sysctl.rst'
