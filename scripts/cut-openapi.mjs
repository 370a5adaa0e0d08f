// Cuts test/action/openapi/github.json out of GitHub's own description of its REST API: the requests that the action makes.
// usage: cut-openapi.mjs      It installs @octokit/openapi, which is large, into a temporary folder.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const operations = [
  'GET /repos/{owner}/{repo}/pulls/{pull_number}',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/files',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/comments',
  'PATCH /repos/{owner}/{repo}/pulls/comments/{comment_id}',
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
  'GET /repos/{owner}/{repo}/issues',
  'POST /repos/{owner}/{repo}/issues',
  'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'POST /repos/{owner}/{repo}/check-runs',
  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
]
const target = fileURLToPath(new URL('../test/action/openapi', import.meta.url))

const folder = mkdtempSync(join(tmpdir(), 'openapi-'))
try {
  const wanted = ['install', '--silent', '--no-save', '--ignore-scripts', '--prefix', folder, '@octokit/openapi@23']
  execFileSync('npm', wanted, { stdio: 'inherit' })
  const home = join(folder, 'node_modules/@octokit/openapi')
  const whole = JSON.parse(readFileSync(join(home, 'generated/api.github.com.json'), 'utf8'))
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  mkdirSync(target, { recursive: true })
  const text = JSON.stringify({ source: `@octokit/openapi ${version}`, ...cut(whole) }, null, 1)
  writeFileSync(join(target, 'github.json'), `${text}\n`)
  copyFileSync(join(home, 'LICENSE'), join(target, 'LICENSE'))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** The requests of the operations, with the components they refer to. */
function cut({ openapi, paths, components }) {
  const result = { openapi, paths: {}, components: {} }
  for (const operation of operations) {
    const [method, path] = operation.split(' ')
    const { operationId, parameters, requestBody } = paths[path][method.toLowerCase()]
    result.paths[path] ??= {}
    result.paths[path][method.toLowerCase()] = bare({ operationId, parameters, requestBody })
  }
  const seen = new Set()
  const follow = value => {
    for (const [, kind, name] of JSON.stringify(value).matchAll(/"#\/components\/(\w+)\/([^"]+)"/g)) {
      if (seen.has(`${kind}/${name}`)) continue
      seen.add(`${kind}/${name}`)
      result.components[kind] ??= {}
      result.components[kind][name] = bare(components[kind][name])
      follow(result.components[kind][name])
    }
  }
  follow(result.paths)
  return result
}

/** Without what only people read. A property may itself be called `description`. */
function bare(value, isMap = false) {
  if (Array.isArray(value)) return value.map(one => bare(one))
  if (value === null || typeof value !== 'object') return value
  const prose = isMap ? [] : ['description', 'example', 'examples', 'x-github', 'externalDocs', 'title', 'summary']
  const kept = Object.entries(value).filter(([key, one]) => one !== undefined && !prose.includes(key))
  return Object.fromEntries(kept.map(([key, one]) => [key, bare(one, !isMap && key === 'properties')]))
}
