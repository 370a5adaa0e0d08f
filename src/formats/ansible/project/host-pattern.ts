import { isGlob, matchesGlob } from '../../../core/glob.ts'
import { compileRegex } from './host-regex.ts'
import type { Inventory } from './inventory.ts'

/** Whether a play means a host that is in groups (`all` is not among them); null where only a run can tell. */
export type PlayHosts = (host: string, groups: readonly string[]) => boolean | null

interface Part {
  /** `!`, `&` or nothing. */
  readonly sign: string
  readonly test: PlayHosts
}

/**
 * What the `hosts:` of a play mean in an inventory (inventory/manager.py).
 * @param patterns its strings, one for a plain value
 * @param spend takes the steps of regular expressions from what there is; false when that is used up
 */
export function playHosts(
  patterns: readonly string[],
  inventory: Inventory,
  spend: (steps: number) => boolean,
): PlayHosts {
  if (patterns.some(pattern => /\{[{%]/.test(pattern))) return () => null
  const tests: Part[] = []
  for (const pattern of patterns.flatMap(splitPattern)) {
    const sign = /^[!&]/.exec(pattern)?.[0] ?? ''
    const test = testOf(pattern, pattern.slice(sign.length), inventory, spend)
    // of one that Ansible may refuse the whole play is lost
    if (!test) return () => null
    tests.push({ sign, test })
  }
  const wanted = tests.filter(({ sign }) => sign === '')
  const others = tests.filter(({ sign }) => sign !== '')
  if (wanted.length === 1 && others.length === 0) return wanted[0]!.test
  return (host, groups) => {
    const found = wanted.length === 0 ? true : anyOf(wanted.map(({ test }) => test(host, groups)))
    const left = others.map(({ sign, test }) => {
      const is = test(host, groups)
      return is === null || sign === '&' ? is : !is
    })
    return allOf([found, ...left])
  }
}

function anyOf(all: readonly (boolean | null)[]): boolean | null {
  return all.includes(true) ? true : all.includes(null) ? null : false
}

function allOf(all: readonly (boolean | null)[]): boolean | null {
  return all.includes(false) ? false : all.includes(null) ? null : true
}

/** With a comma anywhere commas separate, else colons and blanks outside of brackets (split_host_pattern). */
function splitPattern(pattern: string): string[] {
  const isAddress = /^[\w.-]+:\d+$|^[\da-f]*:[\da-f]*:[\da-f:.]*$/i.test(pattern)
  const parts = pattern.includes(',')
    ? pattern.split(',')
    : isAddress
      ? [pattern]
      : (pattern.match(/(?:[^\s:[\]]|\[[^\]]*\])+/g) ?? [])
  return parts.map(part => part.trim()).filter(part => part !== '')
}

/** Null for what is not followed, or refused. */
function testOf(
  pattern: string,
  expression: string,
  inventory: Inventory,
  spend: (steps: number) => boolean,
): PlayHosts | null {
  // the name of a host means it and no group of the same name, unless there is a sign before it
  if (inventory.hosts.has(pattern)) return host => host === pattern
  if (expression.startsWith('~')) {
    const regex = compileRegex(expression.slice(1))
    return regex ? amongGroups(text => regex(text, spend), inventory, true) : null
  }
  const slice = /^(.+)\[(?:(-?\d+)|(\d+)[:-](\d*))\]$/.exec(expression)
  if (slice) return slicedHosts(slice, inventory)
  return amongGroups(text => matchesName(expression, text), inventory, /[.?*[]/.test(expression))
}

/** Python's fnmatch, as far as ours does the same. */
function matchesName(expression: string, text: string): boolean | null {
  if (!isGlob(expression)) return expression === text
  return /\/|\[\^|\[!?\]/.test(expression) || text.includes('/') ? null : matchesGlob(expression, text)
}

/** Groups count first; hosts where no group has the name, or where it is a pattern. */
function amongGroups(matches: (name: string) => boolean | null, { groups }: Inventory, isPattern: boolean): PlayHosts {
  const found = new Set<string>()
  const open = new Set<string>()
  for (const name of ['all', 'ungrouped', ...groups.keys()]) {
    const is = matches(name)
    if (is !== false) (is ? found : open).add(name)
  }
  if (found.has('all')) return () => true
  const onlyGroups = found.size > 0 && !isPattern
  return (host, own) => {
    if (own.some(group => found.has(group))) return true
    const isOpen = open.has('all') || own.some(group => open.has(group))
    const byName = onlyGroups ? false : matches(host)
    return byName === false && isOpen ? null : byName
  }
}

/** `web[1]`, `web[0:2]`, `web[-1]`: by the order in which a group names its hosts, which is known of one without others in it. */
function slicedHosts([, name, index, first, last]: RegExpExecArray, { groups, hosts }: Inventory): PlayHosts | null {
  const group = groups.get(name!)
  if (isGlob(name!) || name === 'all' || name === 'ungrouped' || (group && group.children.size > 0)) return null
  const all = group ? [...group.hosts] : hosts.has(name!) ? [name!] : []
  if (all.length === 0) return () => false
  const one = (at: number): PlayHosts | null => {
    const chosen = all.at(at)
    // Ansible ends with an error
    return chosen === undefined ? null : host => host === chosen
  }
  if (index !== undefined) return one(Number(index))
  // 0 as the end is as good as none (_apply_subscript)
  if (last !== '' && Number(last) === 0) return one(Number(first))
  const chosen = new Set(all.slice(Number(first), last === '' ? undefined : Number(last) + 1))
  return host => chosen.has(host)
}
