/** What is of interest in the headers of a part. */
export interface MimeHeaders {
  /** In small letters, without parameters; text/plain where missing or no type. */
  readonly contentType: string
  readonly boundary: string | null
  readonly filename: string | null
  /** Content-Transfer-Encoding in small letters; '' where missing. */
  readonly encoding: string
  /** The value of any header by its exact name; the last one where it is there twice. */
  readonly get: (name: string) => string | null
}

/** Headers from their lines; a line that starts with a blank goes on from the one before (RFC 5322 2.2.3). */
export function parseHeaders(lines: readonly string[]): MimeHeaders {
  const values: [name: string, value: string][] = []
  for (const line of lines) {
    const last = values.at(-1)
    if (/^[ \t]/.test(line)) {
      if (last) last[1] += `\n${line}`
      continue
    }
    const colon = line.indexOf(':')
    if (colon > 0) values.push([line.slice(0, colon), line.slice(colon + 1).replace(/^[ \t]+/, '')])
  }
  const first = (name: string) => values.find(([n]) => n.toLowerCase() === name)?.[1] ?? null
  const type = parameters(first('content-type') ?? '')
  const disposition = parameters(first('content-disposition') ?? '')
  return {
    contentType: type.value.split('/').length === 2 ? type.value : 'text/plain',
    boundary: type.get('boundary'),
    filename: disposition.get('filename') ?? type.get('name'),
    encoding: (first('content-transfer-encoding') ?? '').trim().toLowerCase(),
    get: name => values.findLast(([n]) => n === name)?.[1] ?? null,
  }
}

/** `text/plain; charset="utf-8"`: the value in small letters and its parameters without quotes (RFC 2045 5.1). */
function parameters(header: string): { value: string; get: (name: string) => string | null } {
  const pieces = splitOutsideQuotes(header)
  const found = new Map<string, string>()
  for (const piece of pieces.slice(1)) {
    const equals = piece.indexOf('=')
    if (equals < 0) continue
    const name = piece.slice(0, equals).trim().toLowerCase()
    if (!found.has(name)) found.set(name, unquote(piece.slice(equals + 1).trim()).trimEnd())
  }
  return { value: (pieces[0] ?? '').trim().toLowerCase(), get: name => found.get(name) ?? null }
}

function splitOutsideQuotes(header: string): string[] {
  const pieces: string[] = []
  let from = 0
  let quoted = false
  for (let i = 0; i < header.length; i++) {
    if (quoted && header[i] === '\\') i++
    else if (header[i] === '"') quoted = !quoted
    else if (header[i] === ';' && !quoted) {
      pieces.push(header.slice(from, i))
      from = i + 1
    }
  }
  pieces.push(header.slice(from))
  return pieces
}

function unquote(value: string): string {
  const [first, last] = [value[0], value.at(-1)]
  if (value.length > 1 && first === '"' && last === '"') return value.slice(1, -1).replace(/\\([\\"])/g, '$1')
  return value.length > 1 && first === '<' && last === '>' ? value.slice(1, -1) : value
}
