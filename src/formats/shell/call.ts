import type { Text } from '../../core/text.ts'
import type { Field } from '../../syntax/shell-word.ts'
import { isKnown } from './output.ts'
import type { Shell } from './shell-state.ts'
import type { Verdict } from './verdict.ts'
import type { Where } from './where.ts'

/** A command to run. */
export interface Call {
  readonly shell: Shell
  /** As written: `/sbin/sysctl`. */
  readonly name: string
  readonly args: readonly Field[]
  readonly where: Where
  /** Stands for what the command prints where that is not known. */
  readonly source: Text
  /** Not the shell's own: behind sudo, env and the like. */
  readonly external: boolean
}

/** Runs the command if it is one that is known; undefined: it is not. */
export type Runner = (call: Call) => Verdict | undefined

/** An argument's characters, or null where they are not known. */
export function plain(field: Field | undefined): string | null {
  return field && isKnown(field.text) ? field.text.text : null
}

/** Adds to what the command prints. */
export function print({ where }: Call, text: Text, opaque = false): void {
  where.output?.push({ text, opaque, conditional: where.conditional })
}

/** An argument as it stands where it is defined, if it holds a whole assignment; else at its use. */
export function settingText(field: Field): Text {
  return field.definition?.text.includes('=') ? field.definition : field.text
}
