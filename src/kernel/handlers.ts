import type { Accepts, Element } from './parameter.ts'
import { type History, since } from './version.ts'

const intMin = -2147483648
const intMax = 2147483647

export const int = (min = intMin, max = intMax): Element => ({ kind: 'int', min, max })
export const u8 = (min = 0, max = 255): Accepts => ({ kind: 'u8', min, max })
export const uint = (min = 0, max = 4294967295): Accepts => ({ kind: 'uint', min, max })
export const ulong: Element = { kind: 'ulong' }
export const triple = (element: Element): Accepts => ({ kind: 'vector', length: 3, element })

/** The same in every release that has the parameter. */
export const always = (is: Accepts): History<Accepts> => [since<Accepts>(null, is)]

export const anyInt = always(int())
export const jiffies = always({ kind: 'jiffies' })

/**
 * An int that became one byte in 5.13 (commits 4ecc1baf362c, 1c69dedc8fa7 and their neighbours), and in 5.10.178.
 * @param is what the byte takes, and what the int took before
 */
export const u8Since513 = (is: Accepts = u8(), before: Accepts = int()): History<Accepts> => [
  since<Accepts>(null, before),
  since('5.13', is, '5.10.178'),
]

/** The meaning of most switches. */
export const onOff: Readonly<Record<string, string>> = { 0: 'off', 1: 'on' }

/** Changed somewhere in a stretch of releases, it is not known where. */
export const either = (one: Accepts, other: Accepts): Accepts => ({ kind: 'either', one, other })
