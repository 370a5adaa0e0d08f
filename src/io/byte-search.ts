/** Where the files of a batch start in its buffer, ascending; the bytes between two starts end with a byte that belongs to neither. */
export interface Batch {
  readonly bytes: Buffer
  readonly starts: readonly number[]
}

// Each starts with a byte that is rare in such files: that is what the search looks for first, and it makes tenfold differences.
const v4 = Buffer.from('v4')
const tcp = Buffer.from('_tcp')
const encodedFiles = ['#cloud-config', '!!binary', 'MIME-Version', 'Mime-Version'].map(text => Buffer.from(text))

/** A file with a NUL byte among the first of its bytes is not text: git's own test (xdiff-interface.c: FIRST_FEW_BYTES). */
const firstBytes = 8192

/** The files of a batch whose bytes name a parameter, or may hold one in an encoding, by their index. One pass for each needle over all of them. */
export function candidates({ bytes, starts }: Batch): Set<number> {
  const found = new Set<number>()
  const each = (needle: Buffer, isHit: (at: number, file: number) => boolean): void => {
    let file = 0
    for (let at = bytes.indexOf(needle); at >= 0; ) {
      while (file + 1 < starts.length && starts[file + 1]! <= at) file++
      const hit = found.has(file) || isHit(at, file)
      if (hit) found.add(file)
      const next = hit ? starts[file + 1] : at + needle.length
      at = next === undefined ? -1 : bytes.indexOf(needle, next)
    }
  }
  each(v4, at => isNetIpv4(bytes, at))
  each(tcp, at => bytes.toString('latin1', Math.max(0, at - 9), at) === 'conntrack')
  const carriers = new Map<number, boolean>()
  for (const needle of encodedFiles)
    each(needle, (_, file) => {
      const known = carriers.get(file) ?? isCarrier(textOf(bytes, starts, file))
      carriers.set(file, known)
      return known
    })
  return found
}

/** The files of a batch that are binary, by their index. */
export function binaries({ bytes, starts }: Batch): Set<number> {
  const found = new Set<number>()
  let file = 0
  for (let at = bytes.indexOf(0); at >= 0; ) {
    while (file + 1 < starts.length && starts[file + 1]! <= at) file++
    if (at - starts[file]! < firstBytes) found.add(file)
    const next = starts[file + 1]
    at = next === undefined ? -1 : bytes.indexOf(0, next)
  }
  return found
}

/** `net.ipv4`, `net/ipv4`, `net_ipv4` or `net:ipv4` around the `v4` at a place. */
function isNetIpv4(bytes: Buffer, at: number): boolean {
  if (bytes[at - 1] !== 0x70 || bytes[at - 2] !== 0x69) return false
  const separator = bytes[at - 3]
  if (separator !== 0x2e && separator !== 0x2f && separator !== 0x5f && separator !== 0x3a) return false
  return bytes[at - 4] === 0x74 && bytes[at - 5] === 0x65 && bytes[at - 6] === 0x6e
}

function textOf(bytes: Buffer, starts: readonly number[], file: number): string {
  return bytes.toString('latin1', starts[file], starts[file + 1])
}

/** A file or message of cloud-init with something encoded in it: the parameters' names may be hidden there. */
function isCarrier(text: string): boolean {
  return /#cloud-config|mime-version/i.test(text) && /b64|base64|gz|!!binary|quoted-printable/i.test(text)
}
