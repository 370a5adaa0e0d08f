/**
 * What comes of writing a value to a parameter.
 *
 * - `applied`: `effective` is what the kernel reads back, `*` for numbers that keep what they were. `errno` is EINVAL where a vector
 *   was refused half-way, after some of its numbers had been stored.
 * - `refused`: nothing changed.
 * - `unknown`: it cannot be told, or not for all the kernels asked about.
 *
 * `why` is for people, empty where it is plainly applied; it never holds the value of a key.
 */
export type WriteResult =
  | { readonly outcome: 'applied'; readonly effective: string; readonly errno: 'EINVAL' | null; readonly why: string }
  | {
      readonly outcome: 'refused'
      readonly effective: null
      readonly errno: 'EINVAL' | 'ENOENT' | 'EACCES'
      readonly why: string
    }
  | { readonly outcome: 'unknown'; readonly effective: null; readonly errno: null; readonly why: string }

export function applied(effective: string, why = '', errno: 'EINVAL' | null = null): WriteResult {
  return { outcome: 'applied', effective, errno, why }
}

export function refused(errno: 'EINVAL' | 'ENOENT' | 'EACCES', why: string): WriteResult {
  return { outcome: 'refused', effective: null, errno, why }
}

export function unknown(why: string): WriteResult {
  return { outcome: 'unknown', effective: null, errno: null, why }
}

/** A text as a message shows it: one line, not too long. */
export function clipped(text: string, longest = 80): string {
  const line = text.length > longest ? `${text.slice(0, longest - 1)}…` : text
  return line.replace(/[\r\n\t]/g, ' ')
}

/** A value as a message shows it. */
export function quoted(value: string): string {
  return `'${clipped(value, 40)}'`
}
