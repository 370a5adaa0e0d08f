import { expect, test } from 'vitest'
import { dropIn, file, findings, set, target } from './targets.ts'

const long = 'x'.repeat(100_000)

test('messages stay short, whatever is written', () => {
  const text = [
    `net.ipv4.tcp_${long} = 1`,
    `net.ipv4.tcp_fin_timeout = ${long}`,
    `net.ipv4.tcp_rmem = 1 2 ${long}`,
    `net.ipv4.tcp_rmem = 4096 87380 ${long}`,
    `net.ipv4.tcp_congestion_control = "${long}"`,
    `net.ipv4.tcp_max_tw_buckets = 1 ${long}`,
    `net.ipv4.tcp_sack = ${'0'.repeat(5000)}1`,
    `net.ipv4.tcp_sack ${long}`,
    `net.ipv4.tcp_tw_recycle = ${long}`,
    `net.ipv4.tcp_abc = ${long}`,
    `net.ipv4.tcp_low_latency = 1 ${long}`,
    `net.ipv4.ip_local_port_range = 1 ${long}`,
  ].join('\n')
  const found = findings([dropIn(text), { ...dropIn(`${text}\n${text}`), id: 'again' }])
  expect(found.length).toBeGreaterThan(10)
  for (const { message } of found) expect(message.length).toBeLessThan(400)
})

test('names of files in messages are cut too', () => {
  const path = `/opt/${long}.conf`
  const steps = [file(path, 'net.ipv4.tcp_sack = 1\n'), file(path, 'net.ipv4.tcp_sack = 0\n')]
  for (const { message } of findings([target('run', steps)])) expect(message.length).toBeLessThan(400)
})

test('a secret is in no message, value, fix or note', () => {
  const secret = '01234567-89abcdef-01234567-89abcdef'
  const key = 'net.ipv4.tcp_fastopen_key'
  const text = `${key} = ${secret}\n${key} = ${secret.replace('0', '1')}\n${key} = ${secret}x y\n`
  const all = [dropIn(text), target('run', [set(key, secret), set(key, `${secret}9`, { path: 'b' })])]
  const said = findings(all).map(({ message, value, fix, related }) =>
    JSON.stringify({
      message,
      value,
      title: fix?.title,
      texts: fix?.edits.map(e => e.text),
      notes: related?.map(r => r.note),
    }),
  )
  expect(said.length).toBeGreaterThan(0)
  expect(said.join('\n')).not.toMatch(/89abcdef/)
})

test('time grows with the input, not with its square', { retry: 4 }, () => {
  const keepalive = (count: number) => {
    const steps = Array.from({ length: count }, (_, i) =>
      file(null, 'net.ipv4.tcp_keepalive_intvl = 75\n', { path: `roles/r/templates/${i}.conf` }),
    )
    return target('run', steps)
  }
  const runtime = (count: number) =>
    Array.from({ length: count }, (_, i) => ({
      ...target('run', [set('net.ipv4.tcp_syn_retries', '3', { path: `${i}.sh` })]),
      id: `run-${i}`,
    }))
  const time = (work: () => unknown) => {
    const start = performance.now()
    work()
    return performance.now() - start
  }
  time(() => findings([keepalive(500)]))
  expect(time(() => findings([keepalive(8000)]))).toBeLessThan(6 * time(() => findings([keepalive(2000)])) + 200)
  expect(time(() => findings(runtime(4000)))).toBeLessThan(6 * time(() => findings(runtime(1000))) + 200)
})
