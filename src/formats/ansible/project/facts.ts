import type { YamlPair } from '../../../syntax/yaml-node.ts'
import type { Layer } from './layers.ts'

/** What tasks have made of variables so far, on one host in one run of a playbook. */
export interface Facts {
  /** The variables of a file from now on. */
  include(layer: Layer): void
  /** A variable from now on; `unknown` where only a run can tell what it is, or whether it is. */
  set(name: string, pair: YamlPair | 'unknown'): void
  /** The host may be in other groups from now on. */
  regroup(): void
  readonly regrouped: boolean
  readonly layers: readonly Layer[]
  /** Grows with each change of `layers`. */
  readonly version: number
}

/** No facts yet. */
export function createFacts(): Facts {
  const included: Layer[] = []
  const values = new Map<string, YamlPair | 'unknown'>()
  const own: Layer = { level: 'set_fact', label: 'set_fact', pair: name => values.get(name) ?? null }
  let version = 0
  let regrouped = false
  return {
    include(layer) {
      included.push(layer)
      version++
    },
    set(name, pair) {
      values.set(name, pair)
    },
    regroup() {
      regrouped = true
    },
    get regrouped() {
      return regrouped
    },
    get layers() {
      return [...included, own]
    },
    get version() {
      return version
    },
  }
}
