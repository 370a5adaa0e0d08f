import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { file, lines, scene } from './scene.ts'

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')
const quoted = (text: string) => text.split('\n').map(line => `> ${line}`.trimEnd())

test('what README shows is what pull requests get', async () => {
  const settings = [
    'net.core.somaxconn = 1024',
    'net.ipv4.tcp_keepalive_time = 600',
    'net.ipv4.tcp_keepalive_intvl = 90',
  ]
  const base = lines('# web hosts', ...settings)
  const head = `${base}${lines('net.ipv4.tcp_fin_timeout = 60', 'net.ipv4.tcp_tw_recycle = 1')}`
  const { run, world } = scene({ base: { [file]: base }, head: { [file]: head } })
  const ran = await run({ review: 'true' })
  const annotation = ran.step.annotations.find(a => a.data['title'] === 'tcp-tw-recycle')!
  expect(readme).toContain(`${annotation.data['file']}, line ${annotation.data['line']}\n>\n> ${annotation.message}\n`)
  const comment = world.reviewComments.find(c => c.body.includes('tcp-fin-timeout'))!
  expect(readme).toContain(quoted(comment.body.split('\n\n<!--')[0]!).join('\n'))
  const summary = ran.summary.replaceAll(/\[(\d+)\]\(https:[^)]*\)/g, '$1').split('\n\n<details>')[0]!
  expect(readme).toContain(quoted(summary).join('\n'))
})
