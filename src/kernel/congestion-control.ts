import { type Release, release } from './version.ts'

/** Algorithms of the mainline tree by the name they register (net/ipv4/tcp_*.c), and the release that brought them. */
const mainline: ReadonlyMap<string, Release> = new Map([
  ['reno', release('2.6.13')],
  ['bic', release('2.6.13')],
  ['cubic', release('2.6.13')],
  ['highspeed', release('2.6.13')],
  ['htcp', release('2.6.13')],
  ['hybla', release('2.6.13')],
  ['scalable', release('2.6.13')],
  ['vegas', release('2.6.13')],
  ['westwood', release('2.6.13')],
  ['lp', release('2.6.18')],
  ['veno', release('2.6.18')],
  ['yeah', release('2.6.22')],
  ['illinois', release('2.6.22')],
  ['dctcp', release('3.18')],
  ['cdg', release('4.2')],
  ['nv', release('4.8')],
  ['bbr', release('4.9')],
])

/** Algorithms of patched kernels and of modules that people build themselves. */
const vendor: ReadonlySet<string> = new Set([
  'bbr1',
  'bbr2',
  'bbr3',
  'bbrplus',
  'bbr_plus',
  'bbr_powered',
  'brutal',
  'c2tcp',
  'copa',
  'fast',
  'lotserver',
  'nanqinlang',
  'prague',
  'bbr2plus',
  'bbrv2',
  'bbrv3',
  'sprout',
  'ecnfallback',
  'swift',
  'tcp_brutal',
  'timely',
  'tsunami',
  'bpf_cubic',
  'bpf_dctcp',
])

// include/net/tcp.h: TCP_CA_NAME_MAX, with the byte that ends the string.
const longest = 15

/**
 * What is known of an algorithm's name, exactly as it is written to the kernel. `impossible`: no algorithm can have it (blanks,
 * quotes, a comment, a mainline name in the wrong case). `unheard`: possible, but in no list.
 */
export function congestionControl(name: string): 'mainline' | 'vendor' | 'impossible' | 'unheard' {
  if (mainline.has(name)) return 'mainline'
  if (vendor.has(name)) return 'vendor'
  if (!/^[A-Za-z0-9_.+-]+$/.test(name) || mainline.has(name.toLowerCase())) return 'impossible'
  // The kernel cuts a longer name off and looks for the rest of it, so a longer one is nobody's name.
  return name.length > longest ? 'impossible' : 'unheard'
}

/** The mainline release that brought an algorithm; only for those of mainline. */
export function congestionControlSince(name: string): Release {
  return mainline.get(name) ?? 0
}
