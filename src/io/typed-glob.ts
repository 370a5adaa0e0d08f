import picomatch from 'picomatch'

/** A pattern as users type it, with its fixed beginning and a test for paths below that. */
export interface TypedGlob {
  readonly base: string
  readonly matches: (path: string) => boolean
}

/** Patterns that are typed, never such as stand in a file: no bound is known for the time that they take. */
export function typedGlob(typed: string): TypedGlob | null {
  const { base, glob, isGlob, negated } = picomatch.scan(typed)
  if (!isGlob || negated || glob === '') return null
  return { base, matches: picomatch(glob, { dot: true }) }
}
