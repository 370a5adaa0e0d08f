import { expect, test } from 'vitest'
import { libraryOf } from '../../src/core/library.ts'
import { noPolicy } from '../../src/core/policy.ts'
import type { Loader } from '../../src/core/setting.ts'
import { sysctlConf } from '../../src/formats/sysctl-conf/index.ts'
import { defaultKernel, parseKernel } from '../../src/kernel/range.ts'
import { lint } from '../../src/lint.ts'

async function outcomes(files: Record<string, string>, loader: Loader = 'systemd', kernelName = ''): Promise<string[]> {
  const kernel = kernelName ? parseKernel(kernelName) : defaultKernel
  if ('error' in kernel) throw new Error(kernel.error)
  const sources = Object.entries(files).map(([path, text]) => ({ path, text }))
  const { effects } = await lint(sources, [sysctlConf], [], {
    kernel,
    loader,
    policy: noPolicy,
    library: libraryOf(sources),
  })
  return effects.map(e => {
    const line = e.setting.key.source.text.slice(0, e.setting.key.start).split('\n').length
    return `${e.setting.key.source.path}:${line} ${e.setting.parameter.replace('net.ipv4.', '')} ${e.outcome} ${e.effective} ${e.lasts}`
  })
}

const fin = 'net.ipv4.tcp_fin_timeout'

test('the last of one file wins, whatever directory it stands in', async () => {
  expect(
    await outcomes({ 'etc/sysctl.d/10-a.conf': `${fin} = 10`, 'usr/lib/sysctl.d/20-b.conf': `${fin} = 20` }),
  ).toEqual([
    'etc/sysctl.d/10-a.conf:1 tcp_fin_timeout overridden 10 persistent',
    'usr/lib/sysctl.d/20-b.conf:1 tcp_fin_timeout applied 20 persistent',
  ])
})

test('a file hides its namesake further down, even if it sets nothing', async () => {
  expect(await outcomes({ 'etc/sysctl.d/50-x.conf': '# off', 'usr/lib/sysctl.d/50-x.conf': `${fin} = 20` })).toEqual([
    'usr/lib/sysctl.d/50-x.conf:1 tcp_fin_timeout overridden 20 persistent',
  ])
})

test('roots do not mix', async () => {
  expect(
    await outcomes({ 'web/etc/sysctl.d/10-a.conf': `${fin} = 10`, 'db/etc/sysctl.d/20-b.conf': `${fin} = 20` }),
  ).toEqual([
    'db/etc/sysctl.d/20-b.conf:1 tcp_fin_timeout applied 20 persistent',
    'web/etc/sysctl.d/10-a.conf:1 tcp_fin_timeout applied 10 persistent',
  ])
})

test('a refused line takes an earlier good one with it under systemd, not under procps', async () => {
  const files = { 'etc/sysctl.d/10-a.conf': `${fin} = 10\n${fin} = abc` }
  expect(await outcomes(files)).toEqual([
    'etc/sysctl.d/10-a.conf:1 tcp_fin_timeout overridden 10 persistent',
    'etc/sysctl.d/10-a.conf:2 tcp_fin_timeout refused null persistent',
  ])
  expect((await outcomes(files, 'procps'))[0]).toBe('etc/sysctl.d/10-a.conf:1 tcp_fin_timeout applied 10 persistent')
})

test('/etc/sysctl.conf: last under procps, unknown under systemd unless something tells', async () => {
  const files = { 'etc/sysctl.conf': `${fin} = 10`, 'etc/sysctl.d/99-z.conf': `${fin} = 20` }
  expect(await outcomes(files, 'procps')).toEqual([
    'etc/sysctl.conf:1 tcp_fin_timeout applied 10 persistent',
    'etc/sysctl.d/99-z.conf:1 tcp_fin_timeout overridden 20 persistent',
  ])
  expect((await outcomes(files))[0]).toBe('etc/sysctl.conf:1 tcp_fin_timeout unknown 10 unknown')
  expect((await outcomes(files, 'systemd', 'debian-12'))[0]).toBe(
    'etc/sysctl.conf:1 tcp_fin_timeout overridden 10 persistent',
  )
  expect((await outcomes(files, 'systemd', 'debian-13'))[0]).toBe(
    'etc/sysctl.conf:1 tcp_fin_timeout ignored 10 unknown',
  )
})

test('a glob gives each parameter its own setting, but none that is named', async () => {
  expect(
    await outcomes({ 'etc/sysctl.d/10-a.conf': `net.ipv4.tcp_keepalive_[it]* = 20\n-net.ipv4.tcp_keepalive_time` }),
  ).toEqual(['etc/sysctl.d/10-a.conf:1 tcp_keepalive_intvl applied 20 persistent'])
})

test('a vector refused half-way is applied as far as it went; procps has written the earlier one before', async () => {
  const files = {
    'etc/sysctl.d/10-a.conf': 'net.ipv4.tcp_rmem = 4096 87380 6291456',
    'etc/sysctl.d/20-b.conf': 'net.ipv4.tcp_rmem = 8192 1x',
  }
  expect(await outcomes(files, 'procps')).toEqual([
    'etc/sysctl.d/10-a.conf:1 tcp_rmem applied 4096 87380 6291456 persistent',
    'etc/sysctl.d/20-b.conf:1 tcp_rmem applied 8192 * * persistent',
  ])
})

test('names that no loader reads', async () => {
  expect(await outcomes({ 'etc/sysctl.d/60-tcp': `${fin} = 30`, 'etc/sysctl.d/.x.conf': `${fin} = 31` })).toEqual([
    'etc/sysctl.d/.x.conf:1 tcp_fin_timeout ignored 31 unknown',
    'etc/sysctl.d/60-tcp:1 tcp_fin_timeout ignored 30 unknown',
  ])
  expect(await outcomes({ 'etc/sysctl.d/.x.conf': `${fin} = 31` }, 'procps')).toEqual([
    'etc/sysctl.d/.x.conf:1 tcp_fin_timeout applied 31 persistent',
  ])
})

test('a file whose place on the host is not known is unknown, and its own order still counts', async () => {
  expect(await outcomes({ 'roles/tcp/files/sysctl.conf': `${fin} = 10\n${fin} = 20` })).toEqual([
    'roles/tcp/files/sysctl.conf:1 tcp_fin_timeout overridden 10 unknown',
    'roles/tcp/files/sysctl.conf:2 tcp_fin_timeout unknown 20 unknown',
  ])
})
