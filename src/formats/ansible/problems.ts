import type { ReadProblem } from '../../core/target.ts'
import type { Source, Span } from '../../core/text.ts'
import { isTemplatePath } from '../../syntax/template-path.ts'
import type { YamlNode, YamlStream } from '../../syntax/yaml-node.ts'
import { walkYaml } from '../../syntax/yaml-walk.ts'
import { pathKind } from './claims.ts'

/** Tags that Ansible's loader knows besides YAML's own (parsing/yaml/constructor.py). */
const knownTag = /^!(vault|vault-encrypted|unsafe)?$|^!!/

/**
 * What keeps Ansible from loading the file: the first thing only, for PyYAML stops there. Nothing is said of templates, which are
 * YAML only once they are rendered.
 */
export function syntaxProblems(source: Source, stream: YamlStream): ReadProblem[] {
  const isTemplate = isTemplatePath(source.path)
  if (/\.j2$/.test(source.path) || source.text.includes('{%') || (isTemplate && source.text.includes('{{'))) return []
  const certain = pathKind(source.path) !== null && !isTemplate
  const [error] = stream.errors
  const found =
    error ?? (certain ? (secondDocument(stream) ?? (source.text.includes('!') ? unknownTag(stream) : null)) : null)
  if (!found) return []
  const message = `${source.path} is no YAML that Ansible can load: ${found.message}; Ansible stops here and takes nothing from the file`
  const severity = certain ? {} : ({ severity: 'notice' } as const)
  return [{ rule: 'syntax', problem: { message, at: found.at, ...severity } }]
}

interface Found {
  readonly message: string
  readonly at: Span
}

function secondDocument({ documents }: YamlStream): Found | null {
  const second = documents.length > 1 ? documents.slice(1).find(d => d !== null) : null
  return second ? { message: 'a second document starts where only one is allowed', at: start(second.at) } : null
}

function unknownTag({ documents }: YamlStream): Found | null {
  let found: YamlNode | null = null
  for (const document of documents)
    walkYaml(document, node => {
      if (!found && node.tag !== null && !knownTag.test(node.tag)) found = node
      return found === null
    })
  const wrong = found as YamlNode | null
  return (
    wrong && { message: `it has the tag ${wrong.tag?.slice(0, 40)}, which Ansible does not know`, at: start(wrong.at) }
  )
}

/** A place that is short enough to be shown. */
function start(at: Span): Span {
  return { ...at, end: Math.min(at.end, at.start + 1) }
}
