import type { Span } from './text.ts'

/** The two programs that apply sysctl files. systemd-sysctl does so at boot on every systemd system. */
export type Loader = 'systemd' | 'procps'

/**
 * `stops`: a refusal ends the run that makes the setting (a failed Ansible task, `set -e`).
 * `continues`: the run goes on. `guarded`: the author allowed for it (`|| true`, `-e`, `ignoreerrors`, a test for the file,
 * `when:` on kernel or distribution).
 */
export type OnError = 'stops' | 'continues' | 'guarded'

/** One kernel parameter that a file sets, at the place where it is written. */
export interface Setting {
  /**
   * Canonical name with dots: `net.ipv4.tcp_fin_timeout`. For a glob, each parameter it matches has its own setting. Empty where only a
   * run can tell it: then it is no setting of any parameter, but a doubt of all that were set before.
   */
  readonly parameter: string
  /** Exactly what would be written to the kernel, without a final newline; the source text where it is not known. */
  readonly value: string
  readonly known: boolean
  /** `absent`: the line is removed, nothing is set. */
  readonly state: 'set' | 'absent'
  readonly key: Span
  /** Where the value stands; an empty place after the key where it is missing. */
  readonly valueAt: Span
  /** Whether the value's characters stand in the file one to one, so that a fix may replace them. */
  readonly literal: boolean
  /** The format of the file, and the readers and encodings nested in it, outermost first. */
  readonly format: string
  readonly within: readonly string[]
  /** A `-` before the key in a sysctl file: errors are to be ignored. */
  readonly dash: boolean
  /** Why it may not happen ("inside an if", "when: tune"), or null when it always does. */
  readonly conditional: string | null
  readonly onError: OnError
  /** Where the value is a variable's: the places are then those of its definition. */
  readonly through?: Through
}

/** One of the places where a variable is given a value. */
export interface Definition {
  /** The name, and the value's own scalar. */
  readonly key: Span
  readonly valueAt: Span
  /** As it would reach the kernel, as far as that is known. */
  readonly value: string
  /** Where it stands in the tool's order, in the tool's words: `role defaults`, `group_vars/all`, `play vars`. */
  readonly level: string
}

/** A definition that another one beats. */
export interface BeatenDefinition extends Definition {
  /** Whether that was hardly meant: group_vars beaten by role vars, a file hidden by a directory of its name. */
  readonly surprise: boolean
  /** Why it loses, in words that follow "because". */
  readonly why: string
}

/** How a value came here through variables. */
export interface Through {
  readonly variable: string
  readonly level: string
  /** The places that use it, the one that reaches the kernel last. */
  readonly uses: readonly Span[]
  readonly beaten: readonly BeatenDefinition[]
}

/** A value that stands at its variable's definition: what a setting is made of that uses it and nothing else. */
export interface DefinedValue {
  readonly key: Span
  readonly valueAt: Span
  readonly literal: boolean
  /** Its use is still to be named. */
  readonly through: Through
}

/** What is the same for every setting of a stretch of text, handed down to nested readers. */
export interface Origin {
  readonly format: string
  readonly within: readonly string[]
  readonly conditional: string | null
  readonly onError: OnError
}

/** An origin one reader deeper. */
export function nested(origin: Origin, reader: string): Origin {
  return { ...origin, within: [...origin.within, reader] }
}
