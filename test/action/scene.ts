import { expect } from 'vitest'
import { plainGit } from '../io/temp-tree.ts'
import { type GitHubServer, type Script, startGitHub } from './github/server.ts'
import { createWorld, type ListedFile, type World } from './github/world.ts'
import { type Change, checkout, type Origin, originOf, pullPayload } from './pull-request.ts'
import { type ActionRan, runAction } from './run-action.ts'

export const file = 'etc/sysctl.d/60-tcp.conf'
export const lines = (...some: string[]) => `${some.join('\n')}\n`
export const good = lines('# comment', 'net.core.somaxconn = 1024', 'net.ipv4.tcp_syncookies = 1')
/** One error and one warning more. */
export const bad = `${good}${lines('net.ipv4.tcp_fin_timeout = 60', 'net.ipv4.tcp_tw_recycle = 1')}`
export const worse: Change = { base: { [file]: good }, head: { [file]: bad } }
export const harmless: Change = { base: { [file]: good }, head: { [file]: `${good}# done\n` } }

export interface Scene {
  readonly origin: Origin
  readonly workspace: string
  readonly world: World
  run(
    inputs: Readonly<Record<string, string>>,
    script?: Script,
    fork?: boolean,
    env?: Readonly<Record<string, string>>,
  ): Promise<ActionRan & { readonly github: GitHubServer }>
}

/** A pull request that was checked out, and the world in which it stands. Every request is held to GitHub's description. */
export function scene(what: Change = worse, more: Partial<World> = {}): Scene {
  const origin = originOf(what)
  const workspace = checkout(origin, 'refs/pull/7/merge', 2)
  const pull = { number: 7, files: listed(workspace, `${origin.merge}^1`, origin.merge) }
  const world = createWorld({ commits: [origin.head, origin.base, origin.merge], pull, ...more })
  return {
    ...{ origin, workspace, world },
    async run(inputs, script, fork = false, env = {}) {
      const github = await startGitHub(world, script)
      const ran = await runAction({
        workspace,
        inputs: { 'github-token': world.token, ...inputs },
        event: { name: 'pull_request', payload: pullPayload(origin, fork) },
        env: { GITHUB_API_URL: github.url, GITHUB_SHA: origin.merge, ...env },
      })
      expect(github.asked.flatMap(a => a.faults)).toEqual([])
      return { ...ran, github }
    },
  }
}

/** The pull request's files as the API lists them. */
function listed(workspace: string, base: string, head: string): ListedFile[] {
  const names = plainGit(workspace, 'diff', '--name-only', base, head).split('\n').filter(Boolean)
  return names.map(filename => {
    const patch = plainGit(workspace, 'diff', base, head, '--', filename)
    return { filename, status: 'modified', patch: patch.slice(patch.indexOf('@@')).trimEnd(), changes: 1 }
  })
}

/** Warnings about the action itself, not about a file. */
export const warnings = ({ step }: ActionRan) =>
  step.annotations.filter(a => a.level === 'warning' && !a.data['file']).map(a => a.message)

/** What the runner annotates files with. */
export const annotated = ({ step }: ActionRan) =>
  step.annotations
    .filter(a => a.data['file'])
    .map(({ level, data }) => `${level} ${data['file']}:${data['line']} ${data['title']}`)
