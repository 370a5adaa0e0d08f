import { spawn } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { plainGit, plainGitWith, tempTree } from '../io/temp-tree.ts'

interface Behaviour {
  /** What a request must carry in its Authorization header; null: nothing. */
  readonly token: string | null
  /** Says what becomes of a request instead of an answer: no answer at all, or one that ends after so many bytes. */
  readonly instead?: (path: string) => 'silence' | { readonly dieAfter: number } | { readonly moveTo: string } | null
}

export interface GitServer {
  readonly url: string
  /** Paths that were asked for, with the method. */
  readonly requests: string[]
  /** Bytes that were sent. */
  readonly sent: () => number
}

/** Serves the bare repositories below a folder as GitHub does: smart HTTP with Basic authentication, by git's own http-backend. */
export async function serveGit(root: string, { token, instead = () => null }: Behaviour): Promise<GitServer> {
  const requests: string[] = []
  let sent = 0
  const expected = token === null ? undefined : `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`
  const http = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    const what = instead(request.url!)
    if (what === 'silence') return
    if (what !== null && 'moveTo' in what) {
      response.writeHead(301, { location: what.moveTo + request.url }).end()
      return
    }
    if (request.headers.authorization !== expected) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="GitHub"' }).end()
      return
    }
    backend(root, request, response, bytes => {
      sent += bytes
      return what !== null && sent > what.dieAfter
    })
  })
  await new Promise<void>(done => http.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    http.closeAllConnections()
    http.close()
  })
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, requests, sent: () => sent }
}

/** CGI (RFC 3875), as far as git-http-backend(1) needs it. */
function backend(root: string, request: IncomingMessage, response: ServerResponse, isOver: (bytes: number) => boolean) {
  const url = new URL(request.url!, 'http://x')
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      HOME: root,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      ...(request.headers['content-length'] ? { CONTENT_LENGTH: request.headers['content-length'] } : {}),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  child.stdin.on('error', () => {})
  request.pipe(child.stdin)
  let head = Buffer.alloc(0)
  let body = false
  const send = (chunk: Buffer): void => {
    if (isOver(chunk.length)) {
      response.socket?.destroy()
      child.kill('SIGKILL')
    } else response.write(chunk)
  }
  child.stdout.on('data', (chunk: Buffer) => {
    if (body) return send(chunk)
    head = Buffer.concat([head, chunk])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return
    body = true
    const lines = head.toString('latin1', 0, end).split('\r\n')
    const fields = lines.map(
      line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const,
    )
    const status = fields.find(([name]) => name === 'Status')?.[1] ?? '200'
    response.writeHead(Number.parseInt(status, 10), Object.fromEntries(fields.filter(([name]) => name !== 'Status')))
    send(head.subarray(end + 4))
  })
  child.stdout.on('end', () => response.end())
  response.on('close', () => child.kill('SIGKILL'))
}

/** An empty bare repository that can be fetched from in part, `owner/name` below a folder. */
export function bareRepository(root: string, name: string): string {
  const place = join(root, `${name}.git`)
  plainGit(root, 'init', '-q', '--bare', place)
  plainGit(place, 'config', 'uploadpack.allowFilter', 'true')
  return place
}

/** A bare repository with one commit of these files. */
export function publish(root: string, name: string, files: Readonly<Record<string, string | Buffer>>): string {
  const place = bareRepository(root, name)
  const work = tempTree(files)
  plainGit(work, 'init', '-q')
  plainGit(work, 'add', '-A', '-f')
  plainGit(work, 'commit', '-q', '--allow-empty', '-m', 'start')
  plainGit(work, 'push', '-q', place, 'HEAD:refs/heads/main')
  return place
}

/** Mode, kind and content (or the id of an object that is there). */
type TreeLine = readonly [mode: string, content: string | Buffer | { readonly id: string }, name: string | Buffer]

/** Writes a tree as it is: git itself would refuse to make some of these. @returns its id */
export function writeTree(place: string, entries: readonly TreeLine[]): string {
  const parts = entries.flatMap(([mode, content, name]) => {
    const id = typeof content === 'object' && 'id' in content ? content.id : hashObject(place, 'blob', content)
    return [Buffer.from(`${mode} `), Buffer.from(name), Buffer.of(0), Buffer.from(id, 'hex')]
  })
  return hashObject(place, 'tree', Buffer.concat(parts))
}

export function commitTree(place: string, tree: string): void {
  const head = `tree ${tree}\nauthor t <t@example.org> 0 +0000\ncommitter t <t@example.org> 0 +0000\n\nstart\n`
  plainGit(place, 'update-ref', 'refs/heads/main', hashObject(place, 'commit', head))
}

function hashObject(place: string, type: string, content: string | Buffer): string {
  const words = ['hash-object', '-t', type, '-w', '--stdin', '--literally']
  return plainGitWith(content, place, ...words).trim()
}
