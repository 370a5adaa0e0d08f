/**
 * What Python's `base64.b64decode(text)` returns: characters outside the alphabet are passed over, and padding where a group is
 * full ends the text. Null where it raises (CPython Modules/binascii.c a2b_base64, not strict).
 * @param bytes the text stands for bytes, in which other characters than ASCII are passed over too
 */
export function decodeBase64(text: string, bytes = false): Uint8Array | null {
  const out = new Uint8Array(Math.floor((text.length * 3) / 4) + 3)
  let length = 0
  let quad = 0
  let pads = 0
  let left = 0
  let ended = false
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 0x7f && !bytes) return null
    if (ended) continue
    if (unit === 0x3d) {
      ended = quad >= 2 && quad + ++pads >= 4
      continue
    }
    const value = sextet(unit)
    if (value < 0) continue
    pads = 0
    if (quad > 0) out[length++] = ((left << 6) | value) >> (6 - quad * 2)
    left = value & (0x3f >> (quad * 2))
    quad = (quad + 1) & 3
    if (quad === 0) left = 0
  }
  return quad !== 0 && !ended ? null : out.subarray(0, length)
}

function sextet(unit: number): number {
  if (unit >= 0x41 && unit <= 0x5a) return unit - 0x41
  if (unit >= 0x61 && unit <= 0x7a) return unit - 0x61 + 26
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30 + 52
  if (unit === 0x2b) return 62
  return unit === 0x2f ? 63 : -1
}
