import { isSkipped } from '../skipped-names.ts'

/** What may hold settings by its ending: sysctl files, YAML, templates, scripts, Terraform, inventories, CI and image recipes. */
const endings =
  /\.(conf|ya?ml|j2|jinja2?|tmpl|tpl|tftpl|erb|sh|bash|ksh|zsh|tf|hcl|json|ini|cfg|inventory|hosts|service|mime|userdata|user-data|sysctl|env|dist|example|sample|local)$/i
/** Files without an ending that are never read by a host: what is left may be a script, an inventory or user-data. */
const never =
  /(^|\/)(LICEN[CS]E|COPYING|NOTICE|AUTHORS|CHANGELOG|README|CODEOWNERS|Makefile|Gemfile|Rakefile|Procfile|go)$/

/**
 * Whether a file is worth fetching to look into. Wider than what is read in the end, since only a file's content can tell; narrower
 * than everything, since sources, images and documents are most of what repositories hold.
 */
export function isCandidatePath(path: string): boolean {
  if (isSkipped(path)) return false
  const name = path.slice(path.lastIndexOf('/') + 1)
  return name.includes('.') ? endings.test(name) : !never.test(path)
}
