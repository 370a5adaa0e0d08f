import type { Source } from '../../../core/text.ts'
import type { YamlMap, YamlNode } from '../../../syntax/yaml-node.ts'
import { render, unknownIn } from '../render.ts'
import { field, itemsOf } from '../yaml-fields.ts'
import { findVariable } from './find-variable.ts'
import { magic } from './host-state.ts'
import { fileLayer, inOrder, type Layer, layerOf, openLayer } from './layers.ts'
import { folderOf, plainField, plainStrings, type Repository } from './repository.ts'
import { defaultLayers, roleOfEntry, varLayers } from './roles.ts'

/** Roles that are opened for the hosts of one play, and characters that its templates may cost. */
const mostRoles = 100
const mostCharacters = 20_000

/**
 * The `hosts:` of a play, one for a plain value. A template has the play's own variables and those of its roles, and none of the
 * inventory's (executor/playbook_executor.py; tried on 2.14); what only a run can tell stays as it is written.
 */
export function hostsOf(repository: Repository, source: Source, play: YamlMap, vars: readonly YamlMap[]): string[] {
  let layers: readonly Layer[] | null = null
  const room = { left: mostCharacters }
  const spend = (length: number): boolean => {
    room.left -= length
    return room.left > 0
  }
  const scope: Parameters<typeof render>[1] = {
    names: new Map(),
    spend,
    lookup(name) {
      if (magic.test(name)) return { kind: 'unknown' }
      layers ??= inOrder(layersOf(repository, source, play, vars))
      const found = findVariable(layers, name)
      if (found === 'unknown') return { kind: 'unknown' }
      return found === null ? { kind: 'undefined' } : { kind: 'value', node: found.winner.node }
    },
  }
  return itemsOf(field(play, 'hosts')).map(one => {
    if (one.kind !== 'scalar' || !/\{[{%]/.test(one.printed)) return one.kind === 'scalar' ? one.printed : ''
    const text = render(one, scope)
    return text && unknownIn(text) === null ? listed(text.text) : one.printed
  })
}

/** A list becomes the patterns of its items, which a template's text shows in Python's notation: left to a run. */
function listed(text: string): string {
  return /^\s*[[{]/.test(text) ? `{{ ${text} }}` : text
}

function layersOf(repository: Repository, source: Source, play: YamlMap, vars: readonly YamlMap[]): Layer[] {
  const base = folderOf(source.path)
  let left = mostRoles
  const search = { repository, base, enter: () => left-- > 0 }
  const roles = itemsOf(field(play, 'roles')).map(entry => roleOfEntry(search, entry, null))
  const own: readonly (YamlNode | null)[] = [field(play, 'vars'), ...vars]
  return [
    ...roles.flatMap(role => (role ? [...defaultLayers(role), ...varLayers(role)] : [])),
    ...own.flatMap(one => (one?.kind === 'map' ? [layerOf('play vars', 'play vars', one.pairs)] : [])),
    ...itemsOf(field(play, 'vars_prompt')).map(one => openLayer('play vars', '', plainField(one, 'name'))),
    ...plainStrings(field(play, 'vars_files')).map(name => {
      const path = name === null ? null : repository.first([`${base}vars/${name}`, base + name])
      return path === null ? openLayer('vars_files', '', null) : fileLayer('vars_files', '', path, repository)
    }),
  ]
}
