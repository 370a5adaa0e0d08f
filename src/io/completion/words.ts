import { type CommandName, commandNames } from '../arguments.ts'
import { commandTable } from '../command-table.ts'
import { commonOptions, optionsOf } from '../option-table.ts'

/** What can follow an option: nothing, a path, one of some words, or anything. A value that may be left out only follows `=`. */
export type Value =
  | { readonly kind: 'none' }
  | { readonly kind: 'file' | 'folder' | 'any' }
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly optional: boolean }

export interface CompletedOption {
  readonly name: string
  readonly short: string | null
  readonly meaning: string
  readonly value: Value
  readonly repeatable: boolean
}

export interface CompletedCommand {
  readonly name: CommandName
  readonly meaning: string
  readonly options: readonly CompletedOption[]
  /** Its words: paths, one of some words, or none. */
  readonly takes: 'paths' | 'nothing' | readonly string[]
}

export const shells = ['bash', 'zsh', 'fish'] as const

/**
 * Everything that a shell completes.
 * @param subjects what `explain` takes
 * @param rules the ids that `--fix` takes
 */
export function completedCommands(subjects: readonly string[], rules: readonly string[]): readonly CompletedCommand[] {
  return commandNames.map(name => {
    const { meaning, takes } = commandTable[name]
    const options = [...optionsOf(name), ...commonOptions()].map(
      ({ name, short, meaning, value, words, repeatable }) => ({
        name,
        short,
        meaning: meaning.replaceAll('`', ''),
        repeatable,
        value: followedBy(value, name === 'fix' ? [...(words ?? []), ...rules] : words),
      }),
    )
    const named = { subjects, shells, paths: 'paths', path: 'paths', nothing: 'nothing' } as const
    return { name, meaning, options, takes: named[takes] }
  })
}

function followedBy(value: string | null, words: readonly string[] | 'file' | 'folder' | undefined): Value {
  if (value === null) return { kind: 'none' }
  if (words === undefined) return { kind: 'any' }
  if (words === 'file' || words === 'folder') return { kind: words }
  return { kind: 'words', words, optional: value.startsWith('[') }
}

/** A word of a shell in single quotes. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
