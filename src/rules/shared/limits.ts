import type { KernelRange } from '../../core/kernel-range.ts'
import type { Accepts, Parameter } from '../../kernel/parameters.ts'
import { at, releases } from '../../kernel/version.ts'

/** What a parameter takes, in words that follow "it takes"; as the newest kernel of the range has it. */
export function limits(parameter: Parameter, kernel: KernelRange): string {
  const newest = releases(kernel, [parameter.accepts]).at(-1)!
  const accepts = at(parameter.accepts, newest)
  return accepts ? words(accepts, parameter.unit, kernel.hz) : 'another kind of value'
}

function words(accepts: Accepts, unit: string | null, hz: number): string {
  const what = unit === null ? '' : ` (${unit})`
  switch (accepts.kind) {
    case 'int':
    case 'u8':
      return `a whole number from ${accepts.min} to ${accepts.max}${what}`
    case 'uint':
      return `a whole number from ${accepts.min} to ${accepts.perHz ? Math.floor(accepts.max / hz) : accepts.max}${what}`
    case 'ulong':
      return `a whole number from 0 on${what}`
    case 'jiffies':
      return `whole seconds up to ${Math.floor(2147483647 / hz)}`
    case 'jiffies-ms':
      return 'whole milliseconds'
    case 'vector':
      return `${accepts.length} whole numbers with blanks between them${what}`
    case 'range':
      return 'two port numbers with a blank between them, the lower first'
    case 'either':
      return words(accepts.other, unit, hz)
    case 'list':
      return 'ports and ranges of ports with commas between them'
    case 'string':
      return strings[accepts.text]
  }
}

const strings: Readonly<Record<(Accepts & { kind: 'string' })['text'], string>> = {
  'congestion-control': 'the name of an algorithm and nothing else, such as cubic or bbr',
  'congestion-controls': 'names of algorithms with blanks between them',
  'fastopen-key': 'four hexadecimal numbers joined by -',
  qdisc: 'the name of a queueing discipline, such as fq or fq_codel',
}
