import type { Source } from '../../core/text.ts'

/** What a path says of a file of an Ansible tree. */
export type PathKind = 'tasks' | 'handlers' | 'variables' | null

/** The kind of file by the folders it stands in. */
export function pathKind(path: string): PathKind {
  if (/(^|\/)handlers\/(.+\/)?[^/]+$/.test(path)) return 'handlers'
  if (/(^|\/)tasks\/(.+\/)?[^/]+$/.test(path)) return 'tasks'
  return isVariableFolder(path) ? 'variables' : null
}

function isVariableFolder(path: string): boolean {
  return /(^|\/)(group_vars|host_vars)\/.+$|(^|\/)(vars|defaults)\/(.+\/)?[^/]+$/.test(path)
}

/** The role a file belongs to; the file itself where it belongs to none. */
export function scopeOf(path: string): string {
  return /^(.*\/)?roles\/[^/]+(?=\/)/.exec(path)?.[0] ?? path
}

/** Files that set nothing: what a role asks for and says of itself, and facts made up for tests. */
function speaksOnly(path: string): boolean {
  if (/(^|\/)meta\/(argument_specs|main)\.ya?ml$/.test(path)) return true
  return pathKind(path) === null && /(^|\/)[^/]*facts[^/]*\.(ya?ml|json)$/.test(path)
}

const otherPaths =
  /(^|\/)(\.github|\.gitlab|\.circleci|\.tekton|node_modules)\/|(^|\/)((docker-)?compose|mkdocs|goss|Chart|\.gitlab-ci|\.travis)[^/]*\.ya?ml$/

/** Keys at the first column of other tools' files: Kubernetes, goss, Puppet's Hiera, Salt, OpenAPI. */
const otherKeys = [
  /^apiVersion[ \t]*:/m,
  /^kernel-param[ \t]*:/m,
  /^['"]?\w+::\w/m,
  /^[\w.-]+:[ \t]*\r?\n[ \t]+sysctl\.present:/m,
  /^(swagger|openapi)[ \t]*:/m,
]

/** Helm's templates are YAML only once they are rendered. */
const helm =
  /\{\{-?\s*(\.(Values|Release|Chart)\b|(include|template|define)\s+"|(if|range|with|else if)\s|end\s*-?\}\}|toYaml\b)/

function isOtherTool(path: string, head: string): boolean {
  if (otherPaths.test(path) || otherKeys.some(key => key.test(head)) || helm.test(head)) return true
  if (/^#cloud-config\b/.test(head)) return true
  const keys = new Set(Array.from(head.matchAll(/^([\w.-]+)[ \t]*:/gm), found => found[1]!))
  if (keys.has('machine') && /^[ \t]+sysctls[ \t]*:/m.test(head)) return true
  return keys.has('services') && [...keys].every(key => composeKeys.test(key))
}

const composeKeys = /^(services|version|name|networks|volumes|configs|secrets|include|x-.*)$/

/** How much of a file is looked at. */
const sample = 200_000

/** Whether a file is Ansible's, or holds variables as Ansible's do. Other formats that know a file by its head are asked before. */
export function claimsAnsible({ path, text }: Source): boolean {
  if (speaksOnly(path)) return false
  if (isIniInventory(path)) return /^[ \t]*\[[^\]\n]+\]/m.test(text.slice(0, sample))
  const variables = isVariableFolder(path)
  const named = /\.(ya?ml|json)(\.j2)?$/i.exec(path)
  if (!named) return /(^|\/)(group_vars|host_vars)\/(.+\/)?[^/.]+$/.test(path) && !text.startsWith('#!')
  if (/json/i.test(named[1]!)) return variables && !named[2]
  const head = text.slice(0, sample)
  // a template of something else, unless it is one of variables or tasks
  if (named[2] && pathKind(path) === null) return false
  return !isOtherTool(path, head)
}

/** Inventories in the form of INI files, where a variable may hold a mapping in the notation of Python or JSON. */
export function isIniInventory(path: string): boolean {
  return /(^|\/)(hosts|inventory)([^/.]*|[^/]*\.(ini|cfg))$|(^|\/)inventor(y|ies)\/(.+\/)?[^/]+\.ini$/.test(path)
}
