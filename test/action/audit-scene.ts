import { expect } from 'vitest'
import { addFiles, plainGit, tempRepository } from '../io/temp-tree.ts'
import { type GitHubServer, type Script, startGitHub } from './github/server.ts'
import { createWorld, type Issue, type World } from './github/world.ts'
import { type ActionRan, type ActionRun, runAction } from './run-action.ts'

export type Ran = ActionRan & { readonly github: GitHubServer }

export interface AuditScene {
  readonly workspace: string
  readonly world: World
  /** The next commit of the default branch. */
  commit(files: Readonly<Record<string, string>>): void
  run(inputs?: Readonly<Record<string, string>>, more?: AuditRun): Promise<Ran>
}

export interface AuditRun {
  readonly script?: Script
  readonly event?: ActionRun['event']
  readonly env?: Readonly<Record<string, string>>
  /** Requests that are wrong on purpose, since the server refuses more than GitHub's description says. */
  readonly faulty?: boolean
}

/** A repository that is audited once a week, and the world in which it stands. Every request is held to GitHub's description. */
export function auditScene(files: Readonly<Record<string, string>>, more: Partial<World> = {}): AuditScene {
  const workspace = tempRepository(files)
  const world = createWorld(more)
  let runs = 0
  return {
    workspace,
    world,
    commit(changed) {
      addFiles(workspace, changed)
      plainGit(workspace, 'add', '-A')
      plainGit(workspace, 'commit', '-q', '--allow-empty', '-m', 'next')
    },
    async run(
      inputs = {},
      { script, event = { name: 'schedule', payload: { schedule: '17 4 * * 1' } }, env = {} } = {},
    ) {
      const github = await startGitHub(world, script)
      const ran = await runAction({
        workspace,
        inputs: { 'github-token': world.token, mode: 'audit', issue: 'true', ...inputs },
        event,
        env: {
          GITHUB_API_URL: github.url,
          GITHUB_SHA: plainGit(workspace, 'rev-parse', 'HEAD').trim(),
          GITHUB_RUN_ID: String(++runs),
          ...env,
        },
      })
      expect(github.asked.flatMap(a => a.faults)).toEqual([])
      return { ...ran, github }
    },
  }
}

/** The one issue that is there. */
export function only({ issues }: World): Issue {
  expect(issues.length).toBe(1)
  return issues[0]!
}

export const asked = (ran: Ran) => ran.github.asked.map(a => a.operation).filter(one => one !== 'graphql')
