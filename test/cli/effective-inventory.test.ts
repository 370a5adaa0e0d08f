import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { addFiles, plainGit, tempTree } from '../io/temp-tree.ts'
import { runCli } from './run-cli.ts'

const play = `- hosts: all
  tasks:
    - ansible.posix.sysctl:
        name: net.ipv4.tcp_fin_timeout
        value: "{{ fin }}"
        sysctl_file: /etc/sysctl.d/60-tcp.conf
`
const project = {
  'site.yml': play,
  'inventories/prod/hosts': '[web]\nweb1\nweb2\n[db]\ndb1\n',
  'inventories/prod/group_vars/all.yml': 'fin: 20\n',
  'inventories/test/hosts.ini': '[web]\ntest1\n',
  'inventories/test/group_vars/all.yml': 'fin: 40\n',
}

/** What each host ends up with, and what was said besides. */
function ends(cwd: string, ...args: string[]) {
  const { status, stdout, stderr } = runCli(cwd, ['effective', '--format', 'json', ...args])
  const found =
    status === 0
      ? JSON.parse(stdout).targets.map(
          ({ name, parameters }: { name: string; parameters: { value: string | null; file: string }[] }) =>
            `${name} ${parameters.map(({ value, file }) => `${value} ${file}`).join(', ')}`,
        )
      : []
  return { status, hosts: found as string[], stderr: stderr.trimEnd() }
}

describe('--inventory', () => {
  it('a file, with the variables beside it', () => {
    const root = tempTree(project)
    expect(ends(root, '--inventory', 'inventories/test/hosts.ini')).toEqual({
      status: 0,
      hosts: ['test1 40 inventories/test/group_vars/all.yml'],
      stderr: '',
    })
    const { hosts } = ends(root, '--inventory', join(root, 'inventories/prod/hosts'))
    expect(hosts.map(line => line.split(' ')[0])).toEqual(['web1', 'web2', 'db1'])
  })

  it('several', () => {
    const both = ['--inventory', 'inventories/prod/hosts', '--inventory', 'inventories/test/hosts.ini']
    expect(ends(tempTree(project), ...both).hosts).toHaveLength(4)
  })

  it('that lies outside of the paths that are looked at, or that git ignores', () => {
    const root = tempTree({ ...project, '.gitignore': '/inventories/\n', 'plays/site.yml': play })
    plainGit(root, 'init', '-q')
    const asked = ['--inventory', 'inventories/test/hosts.ini']
    const expected = ['test1 40 inventories/test/group_vars/all.yml']
    expect(ends(root, ...asked).hosts).toEqual(expected)
    expect(ends(root, 'plays', ...asked).hosts).toEqual(expected)
  })

  /** ansible-inventory 2.14 on this very folder: `web1`, `conf`, `other`, `deep`, `vars1`, `y1`, `y2`, in this order of files. */
  it('a folder is read as Ansible reads it', () => {
    const root = tempTree({
      'site.yml': play,
      'inv/a': '[web]\nweb1\n',
      ...Object.fromEntries(
        ['ini', 'cfg', 'md', 'txt', 'rst', 'orig', 'bak', 'retry', 'rpm', 'pyc', 'pyo', 'swp'].map(extension => [
          `inv/x.${extension}`,
          `left_${extension}\n`,
        ]),
      ),
      'inv/x~': 'left_tilde\n',
      'inv/.hidden': 'left_hidden\n',
      'inv/.git_/h': 'left_in_hidden\n',
      'inv/sub.ini/h': 'left_in_ini\n',
      'inv/vars_plugins/h': 'left_in_plugins\n',
      'inv/host_vars/db.yml': 'fin: 1\n',
      'inv/group_vars/all.yml': 'fin: 30\n',
      'inv/x.conf': 'conf\n',
      'inv/x.foo': 'other fin=31\n',
      'inv/sub/deeper/h': 'deep\n',
      'inv/sub/group_vars/all.yml': 'fin: 99\n',
      'inv/vars/h': 'vars1\n',
      'inv/y.yml': 'all:\n  hosts:\n    y1:\n',
      'inv/y.yaml': 'all:\n  hosts:\n    y2: {fin: 32}\n',
    })
    const { hosts, stderr } = ends(root, '--inventory', 'inv')
    const short = hosts.map(line => line.split(' ').slice(0, 2).join(' ')).sort()
    expect(short).toEqual(['conf 30', 'deep 30', 'other 31', 'vars1 30', 'web1 30', 'y1 30', 'y2 32'])
    expect(stderr).toBe('')
  })

  it('files of a folder count one after another by their names, folders among them', () => {
    const later = { 'inv/a/x': 'h fin=1\n', 'inv/a-b': 'h fin=2\n' }
    expect(ends(tempTree({ 'site.yml': play, ...later }), '--inventory', 'inv').hosts).toEqual(['h 2 inv/a-b'])
  })

  it('group_vars beside the playbook beat those beside the inventory, of the same group', () => {
    const root = tempTree({ ...project, 'group_vars/all.yml': 'fin: 50\n', 'host_vars/web1.yml': 'fin: 51\n' })
    addFiles(root, { 'inventories/prod/group_vars/db.yml': 'fin: 52\n' })
    expect(ends(root, '--inventory', 'inventories/prod').hosts).toEqual([
      'web1 51 host_vars/web1.yml',
      'web2 50 group_vars/all.yml',
      'db1 52 inventories/prod/group_vars/db.yml',
    ])
  })

  test.each([
    ['inventories/prodd', 'inventories/prodd does not exist; did you mean inventories/prod?'],
    ['nothing', 'nothing does not exist'],
  ])('%s is none', (typed, message) => {
    const { status, stderr } = ends(tempTree(project), '--inventory', typed)
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)])
  })

  it('a script is never run, and a plugin neither; both are told of', () => {
    const root = tempTree({
      ...project,
      script: '#!/bin/sh\ntouch ran\necho "{}"\n',
      'aws_ec2.yml': 'plugin: amazon.aws.aws_ec2\nregions: [eu-west-1]\n',
      'README.md': 'Hosts are in [prod]\nor elsewhere\n',
    })
    chmodSync(join(root, 'script'), 0o755)
    expect(ends(root, '--inventory', 'script')).toEqual({
      status: 0,
      hosts: [],
      stderr: 'script:1: script is a script, which is never run, so that its hosts are not known',
    })
    expect(runCli(root, ['effective', '--inventory', 'script', '--inventory', 'script']).stdout).toContain('No target')
    expect(ends(root, '--inventory', 'ran').stderr).toContain('ran does not exist')
    expect(ends(root, '--inventory', 'aws_ec2.yml').stderr).toBe(
      'aws_ec2.yml:1: aws_ec2.yml is for an inventory plugin, which is never run, so that its hosts are not known',
    )
    expect(ends(root, '--inventory', 'README.md').stderr).toBe(
      'README.md:1: README.md names no host, or is no inventory',
    )
    expect(ends(root, '--inventory', 'inventories/test').stderr).toMatch(
      /^inventories\/test\/.*: inventories\/test has no file that Ansible reads: of a folder it passes over \.ini/,
    )
    expect(ends(root, '--inventory', 'aws_ec2.yml', '--quiet').stderr).toBe('')
  })
})

describe('--host', () => {
  const root = () => tempTree(project)
  const names = (...args: string[]) => ends(root(), ...args).hosts.map(line => line.split(' ')[0])

  test('a name, several, a pattern', () => {
    expect(names('--host', 'web1')).toEqual(['web1'])
    expect(names('--host', 'db1', '--host', 'test1')).toEqual(['db1', 'test1'])
    expect(names('--host', 'web*')).toEqual(['web1', 'web2'])
    expect(names('--host', '*[12]', '--inventory', 'inventories/test/hosts.ini')).toEqual(['test1'])
  })

  test.each([
    ['webb1', '--host webb1 is no target here; did you mean web1?'],
    ['mail*', '--host mail* is no target here; leave it out to see all'],
  ])('%s is none', (typed, message) => {
    expect(ends(root(), '--host', typed)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) })
  })

  test('of a host that several inventories name each is shown', () => {
    const both = { ...project, 'inventories/test/hosts.ini': '[web]\nweb1\n' }
    const found = ends(tempTree(both), '--host', 'web1').hosts.map(line => line.replace(/\) .*/, ')'))
    expect(found).toEqual(['web1 (inventories/prod/hosts)', 'web1 (inventories/test/hosts.ini)'])
  })
})

describe('from another folder', () => {
  const rich = {
    ...project,
    'ansible.cfg': '[defaults]\ninventory = ../elsewhere/inventories/test/hosts.ini\nroles_path = shared\n',
    'site.yml': `- hosts: all\n  vars_files: ["../{{ 'elsewhere' }}/more.yml"]\n  roles: [tcp]\n`,
    'more.yml': 'fin: 33\n',
    'shared/tcp/tasks/main.yml': play.slice(play.indexOf('    -')).replaceAll(/^ {4}/gm, ''),
    'tests/nothing.yml': '[]\n',
  }

  test.each(['..', '../elsewhere', '../../tests/deep/elsewhere'])('%s ends up the same', typed => {
    const outer = tempTree(Object.fromEntries(Object.entries(rich).map(([p, t]) => [`tests/deep/elsewhere/${p}`, t])))
    const own = join(outer, 'tests/deep/elsewhere')
    const cwd =
      typed === '..' ? join(own, 'inventories') : join(outer, typed.startsWith('../..') ? 'a/b' : 'tests/deep/b')
    mkdirSync(cwd, { recursive: true })
    const names = (lines: readonly string[]) => lines.map(line => line.replace(/ \S+$/, '')).sort()
    const expected = ['db1 33', 'test1 33', 'web1 33', 'web2 33']
    expect(names(ends(own).hosts)).toEqual(expected)
    expect(names(ends(cwd, typed).hosts)).toEqual(expected)
    const one = ends(cwd, typed, '--inventory', join(typed, 'inventories/test/hosts.ini')).hosts
    expect(one.map(line => line.split(' ')[0])).toEqual(['test1'])
  })

  test('a variable file that only a run can name leaves open what it may define', () => {
    const files = {
      ...project,
      'site.yml': play.replace('  tasks', "  vars_files: [\"env/{{ lookup('env', 'E') }}.yml\"]\n  tasks"),
      'env/a.yml': 'fin: 1\n',
    }
    const outer = tempTree(Object.fromEntries(Object.entries(files).map(([path, text]) => [`own/${path}`, text])))
    mkdirSync(join(outer, 'b'))
    for (const [cwd, typed] of [
      ['b', '../own'],
      ['own', '.'],
      ['own/inventories', '..'],
    ] as const)
      expect(ends(join(outer, cwd), typed).hosts[0]).toMatch(/^web1 null /)
  })
})
