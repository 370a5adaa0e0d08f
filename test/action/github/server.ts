import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Answer } from './answer.ts'
import { createContract } from './contract.ts'
import { perform } from './handlers.ts'
import type { Json } from './json.ts'
import { missingPermission, refuse } from './rules.ts'
import type { World } from './world.ts'

export interface Asked {
  readonly operation: string
  readonly body: Json
  readonly status: number
  /** What is wrong with the request by GitHub's description. */
  readonly faults: readonly string[]
}

export interface GitHubServer {
  readonly url: string
  readonly asked: Asked[]
  /** The times an operation was asked for. */
  count(operation: string): number
}

/** An answer that a test wants instead of GitHub's; null: GitHub's. A promise that is never kept is a server that hangs. */
export type Script = (operation: string, nth: number) => Answer | Promise<Answer | null> | null

const contract = createContract()

/** GitHub's API for one world, on a port of its own, as long as the test runs. */
export async function startGitHub(world: World, script: Script = () => null): Promise<GitHubServer> {
  const asked: Asked[] = []
  const count = (operation: string) => asked.filter(a => a.operation === operation).length
  const server = createServer(async (request, response) => {
    const url = new URL(request.url!, 'http://127.0.0.1')
    const body = await bodyOf(request)
    const graphql = url.pathname === '/graphql'
    const checked = graphql
      ? { operation: 'graphql', path: {}, faults: graphqlFaults(request.method!, body) }
      : contract(request.method!, url, body)
    if (!checked) {
      asked.push({ operation: `${request.method} ${url.pathname}`, body, status: 404, faults: ['not described'] })
      return send({ status: 404, data: { message: 'Not Found' } })
    }
    const { operation, path, faults } = checked
    const answer =
      (await script(operation, count(operation) + 1)) ?? answerTo(operation, path, url, body, faults, request)
    asked.push({ operation, body, status: answer.status, faults })
    send(answer)

    function send({ status, data, headers = {} }: Answer): void {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
      response.end(JSON.stringify(data))
    }
  })
  const answerTo = (
    operation: string,
    path: Readonly<Record<string, string>>,
    url: URL,
    body: Json,
    faults: readonly string[],
    request: IncomingMessage,
  ): Answer => {
    if (request.headers.authorization !== `token ${world.token}`)
      return { status: 401, data: { message: 'Bad credentials' } }
    if (operation === 'graphql')
      return { status: 200, data: { data: { viewer: { login: world.identity.login, databaseId: world.identity.id } } } }
    const ours = path['owner'] === world.owner && path['repo'] === world.repo
    const number = path['pull_number'] ?? path['issue_number']
    const known = [world.pull.number, ...world.issues.map(i => i.number)]
    if (!ours || (number !== undefined && !known.includes(Number(number))))
      return { status: 404, data: { message: 'Not Found' } }
    if (faults.length > 0) return { status: 422, data: { message: `Invalid request.\n\n${faults.join('\n')}` } }
    const refusal = missingPermission(operation, path, world) ?? refuse(operation, path, body ?? {}, world)
    if (!refusal) return perform(operation, path, url.searchParams, body ?? {}, world)
    const { status, ...data } = refusal
    return { status, data: { ...data, documentation_url: 'https://docs.github.com/rest' } }
  }
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, count }
}

async function bodyOf(request: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  return text === '' ? undefined : JSON.parse(text)
}

function graphqlFaults(method: string, body: Json): string[] {
  const right = method === 'POST' && /^query \{ viewer \{ login databaseId \} \}$/.test(body?.query)
  return right ? [] : ['a query that is not played']
}
