/** The library's error codes in words for people. The library's own sentences repeat stretches of the file. */
const words: Readonly<Record<string, string>> = {
  ALIAS_PROPS: 'an alias takes neither tag nor anchor',
  BAD_ALIAS: 'an anchor or alias has no name',
  BAD_COLLECTION_TYPE: 'the tag does not fit what it stands before',
  BAD_DIRECTIVE: 'a line that starts with % is not a directive YAML knows',
  BAD_DQ_ESCAPE: 'a backslash between double quotes starts an escape that YAML does not have',
  BAD_INDENT: 'the indentation does not fit the lines above',
  BAD_PROP_ORDER: 'a tag or anchor stands in the wrong place',
  BAD_SCALAR_START: 'a value cannot start with this character without quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a second "key: value" stands where only a value fits; quote the value if it holds ": "',
  BLOCK_IN_FLOW: 'indented YAML cannot stand between { } or [ ]',
  KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters',
  MULTILINE_IMPLICIT_KEY: 'a key runs over several lines; a ":" or a quote may be missing',
  MULTIPLE_ANCHORS: 'a node has two anchors',
  MULTIPLE_TAGS: 'a node has two tags',
  TAB_AS_INDENT: 'a tab stands where YAML takes only blanks',
  TAG_RESOLVE_FAILED: 'the tag has a prefix that no %TAG line defines',
  UNEXPECTED_TOKEN: 'something stands here that does not belong; a quote, bracket or line end may be missing',
}

/** What to say for an error of the library; null where PyYAML sees none. */
export function yamlErrorWords(code: string, message: string): string | null {
  if (code !== 'MISSING_CHAR') return words[code] ?? 'this is not valid YAML'
  if (message.includes('quote')) return 'the closing quote is missing'
  if (message.includes('map values')) return 'a line is no "key: value" though its neighbours are'
  if (message.includes('Comments must be separated')) return null
  if (message.includes('Block scalars with more-indented'))
    return 'a line above is indented deeper than the first line of the block'
  if (message.includes('must end with')) return 'the closing bracket is missing'
  if (message.includes('directives-end')) return 'the --- after the % lines is missing'
  return 'a comma, bracket or blank is missing'
}
