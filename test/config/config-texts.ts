import { libraryOf } from '../../src/core/library.ts'
import { type LoadedConfig, loadConfig, placed } from '../../src/io/read-config.ts'

/** Reads a configuration from texts at hand: `.sysctl-lint.yml` of the root, and what else there is. */
export function configOf(text: string, others: Readonly<Record<string, string>> = {}): LoadedConfig {
  const files = { '.sysctl-lint.yml': text, ...others }
  const library = libraryOf(Object.entries(files).map(([path, text]) => ({ path, text })))
  return loadConfig({ read: path => library.read([path])[0] ?? null }, '', null, '')
}

/** What is wrong with a configuration, as people read it: `3:5: …`, warnings after `warning `; empty: nothing. */
export function wrongWith(text: string, others: Readonly<Record<string, string>> = {}): readonly string[] {
  const short = (line: string): string => line.replace(/^\.sysctl-lint\.yml:/, '')
  try {
    return configOf(text, others).warnings.map(one => `warning ${short(placed(one))}`)
  } catch (error) {
    return [short((error as Error).message)]
  }
}
