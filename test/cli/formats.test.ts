import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { choices } from '../../src/io/options.ts'
import { tempRepository, tempTree } from '../io/temp-tree.ts'
import { gitlabFaults } from '../reports/gitlab-schema/validate-gitlab.ts'
import { xmlFaults } from '../reports/validate-xml.ts'
import { processOutput } from '../runner/commands.ts'
import { runCli } from './run-cli.ts'

const conf = 'etc/sysctl.d/60-net.conf'
const good = 'net.ipv4.tcp_fin_timeout = 30\n'
const warned = 'net.ipv4.tcp_fin_timeout = 60\n'
const broken = 'net.ipv4.tcp_fin_timeout = sixty\n'

describe.each(choices.checkFormat)('--format %s', format => {
  test.each([
    ['nothing found', good, [], 0],
    ['a warning', warned, [], 0],
    ['a warning that is to fail', warned, ['--fail-on', 'warning'], 1],
    ['an error', broken, [], 1],
    ['an error that is not to fail', broken, ['--fail-on', 'none'], 0],
    ['nothing at all', '', [], 0],
  ])('changes no exit status: %s', (_, text, args, status) => {
    const ran = runCli(tempTree({ [conf]: text }), ['--format', format, ...args])
    expect([ran.status, ran.stderr]).toEqual([status, ''])
  })

  test('writes the same to a file as to standard output', () => {
    const root = tempTree({ [conf]: broken })
    const { stdout } = runCli(root, ['--format', format])
    expect(runCli(root, ['--format', format, '--output', 'report'])).toMatchObject({ stdout: '', status: 1 })
    expect(readFileSync(join(root, 'report'), 'utf8')).toBe(stdout)
  })
})

test('what is set aside fails no test and no job', async () => {
  const text = `# sysctl-lint: ignore[invalid-value] a test\n${broken}`
  const root = tempTree({ [conf]: text })
  const printed = (format: string) => runCli(root, ['--format', format]).stdout
  expect(printed('junit')).toContain('<skipped>set aside: a test</skipped>')
  expect(printed('junit')).toContain('failures="0"')
  expect(printed('gitlab')).toBe('[]\n')
  expect(printed('checkstyle')).not.toContain('<error')
  expect(processOutput(printed('github')).commands).toEqual([])
  expect(printed('markdown')).toContain('1 finding set aside.')
})

test('places count from the root of the repository where the server does', async () => {
  const root = tempRepository({ [`infra/${conf}`]: broken })
  const printed = (format: string) => runCli(join(root, 'infra'), ['--format', format]).stdout
  expect(JSON.parse(printed('gitlab'))[0].location.path).toBe(`infra/${conf}`)
  expect(processOutput(printed('github')).annotations[0]?.data['file']).toBe(`infra/${conf}`)
  expect(printed('checkstyle')).toContain(`<file name="${conf}">`)
})

test('the examples are valid in every format that has a schema', async () => {
  const examples = join(import.meta.dirname, '../../examples')
  const printed = (format: string) => runCli(examples, ['--format', format]).stdout
  expect(await xmlFaults(printed('junit'), 'junit')).toEqual([])
  expect(await xmlFaults(printed('checkstyle'), 'checkstyle')).toEqual([])
  expect(gitlabFaults(printed('gitlab'))).toEqual([])
})
