import { congestionControl, congestionControlSince } from './congestion-control.ts'
import type { Release } from './version.ts'
import { applied, quoted, refused, unknown, type WriteResult } from './write-result.ts'

/** A string parameter takes the line as it is, blanks and all: kernel/sysctl.c, proc_dostring(). */
function lineOf(value: string, longest: number): string {
  const end = value.search(/[\0\n]/)
  return (end < 0 ? value : value.slice(0, end)).slice(0, longest)
}

/** Writes to net.ipv4.tcp_congestion_control; the module of a mainline algorithm is taken to be there. */
export function storeCongestionControl(value: string, release: Release): WriteResult {
  const name = lineOf(value, 15)
  switch (congestionControl(name)) {
    case 'mainline':
      return congestionControlSince(name) > release
        ? refused('ENOENT', `${quoted(name)} is an algorithm of newer kernels`)
        : applied(name)
    case 'impossible':
      return refused(
        'ENOENT',
        `${quoted(name)} is no algorithm's name: the kernel takes the line as it is, blanks, quotes and comments too`,
      )
    case 'vendor':
      return unknown(`${quoted(name)} is an algorithm that only patched kernels or extra modules have`)
    case 'unheard':
      return unknown(`${quoted(name)} is no algorithm of mainline: it is refused with ENOENT unless a module brings it`)
  }
}

/** Writes to net.ipv4.tcp_allowed_congestion_control: net/ipv4/tcp_cong.c, tcp_set_allowed_congestion_control(). */
export function storeCongestionControls(value: string): WriteResult {
  const words = lineOf(value, 255).split(' ')
  const end = words.indexOf('')
  const names = end < 0 ? words : words.slice(0, end)
  for (const name of names) {
    if (congestionControl(name) === 'impossible') return refused('ENOENT', `${quoted(name)} is no algorithm's name`)
  }
  // No module is loaded for the asking here.
  const loose = names.find(name => name !== 'reno' && name !== 'cubic')
  if (loose !== undefined) return unknown(`${quoted(loose)} is refused with ENOENT unless its module is already loaded`)
  return applied([...new Set(names)].sort((a, b) => (a === 'reno' ? -1 : b === 'reno' ? 1 : 0)).join(' '))
}

/**
 * Writes to net.ipv4.tcp_fastopen_key, a secret that never goes into `why`: one or two keys of four hexadecimal numbers, joined by -,
 * as sscanf("%x-%x-%x-%x") reads them.
 * @param backup whether the kernel takes a second key behind a comma
 */
export function storeFastopenKey(value: string, backup: boolean): WriteResult {
  const line = lineOf(value, 73)
  const comma = line.indexOf(',')
  const keys = comma < 0 ? [line] : backup ? [line.slice(0, comma), line.slice(comma + 1)] : [line.slice(0, comma)]
  const read = keys.map(readKey)
  return read.includes(null)
    ? refused(
        'EINVAL',
        'The key is not four hexadecimal numbers joined by -, such as 01234567-89abcdef-01234567-89abcdef',
      )
    : applied(read.join(','))
}

function readKey(text: string): string | null {
  const word = '[\\t-\\r ]*(?:0[xX](?=[0-9a-fA-F]))?([0-9a-fA-F]+)'
  const found = new RegExp(`^${[word, word, word, word].join('-')}`).exec(text)
  if (!found) return null
  // Each is kept in 32 bits, whatever was written.
  return found
    .slice(1)
    .map(hex => hex.slice(-8).toLowerCase().padStart(8, '0'))
    .join('-')
}

// net/sched/sch_*.c of mainline that can be a default.
const qdiscs = new Set([
  'pfifo_fast',
  'pfifo',
  'bfifo',
  'fq',
  'fq_codel',
  'fq_pie',
  'cake',
  'codel',
  'pie',
  'sfq',
  'sfb',
  'red',
])

/** Writes to net.core.default_qdisc: net/sched/sch_api.c, qdisc_set_default(). */
export function storeQdisc(value: string): WriteResult {
  const name = lineOf(value, 15)
  if (qdiscs.has(name)) return applied(name)
  return /^[A-Za-z0-9_.+-]+$/.test(name) && !qdiscs.has(name.toLowerCase())
    ? unknown(`${quoted(name)} is refused with ENOENT unless the kernel has a queueing discipline of that name`)
    : refused('ENOENT', `${quoted(name)} is no queueing discipline's name: the kernel takes the line as it is`)
}
