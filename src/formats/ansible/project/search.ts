import { sliceText, type Text } from '../../../core/text.ts'
import { unknownIn } from '../render.ts'
import type { Role } from './roles.ts'

/** Where the file of a task stands. */
export interface Standing {
  /** The roles it stands in, the outermost first; the role itself last. */
  readonly chain: readonly Role[]
  /** The folder of the file. */
  readonly folder: string
}

/** The folder of the role or the playbook, and what of a path comes behind it. */
export interface Anchored {
  readonly folder: string
  readonly rest: Text
}

/**
 * A path that begins in the folder of the role or the playbook (vars/manager.py): `{{ role_path }}/vars/a.yml`. Where those are on the
 * controller nobody knows, and need not. Null for any other.
 */
export function anchored(text: Text, { chain }: Pick<Standing, 'chain'>, base: string): Anchored | null {
  const found = /^\{\{\s{0,9}(role_path|playbook_dir)\s{0,9}\}\}\/+(?=[^/])/.exec(text.text)
  const folder = found?.[1] === 'playbook_dir' ? base : chain.at(-1)?.folder
  return found && folder !== undefined ? { folder, rest: sliceText(text, found[0].length, text.text.length) } : null
}

/** Where a path leads that is known from there on; null where it does not, or more of it is not known. */
export function anchoredPath(text: Text, standing: Pick<Standing, 'chain'>, base: string): string | null {
  const found = anchored(text, standing, base)
  return found && unknownIn(found.rest) === null ? found.folder + found.rest.text.trim() : null
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
