/** Why a repository could not be fetched, in words that follow its name. Not safe to print as they are. */
export class FetchError extends Error {
  override readonly name = 'FetchError'
  readonly timedOut: boolean

  constructor(message: string, timedOut = false) {
    super(message)
    this.timedOut = timedOut
  }
}

/** What git says, and what that means to the owner of an audit. git's words are those of its source (remote-curl.c, fetch-pack.c). */
const meanings: readonly (readonly [RegExp, string])[] = [
  [
    /could not read Username|Authentication failed|error: 40[13]|HTTP 40[13]/,
    'the server refuses the token: give the app read access to the contents of this repository',
  ],
  [/\bnot found\b/i, 'the server has no such repository, or does not show it to this token'],
  [/error: 3\d\d|unable to update url base from redirection/, 'the server sends elsewhere: was it renamed or moved?'],
  [/Could not resolve host|Failed to connect|Connection refused/, 'the server cannot be reached'],
  [
    /early EOF|hung up unexpectedly|unexpected disconnect|RPC failed|Empty reply|reset by peer|transfer closed/,
    'the server ended the transfer half-way',
  ],
  [/index-pack/, 'what the server sent is too large or broken'],
]
const slow = /too slow|timed out|Timeout was reached/i

/**
 * What a failure of git means.
 * @param stderr its own words, which may quote the server's
 */
export function complaintOf(stderr: string, token: string | null): FetchError {
  if (slow.test(stderr)) return new FetchError('the server was too slow', true)
  const meaning = meanings.find(([words]) => words.test(stderr))
  if (meaning) return new FetchError(meaning[1])
  const lines = stderr.split('\n')
  const line = lines.find(one => /^(fatal|error):/.test(one)) ?? lines[0] ?? ''
  return new FetchError((token === null ? line : line.replaceAll(token, '***')) || 'git failed without a word')
}

/** Whether the server said that it has no such branch. */
export function isMissingBranch(stderr: string): boolean {
  return /couldn't find remote ref/.test(stderr)
}
