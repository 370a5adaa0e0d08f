import { createVerify, generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createAppTokens } from '../../src/io/github/app-token.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }) as string

type Answer = (count: number) => { readonly status: number; readonly body?: string }

async function server(status: number | Answer, now: () => number) {
  const seen: { path: string; claim: Record<string, number | string>; signed: boolean }[] = []
  const http = createServer((request, response) => {
    const [head, body, signature] = request.headers.authorization!.replace('Bearer ', '').split('.')
    const signed = createVerify('RSA-SHA256').update(`${head}.${body}`).verify(publicKey, signature!, 'base64url')
    seen.push({
      path: `${request.method} ${request.url}`,
      claim: JSON.parse(Buffer.from(body!, 'base64url').toString()),
      signed,
    })
    const answer = typeof status === 'number' ? { status } : status(seen.length)
    response.writeHead(answer.status, { 'content-type': 'application/json' })
    if ('body' in answer) return response.end(answer.body)
    response.end(JSON.stringify({ token: `t${seen.length}`, expires_at: new Date(now() + 3_600_000).toISOString() }))
  })
  await new Promise<void>(done => http.listen(0, '127.0.0.1', done))
  onTestFinished(() => void http.close())
  return { seen, api: `http://127.0.0.1:${(http.address() as AddressInfo).port}` }
}

test('a token is asked for once an hour, with a claim that GitHub takes', async () => {
  let now = Date.parse('2030-01-01T00:00:00Z')
  const { seen, api } = await server(201, () => now)
  const tokens = createAppTokens({ appId: '12', installation: '34', privateKey: pem, api }, () => now)
  const got = [await tokens(), await tokens()]
  now += 49 * 60_000
  got.push(await tokens())
  now += 2 * 60_000
  got.push(await tokens())
  expect(got).toEqual(['t1', 't1', 't1', 't2'])
  for (const { path, signed, claim } of seen) {
    expect(path).toBe('POST /app/installations/34/access_tokens')
    expect(signed).toBe(true)
    expect(claim['iss']).toBe('12')
    expect(Number(claim['exp']) - Number(claim['iat'])).toBeLessThanOrEqual(600)
  }
})

test('many that ask at once are one call, also when it is renewed', async () => {
  let now = Date.parse('2030-01-01T00:00:00Z')
  const { seen, api } = await server(201, () => now)
  const tokens = createAppTokens({ appId: '12', installation: '34', privateKey: pem, api }, () => now)
  const all = () => Promise.all(Array.from({ length: 8 }, tokens))
  expect(new Set(await all())).toEqual(new Set(['t1']))
  now += 55 * 60_000
  expect(new Set(await all())).toEqual(new Set(['t2']))
  expect(seen).toHaveLength(2)
})

test('an API that is down for a while is asked again', async () => {
  const { seen, api } = await server(count => ({ status: count < 3 ? 502 : 201 }), Date.now)
  const tokens = createAppTokens({ appId: '12', installation: '34', privateKey: pem, api }, Date.now, [1, 1, 1])
  expect(await tokens()).toBe('t3')
  expect(seen).toHaveLength(3)
})

test('a source that failed can be asked again', async () => {
  const { api } = await server(count => ({ status: count === 1 ? 403 : 201 }), Date.now)
  const tokens = createAppTokens({ appId: '12', installation: '34', privateKey: pem, api })
  await expect(tokens()).rejects.toThrow('status 403')
  expect(await tokens()).toBe('t2')
})

test.each([
  ['{"token":"x","expires_at":"soon"}', 'its answer holds none'],
  ['{"token":"a\\nb","expires_at":"2030-01-01T00:00:00Z"}', 'its answer holds none'],
  ['[]', 'its answer holds none'],
  ['<html>', ''],
])('%s is no token', async (body, why) => {
  const { api } = await server(() => ({ status: 201, body }), Date.now)
  const tokens = createAppTokens({ appId: '12', installation: '34', privateKey: pem, api }, Date.now, [])
  await expect(tokens()).rejects.toThrow(`GitHub gives no token for installation 34: ${why}`)
})

test('no token is a sentence', async () => {
  const { api } = await server(401, Date.now)
  const asked = { appId: '12', installation: '34', api }
  await expect(createAppTokens({ ...asked, privateKey: pem })()).rejects.toThrow(
    'GitHub gives no token for installation 34: status 401',
  )
  await expect(createAppTokens({ ...asked, privateKey: 'x' })()).rejects.toThrow('The private key of the app is no key')
})
