import { matchesGlob } from '../../../core/glob.ts'

/** Whether a play's `hosts:` means a host; null where only a run can tell. */
export function matchesHosts(pattern: string, host: string, groups: readonly string[]): boolean | null {
  if (/\{[{%]/.test(pattern)) return null
  const parts = pattern
    .split(/[,:](?![^[]*\])/)
    .map(part => part.trim())
    .filter(part => part !== '')
  const named = (part: string): boolean =>
    part === 'all' ||
    part === '*' ||
    host === part ||
    groups.includes(part) ||
    matchesGlob(part, host) ||
    groups.some(g => matchesGlob(part, g))
  // regular expressions and slices of groups are not followed
  if (parts.some(part => part.startsWith('~') || /\[\d*:?-?\d*\]$/.test(part))) return null
  const wanted = parts.filter(part => !/^[!&]/.test(part))
  if (wanted.length > 0 && !wanted.some(named)) return false
  return parts.every(part =>
    part.startsWith('!') ? !named(part.slice(1)) : part.startsWith('&') ? named(part.slice(1)) : true,
  )
}
