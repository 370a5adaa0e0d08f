/** Decodes UTF-8; what is not UTF-8 becomes U+FFFD, as in the WHATWG decoder. A byte order mark stays. */
export function decodeUtf8(bytes: Uint8Array): string {
  const parts: string[] = []
  let units: number[] = []
  const push = (code: number): void => {
    if (code > 0xffff) units.push(0xd7c0 + (code >> 10), 0xdc00 + (code & 0x3ff))
    else units.push(code)
    if (units.length < 8192) return
    parts.push(String.fromCharCode(...units))
    units = []
  }
  for (let at = 0; at < bytes.length; ) {
    const { code, length } = codeAt(bytes, at)
    push(code)
    at += length
  }
  parts.push(String.fromCharCode(...units))
  return parts.join('')
}

/** The character at a byte, and how many bytes it takes. */
export function codeAt(bytes: Uint8Array, at: number): { code: number; length: number } {
  const first = bytes[at]!
  if (first < 0x80) return { code: first, length: 1 }
  const more =
    first >= 0xc2 && first <= 0xdf ? 1 : first >= 0xe0 && first <= 0xef ? 2 : first >= 0xf0 && first <= 0xf4 ? 3 : 0
  if (more === 0) return { code: 0xfffd, length: 1 }
  let code = first & (0x3f >> more)
  for (let i = 1; i <= more; i++) {
    const next = bytes[at + i]
    // the second byte rules out overlong forms, surrogates and what is above U+10FFFF
    const [low, high] = i > 1 ? [0x80, 0xbf] : secondByte(first)
    if (next === undefined || next < low || next > high) return { code: 0xfffd, length: i }
    code = (code << 6) | (next & 0x3f)
  }
  return { code, length: more + 1 }
}

function secondByte(first: number): readonly [low: number, high: number] {
  if (first === 0xe0) return [0xa0, 0xbf]
  if (first === 0xed) return [0x80, 0x9f]
  if (first === 0xf0) return [0x90, 0xbf]
  return first === 0xf4 ? [0x80, 0x8f] : [0x80, 0xbf]
}
