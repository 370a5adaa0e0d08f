import { parameters } from './parameters.ts'

export interface Misreading {
  /**
   * `octal`: a leading 0. `hex`: an x in it. `trailing`: text behind the number that changes what a person reads. `missing-numbers`,
   * `surplus`: fewer or more numbers than the parameter has.
   */
  readonly reason: 'octal' | 'hex' | 'trailing' | 'missing-numbers' | 'surplus'
  /** What a person would take it for, where that is certain. */
  readonly intended: string | null
}

/**
 * Where what the kernel reads differs from what a person would read in an applied value, or null. A comment behind the number is
 * no misreading, nor is hexadecimal, which looks like what it is.
 * @param effective what writeParameter() says the kernel reads back
 */
export function misread(parameter: string, value: string, effective: string): Misreading | null {
  const kind = parameters.get(parameter)?.kind
  if (kind === undefined || kind === 'string') return null
  if (kind === 'list') return octal(value.trim().split(/([,\n-])/), '')
  const length = kind === 'vector' ? 3 : kind === 'range' ? 2 : 1
  const words = value.split(/[ \t\n\v\f\r]+/, length + 60).filter(word => word !== '')
  const numbers = words.slice(0, length)
  const inOctal = octal(numbers, ' ')
  if (inOctal) return inOctal
  if (length > 1 && numbers.length < length && effective.endsWith('*')) {
    return { reason: 'missing-numbers', intended: null }
  }
  const rest = words.slice(length)
  if (rest.length === 0 || /^(?:#|;|\/\/|\/\*|--|<!--|\()/.test(rest[0]!)) return null
  if (length > 1) return { reason: 'surplus', intended: null }
  if (means(rest[0]!, parameters.get(parameter)?.unit ?? null) && !rest.some(word => /\d/.test(word))) return null
  const grouped = words.every((word, i) => (i === 0 ? /^-?\d{1,3}$/ : /^\d{3}$/).test(word))
  return { reason: 'trailing', intended: grouped ? words.join('') : null }
}

/** Numbers with a leading 0 that the kernel reads as another number than a person would. */
function octal(words: readonly string[], glue: string): Misreading | null {
  let found = false
  const intended = words.map(word => {
    // Longer ones are no numbers to the kernel.
    const parts = word.length > 21 ? null : /^(-?)0+([1-7][0-7]*)$/.exec(word)
    if (!parts || parts[2]!.length === 1) return word
    found = true
    return parts[1]! + parts[2]!
  })
  return found ? { reason: 'octal', intended: intended.join(glue) } : null
}

const units: Readonly<Record<string, RegExp>> = {
  seconds: /^s(?:ec(?:ond)?s?)?[.,]?$/i,
  milliseconds: /^(?:ms|msecs?|milliseconds?)$/i,
  microseconds: /^(?:us|µs|usecs?|microseconds?)$/i,
  bytes: /^(?:b|bytes?)$/i,
  packets: /^packets?$/i,
}

/** Whether a word is the unit that the kernel counts in anyway. */
function means(word: string, unit: string | null): boolean {
  if (unit === null) return false
  return units[unit]?.test(word) ?? word.toLowerCase() === unit.split(' ')[0]?.toLowerCase()
}
