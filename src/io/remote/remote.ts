import { UserError } from '../user-error.ts'

/** Where repositories are fetched from. */
export interface Remote {
  /** `https://github.com`, without a final slash. */
  readonly server: string
  /** For the Authorization header; null: none. It reaches git by its environment only: never an argument, a URL or a file. */
  readonly token: string | null
}

/**
 * The server that an environment names.
 * @throws a user error for what is no address, and for a token that would be sent unencrypted over a network
 */
export function readServer(env: NodeJS.ProcessEnv, withToken: boolean): string {
  const text = (env['GITHUB_SERVER_URL'] || 'https://github.com').replace(/\/+$/, '')
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !['https:', 'http:'].includes(url.protocol) || url.username !== '' || url.search !== '')
    throw new UserError(`GITHUB_SERVER_URL is no address of a server; give one like https://github.com`)
  const local = url.hostname === '127.0.0.1' || url.hostname === 'localhost' || url.hostname === '[::1]'
  if (url.protocol === 'http:' && withToken && !local)
    throw new UserError('GITHUB_SERVER_URL starts with http:, over which anybody could read the token; give https:')
  return text
}

/** What programs need of our environment. All else stays with us: tokens, keys and whatever git would take from it. */
const inherited =
  /^(PATH|HOME|TMPDIR|TEMP|TMP|SYSTEMROOT|LANG|RUNNER_TEMP|(HTTPS?|NO|ALL)_PROXY|GIT_SSL_CA(INFO|PATH))$/i

/** An environment without secrets. */
export function bareEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      inherited.test(name) && value !== undefined ? [[name, value] as const] : [],
    ),
  )
}

/** Configuration in which nothing that a repository or a server says is run, written or followed elsewhere. */
const configuration: readonly (readonly [string, string])[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.symlinks', 'false'],
  ['core.autocrlf', 'false'],
  ['core.attributesFile', '/dev/null'],
  // names that other systems take for .git
  ['core.protectHFS', 'true'],
  ['core.protectNTFS', 'true'],
  // larger objects are streamed, not held in memory
  ['core.bigFileThreshold', '8m'],
  ['credential.helper', ''],
  ['fetch.recurseSubmodules', 'no'],
  ['fetch.negotiationAlgorithm', 'noop'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['pack.threads', '2'],
  ['protocol.version', '2'],
  ['transfer.bundleURI', 'false'],
  // git would send the header along to wherever it is sent
  ['http.followRedirects', 'false'],
  ['http.lowSpeedLimit', '1000'],
  ['http.lowSpeedTime', '30'],
]

/**
 * The environment that git runs in.
 * @param remote null: it must not talk to any server
 */
export function gitEnvironment(
  env: NodeJS.ProcessEnv,
  place: { readonly repository: string; readonly tree: string },
  remote: Remote | null,
): Record<string, string> {
  const all = [...configuration, ...(remote === null || remote.token === null ? [] : [headerFor(remote, remote.token)])]
  return {
    ...bareEnvironment(env),
    LC_ALL: 'C',
    GIT_DIR: place.repository,
    GIT_WORK_TREE: place.tree,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    GIT_LFS_SKIP_SMUDGE: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    // an empty list allows no transport
    GIT_ALLOW_PROTOCOL: remote === null ? '' : remote.server.slice(0, remote.server.indexOf(':')),
    GIT_CONFIG_COUNT: String(all.length),
    ...Object.fromEntries(
      all.flatMap(([key, value], i) => [
        [`GIT_CONFIG_KEY_${i}`, key],
        [`GIT_CONFIG_VALUE_${i}`, value],
      ]),
    ),
  }
}

function headerFor({ server }: Remote, token: string): readonly [string, string] {
  const pair = Buffer.from(`x-access-token:${token}`).toString('base64')
  return [`http.${server}/.extraheader`, `Authorization: Basic ${pair}`]
}
