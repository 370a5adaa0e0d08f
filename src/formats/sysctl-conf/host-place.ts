import { isTemplatePath, templateEnding } from '../../syntax/template-path.ts'

/** Where a sysctl file of a repository stands on the host. */
export interface HostPlace {
  /** The folder of the repository that stands for the host's root; '' for the repository itself, else with a final `/`. */
  readonly root: string
  /** Absolute path on the host, without the template's ending; null where the path does not say. */
  readonly path: string | null
  /** The name ends as templates do, or it stands in a folder of templates. */
  readonly template: boolean
}

/** The shortest root, so that x/usr/lib/sysctl.d stands below x and not as lib/sysctl.d below x/usr. */
const tree = /^(.*?\/)??(etc|run|usr\/local\/lib|usr\/lib|lib)\/(sysctl\.d\/.+|sysctl\.conf)$/

/** Where the file stands, or null when its path does not look like a sysctl file's. */
export function hostPlace(path: string): HostPlace | null {
  // Asked of every file of a repository: nearly all are told by this.
  if (!path.includes('sysctl')) return null
  const template = isTemplatePath(path)
  const plain = path.replace(templateEnding, '')
  const standing = tree.exec(plain)
  if (standing) return { root: standing[1] ?? '', path: `/${standing[2]}/${standing[3]}`, template }
  const loose = /^(.*\/)?(sysctl\.d\/[^/]+)$/.exec(plain)
  if (loose) return { root: loose[1] ?? '', path: `/etc/${loose[2]}`, template }
  if (/(^|\/)sysctl\.conf$/.test(plain)) return { root: path, path: null, template }
  return null
}
