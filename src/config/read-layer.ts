import type { KernelRange } from '../core/kernel-range.ts'
import { presence } from '../kernel/presence.ts'
import { parseKernel } from '../kernel/range.ts'
import type { Given, Layer, LimitEntry, RequirementEntry } from './config-file.ts'
import type { ConfigDocument, Step } from './document.ts'
import type { Complain } from './problem.ts'
import { readLimit } from './read-limit.ts'
import type { ConfigValue } from './schema.ts'

type LayerValue = Pick<ConfigValue, 'kernel' | 'loader' | 'rules' | 'parameters' | 'require'>

/** What reading a layer needs to know besides. */
export interface LayerReading {
  readonly document: ConfigDocument
  /** Its way from the top; empty for the top. */
  readonly path: readonly Step[]
  /** As limits name it. */
  readonly authority: string
  /** Of what is around it. */
  readonly kernel: KernelRange
  readonly complain: Complain
  readonly warn: Complain
}

/** Reads what the top of a file and its overrides have in common. */
export function readLayer(value: LayerValue, reading: LayerReading): Layer {
  const { document, path } = reading
  const kernel = value.kernel === undefined || value.kernel === null ? null : readKernel(reading)
  const inside = { ...reading, kernel: kernel?.value ?? reading.kernel }
  const loader = value.loader ? { value: value.loader, at: document.at([...path, 'loader']) } : null
  const layer = {
    kernel,
    loader,
    rules: readRules(value, reading),
    limits: readLimits(value, inside),
    require: readRequire(value, inside),
  }
  warnOfSilence(layer, reading)
  return layer
}

/** What is wanted and cannot be heard, since the rule that speaks of it is off in the same place. */
function warnOfSilence({ rules, limits, require }: Layer, { warn }: LayerReading): void {
  const isWanted = [...limits.values()].some(entry => entry.kind !== 'off')
  const isRequired = [...require.values()].some(entry => entry.kind === 'required')
  for (const [id, wanted, what] of [
    ['outside-policy', isWanted, 'nobody hears of the limits under parameters'],
    ['required-parameter', isRequired, 'nobody hears of what require names'],
  ] as const) {
    const given = rules.get(id)
    if (wanted && given?.value === 'off') warn(`${id} is off, so that ${what}`, given.at)
  }
}

function readKernel({ document, path, complain }: LayerReading): Given<KernelRange> | null {
  const at = document.at([...path, 'kernel'])
  // as it is written: the number 6.10 would be 6.1
  const range = parseKernel(document.written([...path, 'kernel']))
  if (!('error' in range)) return { value: range, at }
  complain(range.error, at)
  return null
}

function readRules({ rules }: LayerValue, { document, path }: LayerReading): Layer['rules'] {
  const found: [string, Given<'off' | 'notice' | 'warning' | 'error'>][] = []
  for (const [id, level] of Object.entries(rules ?? {}))
    if (level !== undefined)
      found.push([id, { value: level === false ? 'off' : level, at: document.at([...path, 'rules', id]) }])
  return new Map(found)
}

function readLimits({ parameters }: LayerValue, reading: LayerReading): Layer['limits'] {
  const found = new Map<string, LimitEntry>()
  for (const [name, value] of Object.entries(parameters ?? {}))
    if (value !== undefined)
      found.set(name, readLimit(name, value, { ...reading, path: [...reading.path, 'parameters', name] }))
  return found
}

function readRequire({ require }: LayerValue, reading: LayerReading): Layer['require'] {
  const { document, kernel, warn } = reading
  const path = [...reading.path, 'require']
  const found = new Map<string, RequirementEntry>()
  const plain = { kind: 'required', severity: null, why: '' } as const
  if (Array.isArray(require))
    for (const [i, name] of require.entries()) found.set(name, { ...plain, at: document.at([...path, i]) })
  else
    for (const [name, value] of Object.entries(require ?? {})) {
      if (value === undefined) continue
      const at = document.keyAt([...path, name])
      if (value === 'off' || value === false) found.set(name, { kind: 'off', at })
      else found.set(name, { kind: 'required', severity: value?.severity ?? null, why: value?.why ?? '', at })
    }
  for (const [name, { kind, at }] of found)
    if (kind === 'required' && presence(name, kernel) === 'absent')
      warn(`${name} is in none of the kernels ${kernel.name}, so nothing can set it`, at)
  return found
}
