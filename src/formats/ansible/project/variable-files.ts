/** Which files hold the variables of a group, a host or a role, in the order in which they are read (the last wins). */
export interface VariableFiles {
  readonly files: readonly string[]
  /** What is there and never read: `all.yml` beside `all/`. */
  readonly hidden: readonly string[]
}

/** Extensions that Ansible reads, in the order it tries them (DEFAULT_YAML_FILENAME_EXTENSIONS, none first). */
const extensions = ['', '.yml', '.yaml', '.json']

/**
 * The files for a name below a folder: a directory of that name hides files of that name, of which only the first counts
 * (ansible/parsing/dataloader.py, find_vars_files).
 */
export function variableFiles(
  paths: ReadonlySet<string>,
  below: (folder: string) => readonly string[],
  base: string,
): VariableFiles {
  const single = extensions.map(extension => base + extension).filter(path => paths.has(path))
  const folder = below(`${base}/`)
  if (folder.length > 0) return { files: folder.filter(path => isRead(path.slice(base.length + 1))), hidden: single }
  return { files: single.slice(0, 1), hidden: single.slice(1) }
}

/** Hidden files, backups and other extensions are passed over, and so are folders with a dot in their name. */
function isRead(path: string): boolean {
  const parts = path.split('/')
  const name = parts.pop()!
  return (
    !parts.some(part => part.includes('.')) &&
    !name.startsWith('.') &&
    !name.endsWith('~') &&
    /^[^.]+(\.(yml|yaml|json))?$|\.(yml|yaml|json)$/.test(name)
  )
}
