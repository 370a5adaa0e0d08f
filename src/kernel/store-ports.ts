import { readNumeral } from './numeral.ts'
import { type Host, storeVector } from './store-numbers.ts'
import { applied, quoted, refused, unknown, type WriteResult } from './write-result.ts'

// net.ipv4.ip_unprivileged_port_start and the higher end of net.ipv4.ip_local_port_range in a fresh kernel.
const firstUnprivileged = 1024
const highEnd = 60999

/**
 * Writes to net.ipv4.ip_local_port_range, which stores both ends or none: net/ipv4/sysctl_net_ipv4.c, ipv4_local_port_range().
 * @param privileged whether the low end has to lie above the privileged ports (since 4.11)
 */
export function storeRange(privileged: boolean, value: string, host: Host): WriteResult {
  const numbers = storeVector(2, { kind: 'int', min: 1, max: 65535 }, value, host)
  if (numbers.outcome !== 'applied') return numbers
  if (numbers.errno) return refused('EINVAL', numbers.why.replace(/;[^;]*$/, '; both ends stay what they were'))
  const [low = '', high = '*'] = numbers.effective.split(' ')
  if (privileged && Number(low) < firstUnprivileged) {
    const why = `The low end ${low} is below ${firstUnprivileged}, where net.ipv4.ip_unprivileged_port_start lets these ports begin`
    return refused('EINVAL', why)
  }
  if (high === '*' && Number(low) > highEnd) {
    return unknown(`The low end ${low} is only taken where the high end in force, ${highEnd} at first, is not below it`)
  }
  if (Number(high) < Number(low)) return refused('EINVAL', `The high end ${high} is below the low end ${low}`)
  return numbers
}

/** Writes to a list of ports and stretches of ports: kernel/sysctl.c, proc_do_large_bitmap(). No blanks anywhere. */
export function storeList(value: string): WriteResult {
  const text = `${value}\n`
  const stretches: [number, number][] = []
  let p = 0
  while (text[p] === '\n') p++
  const fault = (): WriteResult => {
    const why = `${quoted(value)} is no list of ports: numbers and stretches such as 9148-9150, joined by commas without blanks`
    // A longer list reaches the kernel in pieces, so that what stands before the fault is already stored.
    return value.length > 4000 ? unknown(why) : refused('EINVAL', why)
  }
  while (p < text.length) {
    const first = readNumeral(text, p, '-,\n')
    if (typeof first === 'string' || first.negative || first.magnitude > 65535n) return fault()
    let last = first
    p = first.end + 1
    if (text[first.end] === '-') {
      const end = readNumeral(text, p, ',\n\0')
      if (typeof end === 'string' || end.negative || end.magnitude > 65535n || end.magnitude < first.magnitude)
        return fault()
      last = end
      p = end.end + 1
    }
    stretches.push([Number(first.magnitude), Number(last.magnitude)])
    while (text[p] === '\n') p++
  }
  return applied(joined(stretches))
}

function joined(stretches: readonly [number, number][]): string {
  const merged: [number, number][] = []
  for (const [from, to] of [...stretches].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(',')
}
