import type { KernelRange } from '../core/kernel-range.ts'
import { distributions } from './distributions.ts'
import type { Accepts } from './parameter.ts'
import { defaultOf, type Parameter } from './parameters.ts'
import { presence } from './presence.ts'
import { parseKernel } from './range.ts'
import { type History, showRelease } from './version.ts'

/** A stretch of releases in words, and what holds in it. */
export interface Era {
  /** `before 5.13`, `since 5.13 (and 5.10.178)`; empty where it was always so. */
  readonly when: string
  readonly says: string
}

/** What the kernel takes for a value, by release. */
export function accepted({ accepts }: Parameter): readonly Era[] {
  return eras(accepts, takes)
}

/** What a fresh kernel has, by release. */
export function defaults({ defaults }: Parameter): readonly Era[] {
  return eras(defaults, value => {
    if (value === null) return 'decided at boot, by memory, configuration or the clock'
    if (value === '') return 'empty'
    return value.includes('*') ? `${value} (memory decides where * stands)` : value
  })
}

function eras<T>(history: History<T>, says: (is: T) => string): readonly Era[] {
  const distinct = history.filter(({ is }, i) => i === 0 || says(is) !== says(history[i - 1]!.is))
  return distinct.map(({ since, stable, is }, i) => {
    const [next] = distinct.slice(i + 1)
    const carried = stable.length === 0 ? '' : ` (and ${stable.map(showRelease).join(', ')})`
    const when = since > 0 ? `since ${showRelease(since)}${carried}` : next ? `before ${showRelease(next.since)}` : ''
    return { when, says: says(is) }
  })
}

/** What a parameter of one form takes, in words. */
export function takes(accepts: Accepts): string {
  switch (accepts.kind) {
    case 'int':
    case 'u8':
    case 'uint':
      return number(accepts)
    case 'ulong':
      return '0 to 18446744073709551615'
    case 'jiffies':
      return `whole seconds up to ${[100, 250, 1000].map(hz => `${Math.floor(2147483647 / hz)} (HZ=${hz})`).join(', ')}, negative ones too; they are kept as ticks`
    case 'jiffies-ms':
      return 'whole milliseconds up to 2147483647, rounded up to ticks'
    case 'vector':
      return `${accepts.length} numbers, each ${takes(accepts.element)}`
    case 'range':
      return `two ports from 1 to 65535, the lower first${accepts.privileged ? ', and not below net.ipv4.ip_unprivileged_port_start (1024)' : ''}`
    case 'list':
      return 'ports and stretches of ports, joined by commas without blanks; nothing empties it'
    case 'either':
      return `${takes(accepts.one)}, or ${takes(accepts.other)}: it changed somewhere in these releases`
    case 'string':
      return strings[accepts.text]
  }
}

const strings = {
  'congestion-control': 'the name of an algorithm; the whole line is taken for it',
  'congestion-controls': 'names of algorithms, separated by single blanks',
  'fastopen-key': 'four hexadecimal numbers joined by -, and a second key behind a comma',
  qdisc: 'the name of a queueing discipline',
} as const

function number(accepts: Extract<Accepts, { kind: 'int' | 'u8' | 'uint' }>): string {
  const { min, max } = accepts
  if (accepts.kind === 'int' && accepts.ticks !== undefined)
    return `whole microseconds up to ${max}, no less than ${accepts.ticks} ticks`
  if (accepts.kind === 'uint' && accepts.perHz)
    return `0 to ${[100, 250, 1000].map(hz => `${Math.floor(max / hz)} (HZ=${hz})`).join(', ')}`
  if (min === -2147483648 && max === 2147483647) return 'any number of 32 bits, -2147483648 to 2147483647'
  return max === 2147483647 ? `${min} to 2147483647` : `${min} to ${max}`
}

/** Distributions of which the same is to be said. */
export interface Presence {
  /** With their kernels: `rhel-8 (4.18 to 5.14)`. */
  readonly distributions: readonly string[]
  readonly says: string
}

/** Which distributions have a parameter, and with which default. */
export function presences(parameter: Parameter): readonly Presence[] {
  const groups = new Map<string, string[]>()
  for (const { name, from, to } of distributions) {
    const kernel = parseKernel(name)
    if ('error' in kernel) continue
    const says = saysOf(parameter, kernel)
    const named = `${name} (${from === to ? from : `${from} to ${to}`})`
    const group = groups.get(says)
    if (group) group.push(named)
    else groups.set(says, [named])
  }
  return [...groups].map(([says, distributions]) => ({ distributions, says }))
}

function saysOf(parameter: Parameter, kernel: KernelRange): string {
  const there = presence(parameter.name, kernel)
  if (there === 'vendor') return 'not in the kernels of the distribution'
  if (there === 'absent' || there === 'never-existed') return 'not there: writing it fails'
  const value = parameter.defaults.every(change => change.is === null) ? null : defaultOf(parameter, kernel)
  const initial = value === null ? '' : `, ${value} by default`
  return there === 'mixed' ? `in some of these kernels${initial}` : `there${initial || varying(parameter)}`
}

/** Where the default is not the same in all kernels of a distribution. */
function varying({ defaults }: Parameter): string {
  return defaults.length > 1 ? ', with another default in its older kernels' : ''
}

/** The canonical name of a parameter, however it is written: `tcp_sack`, `net/ipv4/tcp_sack`, `/proc/sys/net/ipv4/tcp_sack`; or null. */
export function parameterNamed(word: string, all: ReadonlyMap<string, Parameter>): Parameter | null {
  if (word.length > 120) return null
  const plain = word
    .trim()
    .replace(/^\/?proc\/sys\//, '')
    .replaceAll('/', '.')
    .toLowerCase()
  const exact = all.get(plain)
  if (exact) return exact
  for (const section of ['net.ipv4.', 'net.core.', 'net.netfilter.']) {
    const found = all.get(section + plain)
    if (found) return found
  }
  return null
}
