import { describe, expect, it, test } from 'vitest'
import { ends, type Files, task, values } from './ends.ts'

const play = `- hosts: all\n  tasks:\n    ${task('syn_retries', '{{ x }}')}`

describe('inventories', () => {
  test.each<[string, Files, string[]]>([
    ['ranges', { 'hosts.ini': '[web]\nweb[08:10:2].x:22 x=3\n' }, ['web08.x 3', 'web10.x 3']],
    ['letters', { 'hosts.ini': 'db-[a:b] x=3 # why\n' }, ['db-a 3', 'db-b 3']],
    [
      "Python's literals",
      { hosts: '[a]\nh1 x="4"\nh2 x=\'"5"\'\nh3 x=010\n[a:vars]\nx = 6 # why\n' },
      ['h1 4', 'h2 5', 'h3 8'],
    ],
    [
      'YAML',
      { 'inventory/hosts.yml': 'all:\n  vars: {x: 1}\n  children:\n    web:\n      hosts: {w1: , w2: {x: 2}}\n' },
      ['w1 1', 'w2 2'],
    ],
    ['priority', { 'hosts.ini': '[a]\nh\n[b]\nh\n[a:vars]\nx=1\nansible_group_priority=9\n[b:vars]\nx=2\n' }, ['h 1']],
    ['depth before name', { 'hosts.ini': '[z:children]\na\n[a]\nh\n[a:vars]\nx=1\n[z:vars]\nx=2\n' }, ['h 1']],
    ['ungrouped', { 'hosts.ini': 'h\n', 'group_vars/ungrouped.yml': 'x: 4\n' }, ['h 4']],
    [
      'of a folder that ansible.cfg names',
      {
        'ansible.cfg': '[defaults]\ninventory = ./inv\n',
        'inv/a': 'h\n',
        'inv/b': '[web]\nh\n',
        'inv/c.ini': 'other x=5\n',
        'inv/group_vars/web.yml': 'x: 3\n',
      },
      ['h 3'],
    ],
  ])('%s', async (_name, files, expected) => {
    const found = await values({ ...files, 'site.yml': play })
    expect(found.map(line => line.replace('syn_retries=', ''))).toEqual(expected)
  })

  test.each<[string, Files]>([
    ['a README', { 'inventory/README': 'These are hosts\n' }],
    ['a script', { 'inventory/hosts': '#!/bin/sh\necho h\n' }],
    ['/etc/hosts', { hosts: '127.0.0.1 localhost\n' }],
    ['a plugin', { 'inventory/hosts.yml': 'plugin: amazon.aws.aws_ec2\nregions: [eu]\n' }],
  ])('%s is none, and a play stands for a host of which not all is known', async (_name, files) => {
    const more = task('retries1', '{{ y | default(3) }}')
    const found = await values({ ...files, 'site.yml': `${play}    ${more}`, 'group_vars/all.yml': 'x: 1\n' })
    expect(found).toEqual(['all retries1=?', 'all syn_retries=1'])
  })

  it('each file is one, and names that stand in several are told apart', async () => {
    const files = {
      'inventories/prod/hosts': '[web]\nweb1\n',
      'inventories/prod/group_vars/web.yml': 'x: 1\n',
      'inventories/test/hosts': '[web]\nweb1\nweb2\n',
      'inventories/test/group_vars/web.yml': 'x: 2\n',
      'site.yml': play,
    }
    expect(await values(files)).toEqual([
      'web1 (inventories/prod/hosts) syn_retries=1',
      'web1 (inventories/test/hosts) syn_retries=2',
      'web2 syn_retries=2',
    ])
  })
})

describe('playbooks', () => {
  const inventory = { 'hosts.ini': '[web]\nw1\n[db]\nd1\n' }

  test.each([
    ['web', ['w1']],
    ['web:db', ['w1', 'd1']],
    ['all:!db', ['w1']],
    ['all:&db', ['d1']],
    ['w*', ['w1']],
    ['~w.*', ['w1']],
    ['web[0]', ['w1']],
    ['~(?=w)', []],
    ['all[0]', []],
    ['"{{ target }}"', []],
  ])('hosts: %s', async (pattern, expected) => {
    const found = await values({ ...inventory, 'site.yml': `- hosts: ${pattern}\n  tasks:\n    ${task('sack', '1')}` })
    expect(found.map(line => line.split(' ')[0])).toEqual(expected)
  })

  it('name hosts by their own variables and those of their roles, not by those of the inventory', async () => {
    const files = {
      ...inventory,
      'group_vars/all.yml': 'target: db\n',
      'roles/r/defaults/main.yml': 'theirs: db\n',
      'vars/more.yml': 'more: db\n',
    }
    const named = async (hosts: string, more = '') => {
      const site = `- hosts: ${hosts}\n${more}  tasks:\n    ${task('sack', '1')}`
      return (await values({ ...files, 'site.yml': site })).map(line => line.split(' ')[0])
    }
    expect(await named(`"{{ target | default('web') }}"`)).toEqual(['w1'])
    expect(await named('"{{ mine }}"', '  vars: {mine: "web:db"}\n')).toEqual(['w1', 'd1'])
    expect(await named(`"{{ theirs | default('web') }}"`, '  roles: [r]\n')).toEqual(['d1'])
    expect(await named(`"{{ more | default('web') }}"`, '  vars_files: [more.yml]\n')).toEqual(['d1'])
    expect(await named(`"{{ x | default('web') }}"`, '  roles: [elsewhere.x]\n')).toEqual(['w1'])
    expect(await named(`"{{ x | default('web') }}"`, '  vars_prompt: [{name: x}]\n')).toEqual([])
    expect(await named(`"{{ x | default('web') }}"`, '  vars_files: ["{{ y }}.yml"]\n')).toEqual([])
    expect(await named(`"{{ groups['web'] }}"`)).toEqual([])
  })

  test.each(['"{{ target }}"', '~(?=w)'])('a play for %s leaves open what others of its playbook set', async hosts => {
    const site = (first: string) =>
      `- hosts: ${first}\n  tasks:\n    ${task('sack', '1')}- hosts: ${hosts}\n  tasks:\n    ${task('sack', '0')}`
    expect(await values({ ...inventory, 'site.yml': site('web') })).toEqual(['w1 sack=?'])
  })

  it('that import others run them, and their variables win', async () => {
    const files = {
      ...inventory,
      'site.yml':
        '- import_playbook: plays/web.yml\n  vars: {x: 4}\n- import_playbook: ../outside.yml\n- import_playbook: site.yml\n',
      'plays/web.yml': play.replace('hosts: all', 'hosts: web\n  vars: {x: 3}'),
    }
    expect(await values(files)).toEqual(['w1 syn_retries=4'])
  })

  test.each([
    ['flag', ['w1 sack=1']],
    ['not flag', []],
    ['later', ['w1 sack=?']],
  ])('that others import when: %s', async (when, expected) => {
    const files = {
      ...inventory,
      'site.yml': `- import_playbook: plays/web.yml\n  when: ${when}\n`,
      'plays/web.yml': `- hosts: web\n  vars: {flag: true}\n  tasks:\n    ${task('sack', '1')}`,
    }
    expect(await values(files)).toEqual(expected)
  })

  it('that differ are told apart, and those that do the same are one', async () => {
    const files = {
      ...inventory,
      'a.yml': `- hosts: web\n  tasks:\n    ${task('sack', '1')}`,
      'b.yml': `- hosts: web\n  tasks:\n    ${task('sack', '0')}`,
    }
    expect(await values(files)).toEqual(['w1 (a.yml) sack=1', 'w1 (b.yml) sack=0'])
    expect(await values({ ...files, 'b.yml': files['b.yml'].replace('sack', 'dsack') })).toEqual([
      'w1 dsack=0',
      'w1 sack=1',
    ])
    const role = {
      ...inventory,
      'roles/r/tasks/main.yml': task('sack', '1'),
      'a.yml': '- hosts: web\n  roles: [r]\n',
      'b.yml': '- hosts: all\n  roles: [r]\n',
    }
    expect(await values(role)).toEqual(['w1 sack=1', 'd1 sack=1'])
  })
})

describe('files', () => {
  const tasks = (text: string, more: Files) =>
    ends({ 'hosts.ini': 'h\n', 'site.yml': '- hosts: all\n  roles: [r]\n', 'roles/r/tasks/main.yml': text, ...more })
  const conf = (value: number) => `net.ipv4.tcp_syn_retries = ${value}\n`

  test.each<[string, string, Files, string]>([
    [
      'a template of the role',
      '- template: {src: t.j2, dest: /etc/sysctl.d/a.conf}\n',
      { 'roles/r/templates/t.j2': conf(1), 'templates/t.j2': conf(2) },
      '1 roles/r/templates/t.j2:1',
    ],
    [
      'a file beside the playbook',
      '- copy: {src: f, dest: /etc/sysctl.d/a.conf}\n',
      { 'files/f': conf(3) },
      '3 files/f:1',
    ],
    [
      'tasks of the role',
      '- include_tasks: sub/a.yml\n',
      {
        'roles/r/tasks/sub/a.yml': '- import_tasks: b.yml\n',
        'roles/r/tasks/sub/b.yml': task('syn_retries', '4'),
        'roles/r/tasks/b.yml': task('syn_retries', '5'),
      },
      '4 roles/r/tasks/sub/b.yml:1',
    ],
    [
      'items of an include',
      '- include_tasks: a.yml\n  loop: [6]\n',
      { 'roles/r/tasks/a.yml': task('syn_retries', '{{ item }}') },
      '6 roles/r/tasks/main.yml:2',
    ],
    [
      'variables of an include',
      '- include_role: {name: s}\n  vars: {x: 7}\n',
      { 'roles/s/tasks/main.yml': task('syn_retries', '{{ x }}'), 'roles/s/vars/main.yml': 'x: 1\n' },
      '7 roles/r/tasks/main.yml:2',
    ],
    [
      'files of a name that a variable has',
      '- include_vars: "{{ env }}.yml"\n' + task('syn_retries', '{{ x }}'),
      { 'roles/r/vars/prod.yml': 'x: 8\n', 'group_vars/all.yml': 'env: prod\n' },
      '8 roles/r/vars/prod.yml:1',
    ],
    [
      'a folder of variables',
      '- include_vars: {dir: more}\n' + task('syn_retries', '{{ x }}'),
      { 'roles/r/vars/more/a.yml': 'x: 1\n', 'roles/r/vars/more/b.yml': 'x: 9\n' },
      '9 roles/r/vars/more/b.yml:1',
    ],
    [
      'variables under a name',
      '- include_vars: {file: a.yml, name: my}\n' + task('syn_retries', '{{ my.x }}'),
      { 'roles/r/vars/a.yml': 'x: 10\n' },
      '10 roles/r/vars/a.yml:1',
    ],
  ])('%s', async (_name, text, more, expected) => {
    expect(await tasks(text, more)).toEqual([`h syn_retries=${expected}`])
  })

  test.each<[string, string, Files]>([
    [
      'a name that a run gives',
      '- include_vars: "{{ ansible_os_family }}.yml"\n',
      { 'roles/r/vars/RedHat.yml': 'x: 8\n' },
    ],
    ['what may not be included', '- include_vars: a.yml\n  when: later\n', { 'roles/r/vars/a.yml': 'x: 8\n' }],
    ['a broken file', '- include_vars: a.yml\n', { 'roles/r/vars/a.yml': 'y: "1\nx: "8"\n' }],
    ['a vault', '- include_vars: a.yml\n', { 'roles/r/vars/a.yml': '$ANSIBLE_VAULT;1.1;AES256\n6162\n' }],
  ])('%s leaves open what it may define', async (_name, include, more) => {
    const text = include + task('syn_retries', '{{ x }}')
    expect((await tasks(text, { 'group_vars/all.yml': 'x: 1\n', ...more }))[0]).toMatch(/^h syn_retries=\? /)
  })

  it('a file that may be read a second time changes nothing', async () => {
    const text = '- include_vars: "{{ ansible_os_family }}.yml"\n' + task('syn_retries', '{{ x }}')
    const more = {
      'site.yml': '- hosts: all\n  vars_files: [roles/r/vars/common.yml]\n  roles: [r]\n',
      'roles/r/vars/common.yml': 'x: 5\n',
      'roles/r/vars/Debian.yml': 'y: 1\n',
    }
    expect(await tasks(text, more)).toEqual(['h syn_retries=5 roles/r/vars/common.yml:1'])
    expect(await tasks(text, { ...more, 'roles/r/vars/Debian.yml': 'x: 6\n' })).toEqual([
      'h syn_retries=? roles/r/tasks/main.yml:2',
    ])
  })

  test.each(['../../../../../etc/passwd', '/etc/sysctl.conf', '~/x', '../outside.yml'])(
    'nothing outside is read: %s',
    async name => {
      const text = `- include_tasks: ${name}\n- include_vars: ${name}\n- copy: {src: ${name}, dest: /etc/sysctl.d/a.conf}\n`
      expect(await tasks(text, { 'etc/passwd': conf(1) })).toEqual([])
    },
  )
})
