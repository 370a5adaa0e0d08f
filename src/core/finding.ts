import type { Span } from './text.ts'

export type Severity = 'error' | 'warning' | 'notice'

/** A replacement of exact characters. */
export interface Edit {
  readonly at: Span
  readonly text: string
}

/** `safe`: the host ends up the same, only the writing is better. Otherwise a suggestion: it changes what the host does. */
export interface Fix {
  /** An imperative: "Set it to 30". */
  readonly title: string
  readonly safe: boolean
  readonly edits: readonly Edit[]
  /**
   * Whether it adds, moves or removes whole lines or files. Such a fix is applied only where its rule is named; else it is offered.
   */
  readonly whole?: boolean
  /** Files that it makes; there is none of that name yet. */
  readonly creates?: readonly NewFile[]
}

export interface NewFile {
  /** Relative to the working directory, with `/`. */
  readonly path: string
  readonly text: string
}

export interface Related {
  readonly at: Span
  /** "it wins here" */
  readonly note: string
}

/** What a rule says about a place. The message starts with the thing itself and ends without a full stop. */
export interface Problem {
  readonly message: string
  readonly at: Span
  /** Where it differs from the rule's own. */
  readonly severity?: Severity
  readonly parameter?: string
  readonly value?: string
  readonly fix?: Fix
  readonly related?: readonly Related[]
}

/** A problem with its rule and its severity in this run. */
export interface Finding extends Problem {
  readonly rule: string
  readonly severity: Severity
  /** Set aside on purpose: reports that know suppressed findings show it as such. */
  readonly suppressed?: Suppression
}

/** Who set a finding aside, a comment in the file or a list of known findings, and why. */
export interface Suppression {
  readonly kind: 'inline' | 'baseline'
  /** In the author's words; may be empty. */
  readonly reason: string
}

const ranks: Record<Severity, number> = { error: 0, warning: 1, notice: 2 }

/** Negative when `a` is the more severe. */
export function compareSeverity(a: Severity, b: Severity): number {
  return ranks[a] - ranks[b]
}

/** By file, then place, then severity, then rule: the order of every report. */
export function compareFindings(a: Finding, b: Finding): number {
  const paths = a.at.source.path === b.at.source.path ? 0 : a.at.source.path < b.at.source.path ? -1 : 1
  return (
    paths ||
    a.at.start - b.at.start ||
    compareSeverity(a.severity, b.severity) ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
  )
}
