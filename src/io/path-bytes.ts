const odd = /[\udc80-\udcff]/u

/**
 * File names are bytes; ours are strings. A byte that is no UTF-8 becomes a lone surrogate U+DC80–U+DCFF (as in Python's PEP 383), so
 * that the name can be told back to the system unchanged.
 */
export function pathOf(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  if (!text.includes('\ufffd')) return text
  let path = ''
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceAt(bytes, at)
    path += length ? bytes.toString('utf8', at, at + length) : String.fromCharCode(0xdc00 + bytes[at]!)
    at += length || 1
  }
  return path
}

/** The name that the system knows a path by. */
export function osPath(path: string): string | Buffer {
  if (!odd.test(path)) return path
  const parts: Buffer[] = []
  for (const piece of path.split(/([\udc80-\udcff])/u)) {
    parts.push(odd.test(piece) ? Buffer.of(piece.charCodeAt(0) - 0xdc00) : Buffer.from(piece))
  }
  return Buffer.concat(parts)
}

/** Whether any of these paths is not known to the system by itself. Cheaper than asking `osPath` for each. */
export function anyOdd(paths: readonly string[]): boolean {
  return odd.test(paths.join('\0'))
}

/** Names separated by NUL, as git prints them. */
export function splitNames(bytes: Buffer): string[] {
  const text = bytes.toString('utf8')
  if (!text.includes('\ufffd')) {
    const names = text.split('\0')
    names.pop()
    return names
  }
  const names: string[] = []
  let from = 0
  for (let to = bytes.indexOf(0); to >= 0; to = bytes.indexOf(0, from)) {
    names.push(pathOf(bytes.subarray(from, to)))
    from = to + 1
  }
  return names
}

/** The length of the well-formed UTF-8 sequence at a place, or 0. */
function sequenceAt(bytes: Buffer, at: number): number {
  const first = bytes[at]!
  const length =
    first < 0x80
      ? 1
      : first >= 0xc2 && first < 0xe0
        ? 2
        : first >= 0xe0 && first < 0xf0
          ? 3
          : first >= 0xf0 && first < 0xf5
            ? 4
            : 0
  if (length < 2) return length
  const text = bytes.toString('utf8', at, at + length)
  const sound = Buffer.from(text).equals(bytes.subarray(at, at + length))
  return sound ? length : 0
}
