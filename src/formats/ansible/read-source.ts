import type { Reading } from '../../core/target.ts'
import { type Source, textOf } from '../../core/text.ts'
import { parseYaml } from '../../syntax/yaml.ts'
import type { YamlNode } from '../../syntax/yaml-node.ts'
import { isIniInventory, pathKind, scopeOf } from './claims.ts'
import { type File, openFile } from './context.ts'
import { readIniInventory } from './ini-inventory.ts'
import { isKeyword, modulePair } from './module-call.ts'
import { readPlays } from './plays.ts'
import { syntaxProblems } from './problems.ts'
import { readTaskFile } from './tasks.ts'
import { readVariables } from './variables.ts'
import { field, keyName } from './yaml-fields.ts'

/**
 * Reads a file of Ansible's: each play and each list of tasks is a run, each variable that holds settings a target of its own.
 * @param commands what reads the commands that tasks run; null for a text without any
 */
export function readSource(source: Source, commands: File['commands']): Reading {
  const file = openFile(source, scopeOf(source.path), commands)
  if (isIniInventory(source.path)) readIniInventory(file)
  else {
    const stream = parseYaml(textOf(source), 'libyaml')
    file.problems.push(...syntaxProblems(source, stream))
    for (const document of stream.documents) if (document) readDocument(file, document)
  }
  return { targets: file.targets, problems: file.problems }
}

function readDocument(file: File, document: YamlNode): void {
  const kind = pathKind(file.source.path)
  if (document.kind === 'scalar') return
  if (document.kind === 'map') {
    readVariables(file, document, null)
    return
  }
  const { items } = document
  if (items.some(isPlay)) readPlays(file, items)
  else if (kind === 'tasks' || kind === 'handlers' || (kind === null && items.some(isTask)))
    readTaskFile(file, document, kind === 'handlers')
  else readVariables(file, document, null)
}

function isPlay(item: YamlNode): boolean {
  return item.kind === 'map' && field(item, 'hosts', 'import_playbook', 'ansible.builtin.import_playbook') !== null
}

/** A task has a module, and what stands beside it are a task's keywords. */
function isTask(item: YamlNode): boolean {
  if (item.kind !== 'map') return false
  const names = item.pairs.map(pair => keyName(pair.key) ?? '')
  const others = names.filter(name => !isKeyword(name))
  if (others.length > 1) return false
  if (others.length === 0) return names.some(name => /^(block|action|local_action)$/.test(name))
  const module = modulePair(item)?.value
  return /^[a-z_]\w*(\.[a-z_]\w*){0,3}$/.test(others[0]!) && module !== undefined
}
