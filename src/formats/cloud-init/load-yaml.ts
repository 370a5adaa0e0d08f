import { spanOf, type Text } from '../../core/text.ts'
import { hasTemplateLines } from '../../syntax/template.ts'
import { parseYaml } from '../../syntax/yaml.ts'
import type { YamlError, YamlNode } from '../../syntax/yaml-node.ts'
import { walkYaml } from '../../syntax/yaml-walk.ts'
import type { Context } from './context.ts'
import { withoutTemplate } from './templates.ts'

/** What PyYAML's SafeLoader gives for a text, or what it refuses it for. */
export interface LoadedYaml {
  readonly node: YamlNode | null
  readonly error: YamlError | null
  /** Its template is what keeps it from being YAML (or may be), so that nothing is to be said about it. */
  readonly templated: boolean
}

/** Tags that the SafeLoader knows (yaml/constructor.py). */
const knownTag = /^!(!(null|bool|int|float|binary|timestamp|omap|pairs|set|str|seq|map|python\/unicode))?$/

/** Loads a part as cloudinit/util.py load_yaml does. A text that is YAML once its template is out of the way counts as YAML. */
export function loadYaml(text: Text, context: Context): LoadedYaml {
  const first = parse(text)
  if (!first.error) return { ...first, templated: false }
  if (context.templating !== 'none' || hasTemplateLines(text.source.text)) return { ...first, templated: true }
  if (!/\$\{|%\{/.test(text.text)) return { ...first, templated: false }
  const second = parse(withoutTemplate(text, 'terraform'))
  return second.error ? { ...first, templated: false } : { ...second, templated: true }
}

function parse(text: Text): { node: YamlNode | null; error: YamlError | null } {
  const { documents, errors } = parseYaml(text)
  const node = documents[0] ?? null
  const [error] = errors
  if (error) return { node, error }
  const next = documents[1]
  if (documents.length > 1) {
    const at = next?.at ?? spanOf(text, text.text.length, text.text.length)
    return { node, error: { message: 'a second document starts where only one is allowed', at } }
  }
  return { node, error: wrongTag(node) }
}

function wrongTag(root: YamlNode | null): YamlError | null {
  let found: YamlNode | null = null
  walkYaml(root, node => {
    if (!found && node.tag !== null && !knownTag.test(node.tag)) found = node
    return found === null
  })
  const wrong = found as YamlNode | null
  return wrong && { message: `the tag ${wrong.tag} is unknown`, at: wrong.at }
}
