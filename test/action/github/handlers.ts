import { type Answer, ok, pageOf } from './answer.ts'
import { performOnIssues } from './issues.ts'
import type { Json } from './json.ts'
import type { IssueComment, ListedFile, World } from './world.ts'

type Body = Record<string, Json>

/** Does what an operation does to the world, and answers as GitHub does, with the members that are used. */
export function perform(
  operation: string,
  path: Readonly<Record<string, string>>,
  query: URLSearchParams,
  body: Body,
  world: World,
): Answer {
  const { identity: user } = world
  const id = 1000 + world.comments.length + world.reviewComments.length + world.checkRuns.length
  switch (operation) {
    case 'pulls/get':
      return ok({ number: world.pull.number, changed_files: world.pull.changedFiles ?? world.pull.files.length })
    case 'pulls/list-files':
      return ok(truncated(pageOf(world.pull.files.slice(0, 3000), query)))
    case 'pulls/list-review-comments':
      return ok(pageOf(world.reviewComments, query))
    case 'issues/list-comments':
      return ok(pageOf(commentsOf(path, world), query))
    case 'issues/list-for-repo':
    case 'issues/create':
    case 'issues/update':
      return performOnIssues(operation, path, query, body, world)
    case 'pulls/create-review':
      for (const [i, comment] of (body['comments'] ?? []).entries())
        world.reviewComments.push({ ...comment, id: id + i, user })
      return ok({ id, user, body: body['body'] })
    case 'issues/create-comment':
      commentsOf(path, world).push({ id, user, body: body['body'] })
      return { ...ok({ id, user }), status: 201 }
    case 'pulls/update-review-comment':
    case 'issues/update-comment': {
      const list = operation.startsWith('pulls') ? world.reviewComments : world.comments
      const found = list.find(c => c.id === Number(path['comment_id']))
      if (!found) return { status: 404, data: { message: 'Not Found' } }
      found.body = body['body']
      return ok({ id: found.id })
    }
    case 'checks/create': {
      const { annotations = [], ...output } = body['output'] ?? {}
      world.checkRuns.push({ ...(body as Json), id, output, annotations: [...annotations] })
      return { ...ok({ id }), status: 201 }
    }
    case 'checks/update': {
      const run = world.checkRuns.find(r => r.id === Number(path['check_run_id']))
      if (!run) return { status: 404, data: { message: 'Not Found' } }
      run.annotations.push(...(body['output']?.annotations ?? []))
      return ok({ id: run.id })
    }
  }
  return { status: 500, data: { message: `${operation} is not played` } }
}

function commentsOf(path: Readonly<Record<string, string>>, { issues, comments }: World): IssueComment[] {
  return issues.find(i => i.number === Number(path['issue_number']))?.comments ?? comments
}

/** Once the patches of one answer add up to 20,000 lines, later files come without, and look unchanged. */
function truncated(files: readonly ListedFile[]): ListedFile[] {
  let lines = 0
  return files.map(file => {
    lines += file.patch?.split('\n').length ?? 0
    const { patch, ...rest } = file
    return lines > 20_000 ? { ...rest, changes: 0 } : file
  })
}
