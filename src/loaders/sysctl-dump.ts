/**
 * What `sysctl -a` printed on a host: parameter → value, blanks collapsed. Lines that are no `key = value` (warnings about
 * what could not be read) are passed over.
 */
export function readDump(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const line of text.split('\n')) {
    const equals = line.indexOf(' =')
    const key = line.slice(0, equals)
    if (equals <= 0 || !/^[\w./-]+$/.test(key)) continue
    values.set(
      key,
      line
        .slice(equals + 2)
        .trim()
        .replace(/\s+/g, ' '),
    )
  }
  return values
}
