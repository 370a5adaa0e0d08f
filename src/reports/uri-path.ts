/**
 * A path as the path of a URI: what is not unreserved (RFC 3986) is percent-encoded byte by byte. A byte of a file name that is no
 * UTF-8 (see io/path-bytes.ts) is that byte; another lone surrogate is U+FFFD.
 */
export function uriPath(path: string): string {
  let uri = ''
  for (const char of path) {
    const code = char.codePointAt(0)!
    if (char === '/') uri += char
    else if (code >= 0xdc80 && code <= 0xdcff) uri += percent(code - 0xdc00)
    else if (code >= 0xd800 && code <= 0xdfff) uri += '%EF%BF%BD'
    else uri += encodeURIComponent(char).replace(/[!'()*]/g, c => percent(c.charCodeAt(0)))
  }
  return uri
}

function percent(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
}
