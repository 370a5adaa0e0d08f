import { createVerify, generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createAppTokens } from '../../src/io/github/app-token.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }) as string

async function server(status: number, now: () => number) {
  const seen: { path: string; claim: Record<string, number | string>; signed: boolean }[] = []
  const http = createServer((request, response) => {
    const [head, body, signature] = request.headers.authorization!.replace('Bearer ', '').split('.')
    const signed = createVerify('RSA-SHA256').update(`${head}.${body}`).verify(publicKey, signature!, 'base64url')
    seen.push({
      path: `${request.method} ${request.url}`,
      claim: JSON.parse(Buffer.from(body!, 'base64url').toString()),
      signed,
    })
    response.writeHead(status, { 'content-type': 'application/json' })
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

test('no token is a sentence', async () => {
  const { api } = await server(401, Date.now)
  const asked = { appId: '12', installation: '34', api }
  await expect(createAppTokens({ ...asked, privateKey: pem })()).rejects.toThrow(
    'GitHub gives no token for installation 34 (401)',
  )
  await expect(createAppTokens({ ...asked, privateKey: 'x' })()).rejects.toThrow('The private key of the app is no key')
})
