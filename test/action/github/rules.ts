import type { Json } from './json.ts'
import type { Permission, World } from './world.ts'

/** What GitHub's description cannot express and GitHub refuses nevertheless; each by the words GitHub answers with. */
export type Refusal = {
  readonly status: number
  readonly message: string
  readonly errors?: readonly (string | object)[]
}

type Body = Record<string, Json>
type Path = Readonly<Record<string, string>>

const inaccessible: Refusal = { status: 403, message: 'Resource not accessible by integration' }

/** The permission that an operation needs. */
export function missingPermission(operation: string, path: Path, { permissions, pull }: World): Refusal | null {
  const [area, level] = needs(operation, path, pull.number)
  const has = permissions[area] ?? 'none'
  if (has === 'write' || has === level) return null
  return level === 'read' && has === 'none' ? { status: 404, message: 'Not Found' } : inaccessible
}

function needs(
  operation: string,
  path: Path,
  pull: number,
): ['pulls' | 'checks' | 'issues', Exclude<Permission, 'none'>] {
  const ofPull = operation.startsWith('pulls/') || path['comment_id'] || Number(path['issue_number']) === pull
  const area = operation.startsWith('checks/') ? 'checks' : ofPull ? 'pulls' : 'issues'
  return [area, /\/(get|list)/.test(operation) ? 'read' : 'write']
}

export function refuse(operation: string, path: Path, body: Body, world: World): Refusal | null {
  if (operation === 'pulls/create-review') return refuseReview(body, world)
  if (operation.startsWith('checks/')) return refuseCheckRun(operation, body, world)
  const issue = refuseIssue(operation, path, body, world)
  if (issue) return issue
  if (typeof body['body'] === 'string') return refuseText(body['body'])
  return null
}

function refuseIssue(operation: string, path: Path, body: Body, world: World): Refusal | null {
  const invalid = (...errors: object[]): Refusal => ({ status: 422, message: 'Validation Failed', errors })
  if (operation === 'issues/create') {
    if (world.issuesDisabled) return { status: 410, message: 'Issues are disabled for this repo' }
    if (!String(body['title'] ?? '').trim())
      return invalid({ resource: 'Issue', field: 'title', code: 'missing_field' })
  }
  if (operation === 'issues/create' || operation === 'issues/update') {
    if (String(body['title'] ?? '').length > 256) return invalid({ resource: 'Issue', field: 'title', code: 'custom' })
    const stranger = (body['assignees'] ?? []).find((one: string) => !world.assignable.includes(one))
    if (stranger !== undefined)
      return invalid({ value: stranger, resource: 'Issue', field: 'assignees', code: 'invalid' })
    if ((body['labels'] ?? []).some((label: string) => label.length > 50))
      return invalid({ resource: 'Label', code: 'custom', field: 'name', message: 'name is too long' })
  }
  const locked = world.issues.find(i => i.number === Number(path['issue_number']))?.locked
  if (locked && operation === 'issues/create-comment')
    return { status: 403, message: 'Unable to create comment because issue is locked.' }
  return null
}

function refuseText(text: string): Refusal | null {
  if (text === '') return { status: 422, message: 'Validation Failed', errors: ["Body can't be blank"] }
  return text.length > 65_536
    ? { status: 422, message: 'Validation Failed', errors: ['Body is too long (maximum is 65536 characters)'] }
    : null
}

function refuseReview(body: Body, world: World): Refusal | null {
  const refused = (...errors: string[]): Refusal => ({ status: 422, message: 'Unprocessable Entity', errors })
  if (body['event'] === undefined || (body['event'] === 'COMMENT' && !body['body']))
    return refused('Review cannot be submitted without a body')
  if (!world.commits.includes(body['commit_id'])) return refused('Could not resolve to a commit')
  for (const comment of body['comments'] ?? []) {
    const text = refuseText(comment.body)
    if (text) return text
    const file = world.pull.files.find(f => f.filename === comment.path)
    if (!file) return refused('Path could not be resolved')
    const start = comment.start_line ?? comment.line
    if (comment.start_line !== undefined && comment.start_line >= comment.line)
      return refused('start_line must precede the end line')
    if (!hunksOf(file.patch ?? '').some(([first, end]) => start >= first && comment.line < end))
      return refused(
        "Pull request review thread line must be part of the diff and Pull request review thread diff hunk can't be blank",
      )
  }
  return null
}

function refuseCheckRun(operation: string, body: Body, world: World): Refusal | null {
  const refused = (message: string): Refusal => ({ status: 422, message: 'Invalid request.', errors: [message] })
  if (operation === 'checks/create' && !world.commits.includes(body['head_sha']))
    return { status: 422, message: `No commit found for SHA: ${body['head_sha']}` }
  if (body['status'] === 'completed' && !body['conclusion']) return refused('Missing required key "conclusion"')
  const annotations: Body[] = body['output']?.annotations ?? []
  for (const { start_line, end_line, start_column, message, title, raw_details } of annotations) {
    if (start_line < 1 || end_line < start_line) return refused('end_line must not precede start_line')
    if (start_column !== undefined && start_line !== end_line) return refused('columns only on a single line')
    if (Buffer.byteLength(message) > 65_536 || Buffer.byteLength(raw_details ?? '') > 65_536)
      return refused('message is too long')
    if ((title ?? '').length > 255) return refused('title is too long')
    if (message === '') return refused('message is missing')
  }
  return null
}

function hunksOf(patch: string): [number, number][] {
  return patch.split('\n').flatMap((line): [number, number][] => {
    const found = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/.exec(line)
    return found ? [[Number(found[1]), Number(found[1]) + Number(found[2] ?? 1)]] : []
  })
}
