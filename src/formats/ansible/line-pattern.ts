import type { LineSearch } from '../../core/target.ts'

/** What may stand before the key and match nothing: `^`, `\s*`, `#?`, `[#\s]*`, a group that opens. */
const before = /^(?:\^|\\s[*?]|[ #][*?]|\[[#\\s \t]{1,6}\][*?]|\((?:\?:)?)/

/** What may stand behind it and match any value: `\s*=.*$`. */
const behind = /^\)?(?:\\s[*?]|[ \t][*?])?(?:=(?:\\s[*?]|[ \t][*?])?)?(?:\(?\.\*\)?)?\$?$/

/**
 * What a regular expression of the kind that people write to find a key's line (`^#?net\.ipv4\.tcp_sack\s*=`) finds. Nothing is matched
 * with it: it comes from a file, and may take for ever.
 */
export function lineSearch(regexp: string): LineSearch {
  let rest = regexp.slice(0, 400)
  let prefix = ''
  for (let found = before.exec(rest); found; found = before.exec(rest)) {
    prefix += found[0]
    rest = rest.slice(found[0].length)
  }
  const [literal] = /^(?:[\w/-]|\\?\.|\\[-/])*/.exec(rest)!
  const end = rest.slice(literal.length)
  // a character that is repeated or left out is not literal
  const isCut = /^[*?+{|]/.test(end)
  const begin = literal.replaceAll('\\', '')
  return {
    begin: regexp.includes('|') ? '' : isCut ? begin.slice(0, -1) : begin,
    // "key=" does not find "key ="
    findsKey: !isCut && !regexp.includes('|') && behind.test(end) && !end.startsWith('='),
    findsMore: !prefix.includes('^') || prefix.includes('#'),
  }
}
