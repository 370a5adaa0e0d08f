import { type Answer, ok, pageOf } from './answer.ts'
import type { Json } from './json.ts'
import { addIssue, type Issue, type World } from './world.ts'

/** What the issue operations do to the world, and how they are answered. */
export function performOnIssues(
  operation: 'issues/list-for-repo' | 'issues/create' | 'issues/update',
  path: Readonly<Record<string, string>>,
  query: URLSearchParams,
  body: Record<string, Json>,
  world: World,
): Answer {
  const now = Math.max(0, ...world.issues.map(i => i.updated)) + 1
  if (operation === 'issues/list-for-repo')
    return ok(pageOf(world.issues.filter(isAskedFor(query, world)).sort(orderOf(query)), query).map(shown))
  if (operation === 'issues/create') {
    const { title, body: text = null, labels = [], assignees = [] } = body
    const made = addIssue(world, { user: world.identity, title, body: text, labels, assignees })
    return { status: 201, data: shown(made) }
  }
  const issue = world.issues.find(i => i.number === Number(path['issue_number']))!
  for (const name of ['title', 'body', 'labels', 'assignees'] as const)
    if (body[name] !== undefined) Object.assign(issue, { [name]: body[name] })
  if (body['state'] !== undefined) {
    const reason = body['state'] === 'closed' ? 'completed' : 'reopened'
    Object.assign(issue, { state: body['state'], state_reason: body['state_reason'] ?? reason })
  }
  issue.updated = now
  return ok(shown(issue))
}

function isAskedFor(query: URLSearchParams, { issuesDisabled }: World): (issue: Issue) => boolean {
  const state = query.get('state') ?? 'open'
  const since = query.get('since')
  const labels = query.get('labels')?.split(',') ?? []
  const creator = query.get('creator')
  return issue =>
    !(issuesDisabled && !issue.pull_request) &&
    (state === 'all' || issue.state === state) &&
    (creator === null || issue.user.login.toLowerCase() === creator.toLowerCase()) &&
    (since === null || timeOf(issue.updated) >= since) &&
    labels.every(label => issue.labels.includes(label))
}

function orderOf(query: URLSearchParams): (a: Issue, b: Issue) => number {
  const by = { created: 'created', updated: 'updated' }[query.get('sort') ?? 'created'] as 'created' | 'updated'
  const sign = query.get('direction') === 'asc' ? 1 : -1
  return (a, b) => sign * (a[by] - b[by] || a.number - b.number)
}

function timeOf(time: number): string {
  return new Date(Date.UTC(2026, 0, 1) + time * 60_000).toISOString().replace('.000', '')
}

function shown({ created, updated, comments, labels, assignees, ...issue }: Issue): object {
  return {
    ...issue,
    locked: issue.locked ?? false,
    comments: comments.length,
    created_at: timeOf(created),
    updated_at: timeOf(updated),
    labels: labels.map(name => ({ name })),
    assignees: assignees.map(login => ({ login })),
    html_url: `https://github.com/octo-org/infra/issues/${issue.number}`,
  }
}
