import { describe, expect, it, test } from 'vitest'
import { places, settings, steps } from './show.ts'

const task = (value: string) => `- sysctl:\n    name: net.ipv4.tcp_sack\n    value: ${value}\n`

describe('values, as ansible.posix.sysctl writes them', () => {
  // tried with ansible-core 2.14, 2.19 and 2.22
  test.each([
    ['60', '60'],
    ['0x3c', '60'],
    ['010', '8'],
    ['"010"', '010'],
    ['0o17', '0o17'],
    ['08', '08'],
    ['6e1', '6e1'],
    ['60.0', '60.0'],
    ['1_000', '1000'],
    ['1:30', '90'],
    ['yes', '1'],
    ['"Yes"', '1'],
    ['y', '1'],
    ['"t"', '1'],
    ['off', '0'],
    ['"F"', '0'],
    ['" yes "', 'yes'],
    ['4096  87380', '4096  87380'],
    ['"  5 "', '5'],
    ['|\n      4096 87380\n', '4096 87380'],
    ['[4096, 87380, a]', "[4096, 87380, 'a']"],
    ['{a: 1}', "{'a': 1}"],
    [`'"5"'`, '"5"'],
    ['""', ''],
    ['', ''],
    ['!unsafe "{{ x }}"', '{{ x }}'],
    ['"{{ 30 }}"', '30'],
    [`"{{ '4096 87380' }} 5"`, '4096 87380 5'],
    ['"{{ \'x\' | default(3) }}"', 'x'],
    ['"{{ 5 | int }}"', '5'],
  ])('%s is %s', (written, value) => {
    expect(settings(task(written))).toEqual([`sack=${value} (stops)`])
  })

  test.each([
    ['"{{ x }}"', '{{ x }}'],
    ['"{{ x | default(5) }}"', '{{ x | default(5) }}'],
    ['"5{% if a %}0{% endif %}"', '5{% if a %}0{% endif %}'],
    ['{{ x }}', '{{ x }}'],
    ['["{{ x }}"]', "['{{ x }}']"],
    ['!vault |\n      $ANSIBLE_VAULT;1.1;AES256\n', '$ANSIBLE_VAULT;1.1;AES256'],
  ])('%s is not known', (written, value) => {
    expect(settings(task(written))).toEqual([`sack=${value} (unknown, stops)`])
  })
})

describe('ways to write the task', () => {
  const same = ['line /etc/sysctl.conf sack=1 (stops)', 'load procps /etc/sysctl.conf']
  test.each([
    '- ansible.posix.sysctl: {name: net.ipv4.tcp_sack, value: 1}',
    '- ansible.builtin.sysctl: {key: net.ipv4.tcp_sack, val: "1"}',
    '- ansible.legacy.sysctl:\n    value: 1\n    name: " net.ipv4.tcp_sack "',
    '- sysctl: name=net.ipv4.tcp_sack value=1',
    `- sysctl: key='net.ipv4.tcp_sack' val="1" reload=yes`,
    '- sysctl: >\n    name=net.ipv4.tcp_sack\n    value=1\n',
    '- sysctl:\n  args:\n    name: net.ipv4.tcp_sack\n    value: 1',
    '- sysctl: name=net.ipv4.tcp_sack\n  args: {value: 1}',
    '- action: sysctl name=net.ipv4.tcp_sack value=1',
    '- action: {module: sysctl, name: net.ipv4.tcp_sack, value: 1}',
    '- local_action: ansible.posix.sysctl name=net.ipv4.tcp_sack value=1',
    '- name: net.ipv4.tcp_dsack\n  register: r\n  become: yes\n  sysctl: name=net/ipv4/tcp_sack value=1',
    '- block:\n    - block:\n        - sysctl: name=net.ipv4.tcp_sack value=1',
    '- hosts: all\n  tasks:\n    - sysctl: name=net.ipv4.tcp_sack value=1',
  ])('%j', text => expect(steps(text)).toEqual(same))

  test.each([
    '- community.docker.docker_container: {name: a, sysctls: {net.ipv4.tcp_sack: 1}}',
    '- debug: msg="net.ipv4.tcp_sack=1"',
    '- assert: {that: ["net.ipv4.tcp_sack=1"]}',
    '- name: net.ipv4.tcp_sack\n  other.sysctl.sysctl: {name: net.ipv4.tcp_sack, value: 1}',
    '- sysctl: {name: net.ipv4.conf.all.rp_filter, value: 1}',
    '- sysctl: {name: "{{ a }}", value: 1}',
    '- sysctl: {value: 1}',
    '- sysctl:',
    '- sysctl: net.ipv4.tcp_sack',
  ])('%j sets nothing', text => expect(steps(text)).toEqual([]))
})

describe('options', () => {
  const set = (options: string) => steps(`- sysctl: {name: net.ipv4.tcp_sack, value: 1, ${options}}`)

  it('sysctl_file says where the line goes', () => {
    expect(set('sysctl_file: /etc/sysctl.d/60.conf')).toEqual([
      'line /etc/sysctl.d/60.conf sack=1 (stops)',
      'load procps /etc/sysctl.d/60.conf',
    ])
    expect(set('sysctl_file: "/etc/sysctl.d/{{ x }}.conf", reload: no')).toEqual([
      'line /etc/sysctl.d/{{ x }}.conf sack=1 (stops)',
    ])
    expect(set('sysctl_file: "{{ x }}"')).toEqual(['line null sack=1 (stops)'])
    expect(set('sysctl_file: "/opt/{{ x }}.conf"')).toEqual(['line null sack=1 (stops)'])
  })

  it('reload and sysctl_set say whether it takes effect at once', () => {
    expect(set('reload: false')).toEqual(['line /etc/sysctl.conf sack=1 (stops)'])
    expect(set('reload: "no", sysctl_set: yes')).toEqual([
      'line /etc/sysctl.conf sack=1 (stops)',
      'load procps /etc/sysctl.conf',
    ])
  })

  it('state and ignoreerrors', () => {
    expect(set('ignoreerrors: yes')[0]).toBe('line /etc/sysctl.conf sack=1 (guarded)')
    expect(set('ignoreerrors: "{{ x }}"')[0]).toBe('line /etc/sysctl.conf sack=1 (guarded)')
    expect(set('state: absent')[0]).toBe('line /etc/sysctl.conf sack= (absent, stops)')
    expect(set('state: "{{ s }}"')[0]).toBe('line /etc/sysctl.conf sack=1 (if state: {{ s }}, stops)')
  })

  it('a dash before the name makes errors the loader passes over', () => {
    expect(settings('- sysctl: name=-net.ipv4.tcp_sack value=1')).toEqual(['sack=1 (stops, dash)'])
  })
})

describe('places', () => {
  test.each([
    ['- sysctl: {name: "net.ipv4.tcp_sack", value: \'1\'}', 'net.ipv4.tcp_sack | 1'],
    ['- sysctl: name="net.ipv4.tcp_sack" value=yes', 'net.ipv4.tcp_sack | yes'],
    ['- sysctl: {name: net/ipv4/tcp_sack, value: 010}', 'net/ipv4/tcp_sack | 010'],
    ['- sysctl: {name: -net.ipv4.tcp_sack, value: "{{ x }}"}', 'net.ipv4.tcp_sack | {{ x }}'],
    ['- sysctl: {name: net.ipv4.tcp_sack, value: "{{ \'1\' }}"}', 'net.ipv4.tcp_sack | 1'],
    ['- sysctl: {name: net.ipv4.tcp_sack, value: "  1  "}', 'net.ipv4.tcp_sack | 1'],
    ['- sysctl: {name: net.ipv4.tcp_sack, value: [1, 2]}', 'net.ipv4.tcp_sack | [1, 2]'],
    ['- sysctl: {name: net.ipv4.tcp_sack}', 'net.ipv4.tcp_sack | '],
    ['- action: sysctl name=net.ipv4.tcp_sack value="1 2"', 'net.ipv4.tcp_sack | 1 2'],
  ])('%j', (text, expected) => expect(places(text)).toEqual([expected]))
})
