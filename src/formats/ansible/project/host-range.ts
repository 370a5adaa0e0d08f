/** Ranges in one name that are followed. */
const mostRanges = 3

/**
 * `web[01:10].example.org`, `db-[a:c]`, `n[0:20:5]` (ansible/plugins/inventory/__init__.py, expand_hostname_range).
 * @param most names more than this are left out, but for one, which says that there are more
 */
export function expandRange(pattern: string, most: number, ranges = 0): string[] {
  const found = /^([^[\]]*)\[(\d+|[a-z]):(\d+|[a-z])(?::(\d+))?\](.*)$/i.exec(pattern)
  if (!found || ranges >= mostRanges) return [pattern.replace(/^([^:]+):\d+$/, '$1')]
  const [, before, first, last, step, after] = found
  const letters = /[a-z]/i.test(first!)
  const from = letters ? first!.charCodeAt(0) : Number(first)
  const to = letters ? last!.charCodeAt(0) : Number(last)
  const width = /^0/.test(first!) ? first!.length : 0
  const rest = expandRange(after!, most, ranges + 1)
  const names: string[] = []
  for (let i = from; i <= to && names.length <= most; i += Math.max(1, Number(step ?? 1))) {
    const shown = letters ? String.fromCharCode(i) : String(i).padStart(width, '0')
    for (const end of rest) {
      if (names.length > most) break
      names.push(before! + shown + end)
    }
  }
  return names
}
