import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

type Course = { readonly client: readonly (string | null)[]; readonly server: readonly (string | null)[] }

const driver = fileURLToPath(new URL('states-driver.mjs', import.meta.url))
const ran = spawnSync('unshare', ['-n', process.execPath, driver], { encoding: 'utf8' })
const seen: Record<'held' | 'probed' | 'closed', Course> | null = ran.status === 0 ? JSON.parse(ran.stdout) : null
const required = process.env['SYSCTL_LINT_ORACLE'] === 'require'
if (!seen && !required) console.log('oracle skipped: it needs root, unshare -n and ip(8) to watch real connections')

/** What the pages of the states say (src/kernel/table/closing-states.ts), each second for 7 s, with tcp_fin_timeout at 2 s. */
describe.skipIf(!seen && !required)('what the real kernel does with a connection', () => {
  test('CLOSE_WAIT lasts as long as the application holds the socket', () => {
    expect(new Set(seen!.held.server)).toEqual(new Set(['CLOSE_WAIT']))
  })

  test('tcp_fin_timeout ends FIN_WAIT_2 of the side that has closed', () => {
    expect(seen!.held.client[0]).toBe('FIN_WAIT_2')
    expect(seen!.held.client.at(-1)).toBeNull()
  })

  test('with SO_KEEPALIVE, CLOSE_WAIT ends once the peer has forgotten the connection', () => {
    expect(seen!.probed.server[0]).toBe('CLOSE_WAIT')
    expect(seen!.probed.server.at(-1)).toBeNull()
  })

  test('tcp_fin_timeout does not shorten TIME_WAIT', () => {
    expect(new Set(seen!.closed.client)).toEqual(new Set(['TIME_WAIT']))
  })
})
