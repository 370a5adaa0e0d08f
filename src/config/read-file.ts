import type { KernelRange } from '../core/kernel-range.ts'
import type { Source } from '../core/text.ts'
import type { ConfigFile, Given, Layer, Override } from './config-file.ts'
import { type ConfigDocument, readDocument, type Step } from './document.ts'
import type { Complain } from './problem.ts'
import { readLayer } from './read-layer.ts'
import type { ConfigValue } from './schema.ts'
import { validate } from './validate.ts'

/** Longer texts are no configuration. */
const longest = 1 << 18
/** More of them than that would cost each file of a repository too much. */
const mostPatterns = 1_000

/**
 * Reads one configuration file. Null where it cannot be used; why has been complained of.
 * @param kernel the hosts' kernels, unless the file says
 */
export function readConfigFile(
  source: Source,
  kernel: KernelRange,
  complain: Complain,
  warn: Complain,
): ConfigFile | null {
  let failed = false
  const fail: Complain = (message, at) => {
    failed = true
    complain(message, at)
  }
  if (source.text.length > longest) {
    fail(`${source.path} is larger than any configuration (${longest >> 10} KiB)`, { source, start: 0, end: 0 })
    return null
  }
  const document = readDocument(source, fail)
  const value = document && validate(document, fail)
  if (!document || !value) return null
  const reading = { document, authority: source.path, complain: fail, warn }
  const layer = readLayer(value, { ...reading, path: [], kernel })
  const inside = layer.kernel?.value ?? kernel
  const overrides = (value.overrides ?? []).map((one, i): Override => {
    const path = ['overrides', i]
    const made = readLayer(one, { ...reading, path, kernel: inside })
    const at = document.at(path)
    if (isEmpty(made)) warn('the override changes nothing; give rules, parameters, require, kernel or loader', at)
    return { patterns: listAt(document, [...path, 'files'], one.files), layer: made, at }
  })
  const exclude = listAt(document, ['exclude'], value.exclude ?? [])
  const patterns = [...overrides.flatMap(o => o.patterns), ...exclude]
  if (patterns.length > mostPatterns)
    fail(`more than ${mostPatterns} patterns are not read`, patterns[mostPatterns]!.at)
  return failed ? null : { source, extends: extended(document, value), layer, exclude, overrides }
}

function extended(document: ConfigDocument, value: ConfigValue): ConfigFile['extends'] {
  return value.extends === undefined || value.extends === null ? null : listAt(document, ['extends'], value.extends)
}

/** A list, or a single value in its place. */
function listAt(document: ConfigDocument, path: readonly Step[], list: string | readonly string[]): Given<string>[] {
  if (typeof list === 'string') return [{ value: list, at: document.at(path) }]
  return list.map((value, i) => ({ value, at: document.at([...path, i]) }))
}

function isEmpty({ kernel, loader, rules, limits, require }: Layer): boolean {
  return !kernel && !loader && rules.size + limits.size + require.size === 0
}
