import type { Role } from './roles.ts'

/** Where the file of a task stands. */
export interface Standing {
  /** The roles it stands in, the outermost first; the role itself last. */
  readonly chain: readonly Role[]
  /** The folder of the file. */
  readonly folder: string
}

/**
 * Where a file is looked for that a task copies, renders or includes as variables (dataloader.py, path_dwim_relative_stack): beside each
 * role on the way in, the task's own first, then beside the task, then beside the playbook.
 * @param kind `templates`, `files`, `vars`
 */
export function fileCandidates({ chain, folder }: Standing, base: string, kind: string, name: string): string[] {
  if (name === '' || /^[/~]/.test(name)) return []
  const folders = [...chain.map(role => role.folder).reverse(), folder, base]
  return [...new Set(folders)].flatMap(place => [`${place}${kind}/${name}`, `${place}${name}`])
}

/**
 * Where a file of tasks is looked for (playbook/included_file.py and helpers.py): from its role's folder of tasks, from the file that
 * includes it, and beside the playbook. An import looks beside the file first.
 */
export function taskFileCandidates(
  { chain, folder }: Standing,
  base: string,
  name: string,
  isImport: boolean,
): string[] {
  if (name === '' || /^[/~]/.test(name)) return []
  const role = chain.at(-1)
  const beside = [`${folder}tasks/${name}`, folder + name]
  if (!role) return [folder + name, base + name]
  const own = [`${role.folder}tasks/${name}`]
  const last = [role.folder + name, `${base}tasks/${name}`, base + name]
  return isImport ? [...beside, ...own, ...last] : [...own, ...beside, ...last]
}
