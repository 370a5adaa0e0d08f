import { type Source, sliceText, spanOf, type Text, textOf } from '../../../core/text.ts'
import { parseYaml } from '../../../syntax/yaml.ts'
import type { YamlNode, YamlPair } from '../../../syntax/yaml-node.ts'
import { scalarOf } from '../yaml-fields.ts'
import { addHosts, groupOf, type Inventory } from './inventory.ts'

/**
 * Reads an inventory in the form of an INI file (ansible/plugins/inventory/ini.py).
 * @returns false for what Ansible would refuse, as it does a text that is something else
 */
export function readIniHosts(inventory: Inventory, { source, ...text }: Text & { readonly source: Source }): boolean {
  let section = 'ungrouped'
  let kind = 'hosts'
  let at = 0
  for (const line of text.text.split('\n')) {
    const start = at
    at += line.length + 1
    const plain = line.trim()
    if (plain === '' || /^[#;]/.test(plain)) continue
    const head = /^\[([^:\]]+)(?::(hosts|vars|children))?\]\s*(#.*)?$/.exec(plain)
    if (head) {
      section = head[1]!.trim()
      kind = head[2] ?? 'hosts'
      groupOf(inventory, section)
      continue
    }
    if (plain.startsWith('[')) return false
    const from = start + line.indexOf(plain)
    const own = sliceText(textOf(source), from, from + plain.length)
    if (kind === 'children') groupOf(inventory, section).children.add(plain.split(/\s/)[0]!)
    else if (kind === 'vars') {
      const pair = variableIn(own, false)
      if (!pair) return false
      groupOf(inventory, section).vars.push(pair)
    } else if (!readHostLine(inventory, section, own)) return false
  }
  return true
}

function readHostLine(inventory: Inventory, section: string, line: Text): boolean {
  const words = [...line.text.matchAll(/(?:[^\s"'#]|"[^"]*"|'[^']*')+|#/g)]
  const comment = words.findIndex(word => word[0] === '#')
  const own = comment < 0 ? words : words.slice(0, comment)
  const [name, ...rest] = own
  if (!name) return true
  const pairs: YamlPair[] = []
  for (const word of rest) {
    const pair = variableIn(sliceText(line, word.index, word.index + word[0].length), true)
    if (!pair) return false
    pairs.push(pair)
  }
  addHosts(inventory, section, name[0], pairs)
  return true
}

/** `name=value`, the value in Python's notation where it is a literal of it. @param isWord of a host's line, where quotes are a shell's */
function variableIn(text: Text, isWord: boolean): YamlPair | null {
  const equals = text.text.indexOf('=')
  const name = text.text.slice(0, equals).trim()
  if (equals <= 0 || !/^[A-Za-z_]\w*$/.test(name)) return null
  const raw = text.text.slice(equals + 1)
  const start = equals + 1 + (raw.length - raw.trimStart().length)
  const written = sliceText(text, start, start + raw.trim().length)
  const value = literal(isWord ? withoutQuotes(written) : written)
  const nameText = sliceText(text, 0, name.length)
  return { key: scalarOf(nameText, spanOf(nameText, 0, name.length)), value, dead: false, merged: false }
}

function withoutQuotes(text: Text): Text {
  return /^(["']).*\1$/.test(text.text) ? sliceText(text, 1, text.text.length - 1) : text
}

/** What Python's literal_eval makes of a value; what is no literal is a string. A comment behind a literal is none of it. */
function literal(text: Text): YamlNode {
  const at = spanOf(text, 0, text.text.length)
  const quoted = /^(["'])((?:(?!\1)[^\\\n])*)\1(?:\s*#.*)?$/.exec(text.text)
  if (quoted) return scalarOf(sliceText(text, 1, 1 + quoted[2]!.length), at)
  const plain = /^(-?(?:0|[1-9]\d*)|True|False|None)(?:\s*#.*)?$/.exec(text.text)
  if (plain) return parsed(sliceText(text, 0, plain[1]!.length)) ?? scalarOf(text, at)
  // lists and mappings of Python's are nearly YAML's
  return (/^[[{]/.test(text.text) ? parsed(text) : null) ?? scalarOf(text, at)
}

function parsed(text: Text): YamlNode | null {
  const word = text.text === 'None' ? { ...text, text: 'null', whole: { start: text.base, end: text.base + 4 } } : text
  const { documents, errors } = parseYaml(word, 'libyaml')
  return errors.length > 0 ? null : (documents[0] ?? null)
}
