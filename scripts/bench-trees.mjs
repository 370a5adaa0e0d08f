/** An Ansible repository as bench.mjs measures: roles with the files that roles have, of sizes that roles have. */
const places = [
  'README.md',
  'defaults/main.yml',
  'handlers/main.yml',
  'meta/main.yml',
  ...['main', 'install', 'configure', 'service', 'users', 'firewall'].map(name => `tasks/${name}.yml`),
  ...['Debian', 'RedHat', 'main'].map(name => `vars/${name}.yml`),
  ...['app.conf', 'app.service', 'env', 'limits.conf', 'logrotate', 'nginx.conf', 'hosts'].map(
    name => `templates/${name}.j2`,
  ),
  ...['run.sh', 'check.py', 'app.list', 'logo.png', 'ca.crt'].map(name => `files/${name}`),
  ...['converge.yml', 'molecule.yml', 'verify.yml'].map(name => `molecule/default/${name}`),
]

const task = i => `- name: Install package number ${i}
  ansible.builtin.apt:
    name: "package{{ suffix_${i % 7} }}"
    state: present
    update_cache: true
  when: ansible_os_family == "Debian" and install_${i % 11} | default(true)
  notify: restart app

`
const tasks = Array.from({ length: 60 }, (_, i) => task(i)).join('')

/** @returns {[path: string, text: string][]} files that set nothing, 2 kB on average, three a directory */
export function plainFiles(count) {
  return Array.from({ length: count }, (_, i) => {
    const number = Math.floor(i / places.length)
    const role = `roles/${['web', 'db', 'cache', 'proxy', 'log'][number % 5]}_${number}`
    return [`${role}/${places[i % places.length]}`, `---\n${tasks.slice(0, 200 + ((i * 997) % 3600))}`]
  })
}

/**
 * 500 roles, 1,900 hosts with files of their own and 100 groups; 21 roles are used, one of them sets a parameter through a variable that
 * three of the 2,000 files of variables define.
 * @returns {[path: string, text: string][]}
 */
export function projectFiles() {
  const roles = plainFiles(500 * places.length).filter(([path]) => /(tasks|defaults|vars|meta)\/main\.yml$/.test(path))
  const used = [...new Set(roles.map(([path]) => path.split('/')[1]))].slice(0, 20)
  const plain = i => repeat(400 + ((i * 31) % 800), line => `service_${i % 50}_option_${line}: ${i + line}\n`)
  const hosts = Array.from({ length: 1900 }, (_, i) => `h${i}`)
  const groups = Array.from({ length: 100 }, (_, i) => `g${i}`)
  const timeout = value => `tcp_fin_timeout: ${value}\n`
  return [
    ...roles.map(([path, text]) => [path, path.includes('/tasks/') ? text : plain(path.length)]),
    ...hosts.map((host, i) => [`host_vars/${host}.yml`, plain(i) + (i === 42 ? timeout(25) : '')]),
    ...groups.map((group, i) => [`group_vars/${group}.yml`, plain(i) + (i === 7 ? timeout(20) : '')]),
    [
      'hosts.ini',
      groups.map((group, g) => `[${group}]\n${hosts.filter((_, i) => i % 100 === g).join('\n')}\n`).join(''),
    ],
    ['site.yml', `- hosts: all\n  roles: [${used.join(', ')}, net]\n`],
    ['roles/net/defaults/main.yml', timeout(60)],
    [
      'roles/net/tasks/main.yml',
      '- ansible.posix.sysctl:\n    name: net.ipv4.tcp_fin_timeout\n    value: "{{ tcp_fin_timeout }}"\n    sysctl_file: /etc/sysctl.d/60-net.conf\n',
    ],
  ]
}

const repeat = (bytes, block) => {
  let text = ''
  for (let i = 0; text.length < bytes; i++) text += block(i)
  return text
}

/** Files that set parameters, among other lines. An Ansible repository's: sysctl.d files, tasks and variables of roles. */
const ansibleKinds = [
  ['etc/sysctl.d/%-net.conf', sysctlText(600)],
  ['roles/net_%/tasks/main.yml', ansibleText(1500)],
  [
    'roles/kernel_%/defaults/main.yml',
    'sysctl_settings:\n  net.ipv4.tcp_fin_timeout: 60\n  net.ipv4.tcp_tw_reuse: 1\n',
  ],
]
const otherKinds = [
  ['scripts/tune_%.sh', shellText(800)],
  [
    'user-data/%.yml',
    `#cloud-config\nwrite_files:\n  - path: /etc/sysctl.d/60-net.conf\n    content: |\n      net.ipv4.tcp_fin_timeout = 60\n`,
  ],
]

/** @returns {[path: string, text: string][]} */
export function candidateFiles(count, everyKind = false) {
  const kinds = everyKind ? [...ansibleKinds, ...otherKinds] : ansibleKinds
  return Array.from({ length: count }, (_, i) => {
    const [path, text] = kinds[i % kinds.length]
    return [path.replace('%', i), text]
  })
}

export function sysctlText(bytes) {
  return repeat(
    bytes,
    i =>
      `# wait less for peers that are gone (${i})\nnet.ipv4.tcp_fin_timeout = ${15 + (i % 16)}\nnet.core.somaxconn = ${1024 + i}\nvm.swappiness=10\n`,
  )
}

export function ansibleText(bytes) {
  return `---\n${repeat(bytes, i => `- name: Set the timeout of service ${i}\n  ansible.posix.sysctl:\n    name: net.ipv4.tcp_fin_timeout\n    value: "${15 + (i % 16)}"\n    sysctl_file: /etc/sysctl.d/60-net.conf\n  when: tune | bool\n\n${task(i)}`)}`
}

export function shellText(bytes) {
  return `#!/bin/sh\nset -eu\n${repeat(bytes, i => `# service ${i}\nif [ -f /etc/app/${i}.conf ]; then\n  install -m 0644 "/etc/app/${i}.conf" "$TARGET/app.conf"\nfi\nsysctl -w net.ipv4.tcp_fin_timeout=${15 + (i % 16)}\necho "net.ipv4.tcp_tw_reuse = 1" >> /etc/sysctl.d/60-net.conf\n`)}`
}
