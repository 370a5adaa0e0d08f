import { describe, expect, it, test } from 'vitest'
import { places, settings, steps } from './show.ts'

describe('loops over literal items', () => {
  const loop = (name: string, value: string, rest: string) =>
    `- sysctl: {name: "${name}", value: "${value}", reload: no}\n  ${rest}\n`

  test.each([
    ['item.name', 'item.value', 'loop: [{name: net.ipv4.tcp_sack, value: 010}]', 'sack=8'],
    ['item.key', 'item.val', 'with_items: [{key: net.ipv4.tcp_sack, val: yes}]', 'sack=1'],
    ["item['name']", 'item["x y"]', 'loop: [{name: net.ipv4.tcp_sack, x y: 1}]', 'sack=1'],
    ['item.0', 'item[1]', 'loop: [[net.ipv4.tcp_sack, 1]]', 'sack=1'],
    ['item.a', 'item.b', 'with_items: [[{a: net.ipv4.tcp_sack, b: 1}]]', 'sack=1'],
    ['item.key', 'item.value', 'with_dict: {net.ipv4.tcp_sack: 1}', 'sack=1'],
    ["item.split('=')[0]", "item.split('=')[1]", 'loop: [net.ipv4.tcp_sack=1]', 'sack=1'],
    ['item', '1', 'loop: [net.ipv4.tcp_sack]', 'sack=1'],
    [
      'k.name',
      'k.value | string',
      'loop: [{name: net.ipv4.tcp_sack, value: 1}]\n  loop_control: {loop_var: k}',
      'sack=1',
    ],
    ['item.name', 'item.value | default(2)', 'loop: [{name: net.ipv4.tcp_sack}]', 'sack=2'],
    ["item.prefix ~ 'k'", '1', 'loop: [{prefix: net.ipv4.tcp_sac}]', 'sack=1'],
    ["item.prefix | regex_replace('x', 'k')", '1', 'loop: [{prefix: net.ipv4.tcp_sacx}]', null],
    ['item.name', 'item.value', 'loop: "{{ list }}"', null],
  ])('%s, %s, %s', (name, value, rest, expected) => {
    const quoted = (text: string) => `{{ ${text} }}`.replace(/"/g, '\\"')
    expect(settings(loop(quoted(name), quoted(value), rest))).toEqual(expected === null ? [] : [`${expected} (stops)`])
  })

  it('keep a template of an item unknown', () => {
    const text = loop('{{ item.name }}', '{{ item.value }}', 'loop: [{name: net.ipv4.tcp_sack, value: "{{ x }}"}]')
    expect(settings(text)).toEqual(['sack={{ x }} (unknown, stops)'])
    expect(places(text)).toEqual(['net.ipv4.tcp_sack | {{ x }}'])
  })

  it('stand at the items', () => {
    const text = loop('{{ item.name }}', '{{ item.value }}', 'loop: [{name: \'net.ipv4.tcp_sack\', value: "1"}]')
    expect(places(text)).toEqual(['net.ipv4.tcp_sack | 1'])
    const split = loop("{{ item.split('=')[0] }}", "{{ item.split('=')[1] }}", 'loop: [net.ipv4.tcp_sack=1]')
    expect(places(split)).toEqual(['net.ipv4.tcp_sack | 1'])
  })

  it('leave out an option that says omit', () => {
    const text =
      '- sysctl:\n    name: "{{ item.n }}"\n    value: "{{ item.v | default(omit) }}"\n    state: "{{ item.s | default(\'present\') }}"\n' +
      '  loop:\n    - {n: net.ipv4.tcp_sack, v: 1}\n    - {n: net.ipv4.tcp_dsack, s: absent}\n'
    expect(settings(text)).toEqual(['sack=1 (stops)', 'dsack= (absent, stops)'])
  })

  it('are settings by their shape where the task cannot be followed', () => {
    const text = '- include_role: {name: sysctl}\n  loop: [{name: net.ipv4.tcp_sack, value: 1}]\n'
    expect(steps(text)).toEqual(['line null sack=1'])
    expect(steps(text.replace('include_role: {name: sysctl}', 'debug: {msg: a}'))).toEqual([])
  })
})

describe('conditions', () => {
  const when = (condition: string, more = '') =>
    steps(`- sysctl: {name: net.ipv4.tcp_sack, value: 1, reload: no}\n  when: ${condition}\n${more}`)

  test.each([
    ['true', 'sack=1 (stops)'],
    ['"True"', 'sack=1 (stops)'],
    ['tune | bool', 'sack=1 (if when: tune | bool, stops)'],
    ['[a, b]', 'sack=1 (if when: a, stops)'],
    ['ansible_kernel is version("4.12", "<")', 'sack=1 (guarded)'],
    ['ansible_facts["distribution_major_version"] == "7"', 'sack=1 (guarded)'],
    ['ansible_os_family == "RedHat"', 'sack=1 (guarded)'],
    ['[ansible_distribution == "Debian", tune]', 'sack=1 (if when: tune, guarded)'],
  ])('when: %s', (condition, expected) => {
    expect(when(condition)).toEqual([`line /etc/sysctl.conf ${expected}`])
  })

  it('what never runs is dropped with the reason', () => {
    expect(when('no')).toEqual(['[ignored: line /etc/sysctl.conf sack=1 (stops)]'])
    expect(when('true', '  tags: never')).toEqual(['[ignored: line /etc/sysctl.conf sack=1 (stops)]'])
    expect(when('true', '  check_mode: yes')).toEqual(['[ignored: line /etc/sysctl.conf sack=1 (stops)]'])
  })

  it('of a block hold for its tasks', () => {
    const block = (more: string) => settings(`- block:\n    - sysctl: {name: net.ipv4.tcp_sack, value: 1}\n  ${more}\n`)
    expect(block('when: a')).toEqual(['sack=1 (if when: a, stops)'])
    expect(block('ignore_errors: yes')).toEqual(['sack=1 (guarded)'])
    expect(block('rescue:\n    - sysctl: {name: net.ipv4.tcp_dsack, value: 1}')).toEqual([
      'sack=1 (guarded)',
      'dsack=1 (if it runs only after an error, guarded)',
    ])
    expect(block('always:\n    - sysctl: {name: net.ipv4.tcp_dsack, value: 1}')).toEqual([
      'sack=1 (stops)',
      'dsack=1 (stops)',
    ])
  })

  it('a failure that is passed over is guarded', () => {
    expect(when('true', '  ignore_errors: true')).toEqual(['line /etc/sysctl.conf sack=1 (guarded)'])
    expect(when('true', '  failed_when: false')).toEqual(['line /etc/sysctl.conf sack=1 (guarded)'])
    expect(when('true', '  failed_when: r.rc > 1')).toEqual(['line /etc/sysctl.conf sack=1 (stops)'])
  })

  it('are shown in one short clean line', () => {
    const [line] = when(`"a\\e[31m\\n${'b'.repeat(100)}"`)
    expect(line).toBe(`line /etc/sysctl.conf sack=1 (if when: a [31m ${'b'.repeat(50)}..., stops)`)
  })
})

describe('files', () => {
  test.each([
    [
      'copy: {dest: /etc/sysctl.d/a.conf, content: "net.ipv4.tcp_sack = 1\\n"}',
      'write /etc/sysctl.d/a.conf "net.ipv4.tcp_sack = 1\\n"',
    ],
    ['ansible.builtin.copy: dest=/etc/sysctl.d/a content="a = 1"', 'write /etc/sysctl.d/a "a = 1"'],
    ['copy: {dest: "{{ x }}", content: "net.ipv4.tcp_sack=1"}', 'write null "net.ipv4.tcp_sack=1"'],
    ['blockinfile: {path: /etc/sysctl.conf, block: "a = 1"}', 'append /etc/sysctl.conf "a = 1"'],
    ['lineinfile: {path: /etc/sysctl.conf, regexp: x, line: a = 1}', 'append /etc/sysctl.conf "a = 1"'],
    [
      'lineinfile: {path: /etc/sysctl.conf, regexp: x, line: a = 1, backrefs: yes}',
      'append /etc/sysctl.conf "a = 1" (if only where its pattern is found)',
    ],
    [
      'replace: {path: /etc/sysctl.conf, regexp: x, replace: a = 1}',
      'append /etc/sysctl.conf "a = 1" (if only where its pattern is found)',
    ],
    [
      'copy: {dest: /etc/sysctl.conf, content: "a = {{ b }}{% if c %}d{% endif %}"}',
      'write /etc/sysctl.conf "a = {{ b }}{% if c %}d{% endif %}" (unknown {{ b }}; unknown {% if c %}; conditional d; unknown {% endif %})',
    ],
    [
      'ini_file: {path: /etc/sysctl.conf, option: net.ipv4.tcp_sack, value: "1"}',
      'line /etc/sysctl.conf sack=1 (stops)',
    ],
    [
      'lineinfile: {path: /etc/sysctl.conf, line: net.ipv4.tcp_sack = 1, state: absent}',
      'line /etc/sysctl.conf = (unknown, absent, if only a run can tell which lines net.ipv4.tcp_sack = 1 means, stops)',
    ],
    [
      'lineinfile: {path: /etc/sysctl.conf, regexp: "^net.ipv4.tcp_sack", state: absent}',
      'line /etc/sysctl.conf sack= (unknown, absent, stops)',
    ],
    [
      'blockinfile: {path: /etc/sysctl.conf, block: net.ipv4.tcp_sack = 1, state: absent}',
      'append /etc/sysctl.conf ""',
    ],
    ['copy: {dest: /proc/sys/net/ipv4/tcp_sack, content: "1\\n"}', 'set sack=1 by /proc/sys'],
  ])('%s', (task, expected) => expect(steps(`- ${task}\n`)).toEqual([expected]))

  test.each([
    'copy: {dest: /usr/local/bin/tune, content: "#!/bin/sh\\nnet.ipv4.tcp_sack=1"}',
    'copy: {dest: /etc/motd, content: "see net.ipv4.tcp_sack"}',
    'copy: {dest: /etc/sysctl.conf, src: a}',
    'lineinfile: {path: /etc/sysctl.conf, line: vm.swappiness = 1, state: absent}',
    'lineinfile: {path: /etc/sysctl.conf, regexp: net.ipv4.tcp_sack = 1}',
    'template: {dest: /etc/sysctl.conf, src: a.j2}',
  ])('%s sets nothing', task => expect(steps(`- ${task}\n`)).toEqual([]))

  it('lines of a loop keep their places', () => {
    const text =
      '- lineinfile: {path: /etc/sysctl.conf, line: "{{ item.k }} = {{ item.v }}"}\n  loop: [{k: net.ipv4.tcp_sack, v: 010}]\n'
    expect(steps(text)).toEqual(['append /etc/sysctl.conf "net.ipv4.tcp_sack = 8"'])
  })
})

describe('commands', () => {
  test.each([
    ['command: sysctl -w net.ipv4.tcp_sack=1', 'set sack=1 (stops) by sysctl -w'],
    ['command: sysctl -w "net.ipv4.tcp_rmem=1 2 3"', 'set rmem=1 2 3 (stops) by sysctl -w'],
    ['command: {argv: [sysctl, -w, net.ipv4.tcp_rmem=1 2 3]}', 'set rmem=1 2 3 (stops) by sysctl -w'],
    ['command: chdir=/tmp sysctl -w net.ipv4.tcp_sack=1', 'set sack=1 (stops) by sysctl -w'],
    ['command: {cmd: sysctl -w net.ipv4.tcp_sack=1, creates: /x}', 'set sack=1 (stops) by sysctl -w'],
    ['shell: echo 1 > /proc/sys/net/ipv4/tcp_sack creates=/x', 'set sack=1 (stops) by /proc/sys'],
    ['raw: sysctl -w net.ipv4.tcp_sack=1', 'set sack=1 (stops) by sysctl -w'],
    [
      'shell: "sysctl -w net.ipv4.tcp_sack={{ a | default(1) }}"',
      'set sack={{ a | default(1) }} (unknown, stops) by sysctl -w',
    ],
    ['shell: sysctl -w net.ipv4.tcp_sack=1 || true', 'set sack=1 (guarded) by sysctl -w'],
    ['cron: {special_time: reboot, job: sysctl -w net.ipv4.tcp_sack=1}', 'set sack=1 (stops) by sysctl -w each boot'],
  ])('%s', (task, expected) => expect(steps(`- ${task}\n`)).toEqual([expected]))

  test.each([
    'command: echo 1 > /proc/sys/net/ipv4/tcp_sack',
    'command: sysctl net.ipv4.tcp_sack',
    'cron: {hour: 5, job: sysctl -w net.ipv4.tcp_sack=1}',
    'command: sysctl -w "net.ipv4.tcp_sack=1',
    'script: net.ipv4.tcp_sack=1',
  ])('%s sets nothing', task => expect(steps(`- ${task}\n`)).toEqual([]))

  it('run with the items of a loop, at their places', () => {
    const text = '- shell: sysctl -w {{ item.k }}={{ item.v }}\n  loop: [{k: net.ipv4.tcp_sack, v: 1}]\n'
    expect(steps(text)).toEqual(['set sack=1 (stops) by sysctl -w'])
    expect(places(text)).toEqual(['net.ipv4.tcp_sack | 1'])
  })
})

describe('plays', () => {
  it('run their parts in order, and the handlers that are notified', () => {
    const task = (name: string, more = '') =>
      `    - {sysctl: {name: net.ipv4.tcp_${name}, value: 1, reload: no}${more}}\n`
    const text =
      `- hosts: a\n  handlers:\n${task('ecn', ', name: h')}${task('frto', ', name: other')}  post_tasks:\n${task('dsack')}` +
      `  tasks:\n${task('sack', ', notify: [h]')}  pre_tasks:\n${task('fack')}- hosts: b\n  tasks:\n${task('sack')}`
    expect(settings(text, 'site.yml')).toEqual([
      'fack=1 (stops)',
      'sack=1 (stops)',
      'dsack=1 (stops)',
      'ecn=1 (stops)',
      'frto=1 (if no task here notifies this handler, stops)',
      'sack=1 (stops)',
    ])
  })
})
