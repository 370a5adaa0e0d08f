import * as v from 'valibot'
import { branchName, repositoryName } from './repository-name.ts'

const repository = v.object({
  full_name: repositoryName,
  size: v.optional(v.pipe(v.number(), v.finite()), 0),
  private: v.optional(v.boolean(), true),
  archived: v.optional(v.boolean(), false),
  disabled: v.optional(v.boolean(), false),
  fork: v.optional(v.boolean(), false),
  topics: v.optional(v.array(v.string()), []),
  // null where nothing was ever pushed
  default_branch: v.nullish(branchName, 'HEAD'),
})

/** A repository as GitHub's API lists it, as far as it matters here. `size` is in KiB, of the whole history. */
export type ListedRepository = v.InferOutput<typeof repository>

/**
 * Reads what GitHub's API lists: an array, an object with `repositories` (of an installation), or several of them one after another, as
 * `gh api --paginate` prints them.
 * @returns each repository once (GitHub's names differ in more than their case), or one sentence
 */
export function parseRepositoryList(text: string): readonly ListedRepository[] | { readonly error: string } {
  const found = new Map<string, ListedRepository>()
  for (const page of pagesOf(text)) {
    let whole: unknown
    try {
      whole = JSON.parse(page)
    } catch {
      return { error: 'is no list of repositories: it is no JSON' }
    }
    const inner = typeof whole === 'object' && whole !== null && 'repositories' in whole ? whole.repositories : whole
    for (const one of Array.isArray(inner) ? inner : [inner]) {
      const parsed = v.safeParse(repository, one, { abortEarly: true })
      if (!parsed.success) {
        const [issue] = parsed.issues
        return { error: `has an entry that is no repository: ${v.getDotPath(issue) ?? 'full_name'} is wrong` }
      }
      found.set(parsed.output.full_name.toLowerCase(), parsed.output)
    }
  }
  return [...found.values()]
}

/** JSON values one after another, as texts. Each starts on a line of its own, or right behind the one before. */
function pagesOf(text: string): string[] {
  const pages: string[] = []
  let depth = 0
  let start = 0
  let end = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (inString) {
      if (char === '\\') at++
      else if (char === '"') inString = false
    } else if (char === '"') inString = true
    else if (char === '[' || char === '{') {
      if (depth++ === 0) start = end
    } else if ((char === ']' || char === '}') && --depth === 0) {
      end = at + 1
      pages.push(text.slice(start, end))
    }
  }
  // what stands behind the last value is one too, if only a wrong one
  if (text.slice(end).trim() !== '') pages.push(text.slice(end))
  return pages
}
