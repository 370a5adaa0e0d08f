/** Which files hold the variables of a group, a host or a role, in the order in which they are read (the last wins). */
export interface VariableFiles {
  readonly files: readonly string[]
  /** What is there and never read: `all.yml` beside `all/`. */
  readonly hidden: readonly string[]
}

/** The paths of a repository, as this asks for them. */
export interface Paths {
  has(path: string): boolean
  /** Every path below a folder (with its final `/`), in order. */
  below(folder: string): readonly string[]
}

/** DEFAULT_YAML_FILENAME_EXTENSIONS, none first, so that a folder is found before a file (dataloader.py, find_vars_files). */
const forHosts = ['', '.yml', '.yaml', '.json']
/** A role's main files, none last (playbook/role/__init__.py, _load_role_yaml): `main.yml` hides `main/`. */
const forRoles = ['.yml', '.yaml', '.json', '']

/** The variables of a group or host: `base` is `group_vars/web`. The first that is there hides the others. */
export function hostVariableFiles(paths: Paths, base: string): VariableFiles {
  return filesOf(paths, base, forHosts)
}

/**
 * hostVariableFiles of many groups or hosts: the folder is looked through once, since most have no file there, or a single one.
 */
export function createHostFiles(paths: Paths): (folder: string, name: string) => VariableFiles {
  const folders = new Map<string, ReadonlyMap<string, string | null>>()
  return (folder, name) => {
    // a path below the folder would be found under another name
    if (name.includes('/')) return hostVariableFiles(paths, folder + name)
    let only = folders.get(folder)
    if (!only) {
      only = onlyFiles(paths.below(folder), folder.length)
      folders.set(folder, only)
    }
    const file = only.get(name)
    if (file === undefined) return { files: [], hidden: [] }
    return file === null ? hostVariableFiles(paths, folder + name) : { files: [file], hidden: [] }
  }
}

/** The file of each name that has one alone; null for a name with several, or with a folder. */
function onlyFiles(paths: readonly string[], from: number): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>()
  for (const path of paths) {
    const slash = path.indexOf('/', from)
    const entry = slash < 0 ? path.slice(from) : path.slice(from, slash)
    for (const extension of forHosts) {
      if (!entry.endsWith(extension)) continue
      const name = entry.slice(0, entry.length - extension.length)
      found.set(name, slash >= 0 || found.has(name) ? null : path)
    }
  }
  return found
}

/** The variables of a role: `base` is `roles/tcp/defaults/main`; one that `vars_from` names may have its extension. */
export function roleVariableFiles(paths: Paths, base: string, isNamed: boolean): VariableFiles {
  return filesOf(paths, base, isNamed ? forHosts : forRoles)
}

function filesOf(paths: Paths, base: string, extensions: readonly string[]): VariableFiles {
  const found = extensions
    .map(extension => {
      if (paths.has(base + extension)) return [base + extension]
      return extension === '' ? inFolder(paths.below(`${base}/`), base.length + 1) : []
    })
    .filter(files => files.length > 0)
  return { files: found[0] ?? [], hidden: found.slice(1).flat() }
}

/** Each folder's entries by name, a folder's files in its place (dataloader.py, _get_dir_vars_files). */
function inFolder(paths: readonly string[], from: number): string[] {
  return paths
    .filter(path => isRead(path.slice(from)))
    .map(path => path.slice(from).split('/'))
    .sort(byNames)
    .map(parts => paths[0]!.slice(0, from) + parts.join('/'))
}

function byNames(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1
  return a.length - b.length
}

/** Hidden files, backups and other extensions are passed over, and so are folders with a dot in their name. */
function isRead(path: string): boolean {
  const parts = path.split('/')
  const name = parts.pop()!
  if (parts.some(part => part.includes('.') || part.endsWith('~'))) return false
  return !name.startsWith('.') && !name.endsWith('~') && /^[^.]+$|\.(yml|yaml|json)$/.test(name)
}
