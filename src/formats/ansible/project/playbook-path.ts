/** Folders whose YAML files are no playbooks. */
const elsewhere =
  /(^|\/)(roles|group_vars|host_vars|tasks|vars|defaults|handlers|templates|files|meta|molecule|tests?|\.[^/.][^/]*|node_modules|inventory|inventories)\//

/** A playbook lies in fewer folders. */
const deepest = 4

/** Whether a path may be one of a playbook: of a YAML file near the top. Asked of every path, so that it must be cheap. */
export function mayBePlaybook(path: string): boolean {
  return (path.endsWith('.yml') || path.endsWith('.yaml')) && isNearTop(path) && !elsewhere.test(path)
}

function isNearTop(path: string): boolean {
  let slash = -1
  for (let depth = 0; depth < deepest; depth++) {
    slash = path.indexOf('/', slash + 1)
    if (slash < 0) return true
  }
  return false
}
