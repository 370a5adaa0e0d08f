import type { KernelRange } from '../core/kernel-range.ts'
import { isTcpLooking } from './nearest.ts'
import type { Accepts, Parameter } from './parameter.ts'
import { parameters } from './parameters.ts'
import { type Parsing, parsingOf, parsings } from './parsing.ts'
import { existsIn } from './presence.ts'
import { type Host, storeNumber, storeVector } from './store-numbers.ts'
import { storeList, storeRange } from './store-ports.ts'
import { storeCongestionControl, storeCongestionControls, storeFastopenKey, storeQdisc } from './store-text.ts'
import { at, type Release, release as releaseNamed, releases, showRelease } from './version.ts'
import { clipped, quoted, refused, unknown, type WriteResult } from './write-result.ts'

export { presence } from './presence.ts'
export type { WriteResult } from './write-result.ts'

/**
 * What these kernels do with a value.
 * @param parameter canonical name
 * @param value what the loader writes, without the newline at its end
 */
export function writeParameter(parameter: string, value: string, kernel: KernelRange): WriteResult {
  const known = parameters.get(parameter)
  if (!known) {
    return isTcpLooking(parameter)
      ? refused('ENOENT', `${clipped(parameter)} is no parameter of any kernel, so there is no file to write to`)
      : unknown(`${clipped(parameter)} is not among the parameters whose handling is known`)
  }
  if (known.effect === 'vendor') return unknown(`${parameter} is known from kernels of single vendors only`)
  const all = outcomes(known, value, kernel)
  const last = all.at(-1)?.result
  const same = all.every(({ result }) => agree(result, last!))
  return same ? last! : unknown(differing(known, kernel, all))
}

interface Outcome {
  readonly release: Release
  readonly result: WriteResult
}

function outcomes(parameter: Parameter, value: string, kernel: KernelRange): Outcome[] {
  const tried: { accepts: Accepts; parsing: Parsing; result: WriteResult }[] = []
  return releases(kernel, [parameter.exists, parameter.mayExist, parameter.accepts, parsings]).map(release => {
    const exists = existsIn(parameter, release)
    if (exists === null) return { release, result: unknown(`${parameter.name} is only in some releases of the series`) }
    if (!exists) return { release, result: refused('ENOENT', missing(parameter, release)) }
    if (!parameter.writable) return { release, result: refused('EACCES', `${parameter.name} is read-only`) }
    const accepts = at(parameter.accepts, release)!
    const parsing = parsingOf(release)
    // Most releases handle a number alike, and then need not be asked again.
    const same = accepts.kind !== 'string' && tried.find(t => t.accepts === accepts && t.parsing === parsing)
    if (same) return { release, result: same.result }
    const result = store(accepts, value, { parameter: parameter.name, parsing, hz: kernel.hz }, release)
    tried.push({ accepts, parsing, result })
    return { release, result }
  })
}

function store(accepts: Accepts, value: string, host: Host, release: Release): WriteResult {
  switch (accepts.kind) {
    case 'either': {
      const one = store(accepts.one, value, host, release)
      const other = store(accepts.other, value, host, release)
      if (agree(one, other)) return other
      return unknown(
        `${quoted(value)} is taken by ${host.parameter} of some kernels of the series ${showRelease(release)} only`,
      )
    }
    case 'vector':
      return storeVector(accepts.length, accepts.element, value, host)
    case 'range':
      return storeRange(accepts.privileged, value, host)
    case 'list':
      return storeList(value)
    case 'string':
      return storeText(accepts.text, value, release)
    default:
      return storeNumber(accepts, value, host)
  }
}

function agree(one: WriteResult, other: WriteResult): boolean {
  return one.outcome === other.outcome && one.effective === other.effective
}

function storeText(text: (Accepts & { kind: 'string' })['text'], value: string, release: Release): WriteResult {
  switch (text) {
    case 'congestion-control':
      return storeCongestionControl(value, release)
    case 'congestion-controls':
      return storeCongestionControls(value)
    case 'fastopen-key':
      return storeFastopenKey(value, release >= releaseNamed('5.4'))
    case 'qdisc':
      return storeQdisc(value)
  }
}

function missing(parameter: Parameter, release: Release): string {
  const gone = parameter.removedIn !== null && at([...parameter.exists].slice(-1), release) === false
  return gone
    ? `${parameter.name} was removed in ${parameter.removedIn}`
    : `${parameter.name} came with ${parameter.since}`
}

function differing(parameter: Parameter, kernel: KernelRange, all: readonly Outcome[]): string {
  const parts: { from: string; to: string; does: string }[] = []
  for (const { release, result } of all) {
    const does = deed(parameter, result)
    const shown = showRelease(release)
    const last = parts.at(-1)
    if (last?.does === does) last.to = shown
    else parts.push({ from: shown, to: shown, does })
  }
  const said = parts.map(({ from, to, does }) => {
    if (to === 'newer') return `${from} and newer ${does}`
    return `${from === to ? from : `${from} to ${to}`} ${does}`
  })
  const other = parts.findLastIndex(({ does }) => does !== parts[0]?.does && does !== 'may do either')
  const told = said.length > 3 ? [said[0], said[other], 'others do one or the other'] : said
  return `${parameter.name} differs over the kernels of ${kernel.name}: ${told.join(', ')}`
}

function deed(parameter: Parameter, result: WriteResult): string {
  if (result.outcome === 'unknown') return 'may do either'
  if (result.outcome === 'applied') return parameter.name.endsWith('_key') ? 'take it' : `end with ${result.effective}`
  return result.errno === 'ENOENT' ? 'answer ENOENT' : `refuse it with ${result.errno}`
}
