import { blanks, type NumeralFault, readNumeral, skipSpaces } from './numeral.ts'
import type { Accepts, Element } from './parameter.ts'
import { type Parsing, pageOf } from './parsing.ts'
import { applied, quoted, refused, unknown, type WriteResult } from './write-result.ts'

type Scalar = Exclude<Accepts, { kind: 'vector' | 'range' | 'list' | 'string' | 'either' }>

/** A kernel that a value is written to. */
export interface Host {
  readonly parameter: string
  readonly parsing: Parsing
  readonly hz: number
}

/** A number that was stored, as it reads back; `null` where an old kernel passes over it; or what stood against it. */
type Stored = { readonly reads: string | null } | { readonly refused: string } | { readonly unknown: string }

/** Writes to a parameter of one number: proc_dointvec(), proc_dou8vec_minmax() and the like. Text behind a blank is not looked at. */
export function storeNumber(accepts: Scalar, value: string, host: Host): WriteResult {
  const page = pageOf(value)
  const start = skipSpaces(page, 0)
  if (start === page.length) return refused('EINVAL', `${emptyOr(value)}: the kernel takes a number here`)
  const stored = store(accepts, page, start, value, host)
  if ('refused' in stored) return refused('EINVAL', stored.refused)
  if ('unknown' in stored) return unknown(stored.unknown)
  return stored.reads === null
    ? applied('*', `${quoted(value)} is passed over: kernels before 6.0 skip a negative number`)
    : applied(stored.reads)
}

/**
 * Writes to a parameter of several numbers. They are stored one by one, so that a fault leaves those before it changed;
 * do_proc_dointvec() and __do_proc_doulongvec_minmax() in kernel/sysctl.c.
 */
export function storeVector(length: number, element: Element, value: string, host: Host): WriteResult {
  const page = pageOf(value)
  const reads: string[] = []
  let p = 0
  while (reads.length < length) {
    p = skipSpaces(page, p)
    if (p === page.length) break
    const stored = store(element, page, p, value, host)
    if ('unknown' in stored) return unknown(stored.unknown)
    if ('refused' in stored) {
      if (reads.length === 0) return refused('EINVAL', stored.refused)
      const kept = `${stored.refused}; the kernel answers EINVAL with the numbers before it already stored`
      return applied(padded(reads, length), kept, 'EINVAL')
    }
    reads.push(stored.reads ?? '*')
    p = endOf(page, p)
  }
  if (reads.length === 0) return refused('EINVAL', `${emptyOr(value)}: the kernel takes ${length} numbers here`)
  const missing = length - reads.length
  return applied(
    padded(reads, length),
    missing ? `${quoted(value)} leaves out ${missing} of ${length} numbers, which keep what they were` : '',
  )
}

function padded(reads: readonly string[], length: number): string {
  return [...reads, ...Array<string>(length - reads.length).fill('*')].join(' ')
}

function endOf(page: string, at: number): number {
  let p = at
  while (p < page.length && !blanks.includes(page[p]!)) p++
  return p
}

function store(accepts: Scalar, page: string, at: number, value: string, host: Host): Stored {
  const numeral = readNumeral(page, at, blanks)
  if (numeral === 'overflow' && host.parsing.overflow === 'wraps') {
    return { unknown: `${quoted(value)} is beyond 64 bits, of which kernels before 5.1 keep the lowest` }
  }
  if (typeof numeral === 'string') return { refused: explain(numeral, page.slice(at, endOf(page, at)), value) }
  const { negative, magnitude } = numeral
  const number = negative ? -magnitude : magnitude
  const outside = (min: number | string, max: number | string): Stored => ({
    refused: `${quoted(page.slice(at, numeral.end))} is out of range: ${host.parameter} takes ${min} to ${max}`,
  })
  switch (accepts.kind) {
    case 'int': {
      if (host.parsing.int === 'wraps' && (number > 2147483647n || number < -2147483648n)) {
        return { unknown: `${quoted(value)} is beyond 32 bits, of which kernels before 4.2 keep the lowest` }
      }
      const min = accepts.ticks ? Math.floor((accepts.ticks * 1_000_000) / host.hz) : accepts.min
      // Nothing was said of the tick, so the shortest and the longest that are built have to agree.
      if (accepts.ticks && host.hz === 100 && number >= accepts.ticks * 1000 && number < min) {
        return {
          unknown: `${quoted(value)} is less than ${accepts.ticks} ticks on some kernels: that depends on their HZ`,
        }
      }
      return number < min || number > accepts.max ? outside(min, accepts.max) : { reads: String(number) }
    }
    case 'u8':
      return negative || number < accepts.min || number > accepts.max
        ? outside(accepts.min, accepts.max)
        : { reads: String(number) }
    case 'uint': {
      const max = accepts.perHz ? Math.floor(accepts.max / host.hz) : accepts.max
      return negative || number < accepts.min || number > max ? outside(accepts.min, max) : { reads: String(number) }
    }
    case 'ulong':
      if (negative && host.parsing.negative === 'skipped') return { reads: null }
      return negative ? outside(0, '18446744073709551615') : { reads: String(number) }
    case 'jiffies': {
      const max = Math.floor(2147483647 / host.hz)
      if (magnitude > max) return outside(-max, max)
      return { reads: String(number) }
    }
    case 'jiffies-ms':
      return storeMilliseconds(magnitude, negative, value, host, outside)
  }
}

/** Milliseconds kept as ticks, rounded up both ways: msecs_to_jiffies() and jiffies_to_msecs(). */
function storeMilliseconds(
  magnitude: bigint,
  negative: boolean,
  value: string,
  host: Host,
  outside: (min: number | string, max: number | string) => Stored,
): Stored {
  const signed = host.parsing.milliseconds === 'signed'
  // Before the sign was looked at, the number was cut to 32 bits and a set highest bit meant forever, which is refused.
  const ms = signed ? magnitude : BigInt.asUintN(32, negative ? -magnitude : magnitude)
  if (ms > 2147483647n) return outside(signed ? -2147483647 : 0, 2147483647)
  const readAt = (hz: bigint): bigint | null => {
    const ticks = (ms * hz + 999n) / 1000n
    return ticks > 2147483647n ? null : (ticks * 1000n + hz - 1n) / hz
  }
  // 100 stands for "not known": then the usual ones have to agree.
  const read = (host.hz === 100 ? [100n, 250n, 300n, 1000n] : [BigInt(host.hz)]).map(readAt)
  if (read.some(r => r !== read[0])) {
    return { unknown: `${quoted(value)} is rounded up to whole ticks, whose length depends on the kernel's HZ` }
  }
  if (read[0] === null || read[0] === undefined) return outside(signed ? -2147483647 : 0, 2147483647)
  return { reads: signed && negative && read[0] > 0n ? `-${read[0]}` : String(read[0]) }
}

function emptyOr(value: string): string {
  return value === '' ? 'The value is empty' : `${quoted(value)} is blank`
}

function explain(fault: NumeralFault, word: string, value: string): string {
  if (fault === 'too-long' || fault === 'overflow') return `${quoted(word)} is too long for a number`
  if (fault === 'not-a-number')
    return `${quoted(word)} is no number the kernel reads: only digits, a leading - and 0x are`
  if (/^-?0[0-9]+$/.test(word)) {
    return `${quoted(word)} starts with 0, which means octal, and ${/[89]/.exec(word)?.[0] ?? ''} is no octal digit`
  }
  return `${quoted(word === value ? value : word)} is refused: behind the digits of a number only a blank may follow`
}
