/** What cloud-init takes a user-data, or a part of one, to be (cloudinit/handlers/__init__.py INCLUSION_TYPES_MAP). */
const beginnings = [
  ['#cloud-config-archive', 'text/cloud-config-archive'],
  ['#cloud-config-jsonp', 'text/cloud-config-jsonp'],
  ['## template: jinja', 'text/jinja2'],
  ['#cloud-boothook', 'text/cloud-boothook'],
  ['#cloud-config', 'text/cloud-config'],
  ['#include-once', 'text/x-include-once-url'],
  ['#part-handler', 'text/part-handler'],
  ['#include', 'text/x-include-url'],
  ['#!', 'text/x-shellscript'],
] as const

export type UserDataType = (typeof beginnings)[number][1]

/** The type by how the text begins, as `type_from_starts_with` does: the longest beginning first; null where it has none. */
export function userDataType(text: string): UserDataType | null {
  const start = blankLength(text)
  const first = text.slice(start, start + 32).toLowerCase()
  return beginnings.find(([beginning]) => first.startsWith(beginning))?.[1] ?? null
}

/** How many characters Python's `str.lstrip()` takes away. A byte order mark is none of them. */
export function blankLength(text: string): number {
  let at = 0
  while (
    at < text.length &&
    /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(text[at]!)
  )
    at++
  return at
}

/** Whether `mime-version:` stands in the first 4096 bytes, by which cloud-init takes the whole for a MIME message. */
export function isMime(text: string): boolean {
  let bytes = 0
  let end = 0
  while (end < text.length && end < 4096) {
    const unit = text.charCodeAt(end)
    // a surrogate is half of a character of four bytes
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3
    if (bytes > 4096) break
    end++
  }
  return /mime-version:/i.test(text.slice(0, end))
}

/** The program a script is for: `bash` for `#!/usr/bin/env bash`; '' without `#!` at the very start. */
export function interpreterOf(script: string): string {
  if (!script.startsWith('#!')) return ''
  const newline = script.indexOf('\n')
  const words = script
    .slice(2, newline < 0 ? 300 : Math.min(newline, 300))
    .trim()
    .split(/\s+/)
  const program = words[0]!.split('/').at(-1)!
  if (program !== 'env') return program
  return words.slice(1).find(word => !word.startsWith('-') && !word.includes('=')) ?? ''
}

/** The shell that runs a script, or null where it is for another program. */
export function shellOf(script: string): 'sh' | 'bash' | null {
  const program = interpreterOf(script).split('/').at(-1)!
  if (/^(bash|zsh|ksh|mksh)$/.test(program)) return 'bash'
  return /^(sh|dash|ash)$/.test(program) ? 'sh' : null
}
