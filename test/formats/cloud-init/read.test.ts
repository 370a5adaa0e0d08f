import { describe, expect, test } from 'vitest'
import { written } from '../../../src/core/text.ts'
import { lintTexts } from '../../../src/lint-texts.ts'

/** `name=value outcome` of each setting, in the order of the file, and the problems with their lines. */
async function read(text: string, path = 'user-data') {
  const { effects, problems } = await lintTexts([{ path, text }], { rules: [] })
  const settings = effects.map(({ setting, outcome }) => `${setting.parameter.slice(13)}=${setting.value} ${outcome}`)
  const line = (offset: number) => text.slice(0, offset).split('\n').length
  return {
    settings,
    problems: problems.map(p => `${line(p.at.start)} ${p.rule}`),
    why: effects.map(e => e.why),
    effects,
  }
}

// the name of a parameter, without which nobody looks at the file
const config = (body: string) => read(`#cloud-config\n${body}# net.ipv4.tcp_x\n`)
const file = (name: string, content: string, more = '') =>
  ` - {path: /etc/sysctl.d/${name}, content: "net.ipv4.tcp_${content}"${more}}\n`

describe('order', () => {
  test('bootcmd runs before files are written and again at each boot', async () => {
    const { settings, effects } = await config(
      `write_files:\n${file('a.conf', 'fin_timeout=30')}bootcmd: [sysctl -w net.ipv4.tcp_fin_timeout=20]\nruncmd: [sysctl --system]\n`,
    )
    expect(settings).toEqual(['fin_timeout=30 applied', 'fin_timeout=20 applied'])
    expect(effects.map(e => e.lasts)).toEqual(['runtime', 'boot'])
  })

  test('deferred files come after all others, whatever their place', async () => {
    const { settings } = await config(
      `write_files:\n${file('a.conf', 'sack=0', ', defer: true')}${file('a.conf', 'sack=1')}`,
    )
    expect(settings).toEqual(['sack=0 applied', 'sack=1 overridden'])
  })

  test('runcmd takes its place among user scripts by name', async () => {
    const part = (name: string, type: string, body: string) =>
      `--b\nContent-Type: text/${type}\nContent-Disposition: attachment; filename="${name}"\n\n${body}\n`
    const script = (value: number) => `#!/bin/sh\nsysctl -w net.ipv4.tcp_retries2=${value}`
    const message = (name: string) =>
      `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n${part(name, 'x-shellscript', script(8))}${part('x', 'cloud-config', 'runcmd: [sysctl -w net.ipv4.tcp_retries2=9]')}--b--\n`
    expect((await read(message('a'))).settings).toEqual(['retries2=8 overridden', 'retries2=9 applied'])
    expect((await read(message('z'))).settings).toEqual(['retries2=8 applied', 'retries2=9 overridden'])
  })
})

describe('write_files', () => {
  test('a path is made absolute as in the root folder', async () => {
    const { effects } = await config(
      'write_files:\n - {path: etc//./sysctl.d/../sysctl.d/a.conf, content: net.ipv4.tcp_sack=1}\n',
    )
    expect(effects.map(e => e.appliedBy)).toEqual(['/etc/sysctl.d/a.conf'])
  })

  test.each([
    ['content: 60', 3],
    ['content: [a]', 3],
    ['content: "a", encoding: b64', 3],
    ['content: "YQ==", encoding: gz+b64', 3],
    ['content: "a", encoding: gzip', 3],
    ['content: "a", encoding: 5', 3],
  ])('{ %s } ends its pass', async (broken, line) => {
    const { settings, problems } = await config(
      `write_files:\n - {path: /etc/sysctl.d/b.conf, ${broken}}\n${file('a.conf', 'sack=1')}${file('c.conf', 'sack=0', ', defer: 1')}`,
    )
    expect(settings).toEqual(['sack=1 ignored', 'sack=0 applied'])
    expect(problems).toEqual([`${line} syntax`])
  })

  test('an empty content and an unknown encoding are taken', async () => {
    const { settings, problems } = await config(
      `write_files:\n - {path: /etc/sysctl.d/b.conf, content: }\n${file('a.conf', 'sack=1', ', encoding: rot13')}`,
    )
    expect(settings).toEqual(['sack=1 applied'])
    expect(problems).toEqual([])
  })

  test('a mapping instead of a list writes nothing', async () => {
    const { settings, problems } = await config(
      'write_files:\n  path: /etc/sysctl.d/a.conf\n  content: net.ipv4.tcp_sack=1\n',
    )
    expect(settings).toEqual(['sack=1 ignored'])
    expect(problems).toEqual(['3 syntax'])
  })

  test('an item that is a number keeps all files from being written', async () => {
    const { settings, problems } = await config(`write_files:\n${file('a.conf', 'sack=1')} - 5\n`)
    expect(settings).toEqual(['sack=1 ignored'])
    expect(problems).toEqual(['4 syntax'])
  })

  test('content beside source.uri is only what is written if fetching fails', async () => {
    const { settings, why } = await config(`write_files:\n${file('a.conf', 'sack=1', ', source: {uri: "https://x"}')}`)
    expect(settings).toEqual(['sack=1 unknown'])
    expect(why[0]).toContain('source.uri')
  })

  test('a template in a value or a name is not known, in the name of a folder neither', async () => {
    const { settings } = await config(
      `write_files:\n${file('a.conf', 'sack=${sack}')}${file('${x}.conf', 'dsack=1')} - {path: "/\${x}/b.conf", content: net.ipv4.tcp_fack=1}\n`,
    )
    expect(settings).toEqual(['sack=${sack} unknown', 'dsack=1 applied', 'fack=1 unknown'])
  })
})

describe('scripts among the files', () => {
  const script = (path: string, mode = '0755') =>
    ` - path: ${path}\n   permissions: '${mode}'\n   content: |\n    #!/bin/bash\n    sysctl -w net.ipv4.tcp_sack=1\n`
  test.each([
    ['/x.sh', '- /x.sh', 'applied', 'runtime'],
    ['/x.sh', '- [/bin/bash, -x, /x.sh]', 'applied', 'runtime'],
    ['/x.sh', '- chmod +x /x.sh && sudo /x.sh', 'applied', 'runtime'],
    ['/x.sh', '- if a; then\n   /x.sh\n  fi', 'unknown', 'runtime'],
    ['/x.sh', '- echo /x.sh', 'unknown', 'runtime'],
    ['/x.sh', '- /x.sh.bak', 'unknown', 'runtime'],
    ['/etc/rc.local', '- a', 'applied', 'boot'],
    ['/var/lib/cloud/scripts/per-boot/x', '- a', 'applied', 'boot'],
    ['/var/lib/cloud/scripts/per-instance/x', '- a', 'applied', 'runtime'],
  ])('%s with runcmd %j: %s', async (path, command, outcome, lasts) => {
    const text = `write_files:\n${script(path)}runcmd:\n${command.includes('\n') ? `- |\n  ${command.slice(2)}` : command}\n`
    const { effects } = await config(text)
    expect(effects.map(e => [e.outcome, e.lasts])).toEqual([[outcome, lasts]])
  })

  test('what cannot be executed may not run', async () => {
    const { settings } = await config(`write_files:\n${script('/etc/rc.local', '0644')}`)
    expect(settings).toEqual(['sack=1 unknown'])
  })

  test('a unit runs where it is enabled, cron at each boot', async () => {
    const unit =
      ' - path: /etc/systemd/system/a.service\n   content: |\n    [Service]\n    ExecStart=-/sbin/sysctl -w net.ipv4.tcp_sack=1\n'
    const cron =
      ' - path: /etc/cron.d/a\n   content: |\n    @reboot root sysctl -w net.ipv4.tcp_dsack=1\n    0 0 * * * root sysctl -w net.ipv4.tcp_ecn=1\n'
    const { settings, effects } = await config(`write_files:\n${unit}${cron}runcmd: [systemctl enable a]\n`)
    expect(settings).toEqual(['sack=1 applied', 'dsack=1 applied'])
    expect(effects.map(e => e.lasts)).toEqual(['boot', 'boot'])
    expect((await config(`write_files:\n${unit}`)).settings).toEqual(['sack=1 unknown'])
  })

  test('scripts of other programs are nothing', async () => {
    const { settings } = await config(
      'write_files:\n - path: /x\n   content: |\n    #!/usr/bin/python3\n    # net.ipv4.tcp_sack = 1\nruncmd: [/x]\n',
    )
    expect(settings).toEqual([])
  })
})

describe('runcmd', () => {
  test.each([
    ['runcmd: 5', '2 syntax'],
    ['runcmd:\n- sysctl -p\n- true', '4 syntax'],
    ['runcmd:\n- 1.5', '3 syntax'],
    ['runcmd: {a: b}', '2 syntax'],
  ])('%j is said', async (text, problem) => {
    expect((await config(`${text}\n`)).problems).toEqual([problem])
  })

  test.each(['runcmd:', 'runcmd: []', 'runcmd:\n- \n- ~', 'runcmd: [[]]'])('%j is nothing', async text => {
    expect(await config(`${text}\n`)).toMatchObject({ settings: [], problems: [] })
  })

  test('numbers are well within a list', async () => {
    const { settings } = await config('runcmd:\n- [sysctl, -w, net.ipv4.tcp_sack=1, 5]\n')
    expect(settings).toEqual(['sack=1 applied'])
  })

  test('variables carry over from item to item, and exit ends them all', async () => {
    const { settings } = await config(
      'runcmd:\n- X=5\n- sysctl -w net.ipv4.tcp_retries2=$X\n- exit 0\n- sysctl -w net.ipv4.tcp_sack=1\n',
    )
    expect(settings).toEqual(['retries2=5 applied', 'sack=1 ignored'])
  })
})

describe('several parts', () => {
  const parts = (...bodies: string[]) =>
    read(`#cloud-config-archive\n${bodies.map(b => `- |\n${`#cloud-config\n${b}`.replace(/^/gm, '  ')}\n`).join('')}`)
  const run = (setting: string, more = '') => `${more}runcmd: [sysctl -w net.ipv4.tcp_${setting}]`

  test('a later part replaces a key', async () => {
    expect((await parts(run('sack=0'), run('dsack=0'))).settings).toEqual(['sack=0 overridden', 'dsack=0 applied'])
  })

  test('merge_how adds to the list', async () => {
    const { settings } = await parts(
      run('sack=0'),
      run('dsack=0', 'merge_how: list(append)+dict(recurse_array)+str()\n'),
    )
    expect(settings).toEqual(['sack=0 applied', 'dsack=0 applied'])
  })

  test('merge_how keeps what is there', async () => {
    const { settings } = await parts(run('sack=0'), run('dsack=0', 'merge_how: dict()+list()\n'))
    expect(settings).toEqual(['sack=0 applied', 'dsack=0 ignored'])
  })

  test('a way of merging that is unknown loses the part', async () => {
    const { settings, problems } = await parts(run('sack=0'), run('dsack=0', 'merge_how: sum()\n'))
    expect(settings).toEqual(['sack=0 applied', 'dsack=0 ignored'])
    expect(problems).toEqual(['6 syntax'])
  })
})

describe('what cloud-init ignores as a whole', () => {
  const body = 'runcmd:\n- sysctl -w net.ipv4.tcp_sack=1\n'
  test.each([
    ['a byte order mark', `\ufeff#cloud-config\n${body}`],
    ['a comment', `# web\n#cloud-config\n${body}`],
    ['a document mark', `---\n#cloud-config\n${body}`],
    ['a blank in the header', `# cloud-config\n${body}`],
    ['no header', body],
    ['a jinja header that is none', `##template:jinja\n#cloud-config\n${body}`],
    ['a jinja header with more', `## template: jinja2\n#cloud-config\n${body}`],
    ['a blank line before the jinja header', `\n## template: jinja\n#cloud-config\n${body}`],
    ['no header behind the jinja header', `## template: jinja\n${body}`, 2],
  ])('%s', async (_, text, line = 1) => {
    const { settings, problems } = await read(text)
    expect(settings).toEqual(['sack=1 ignored'])
    expect(problems).toEqual([`${line} never-read`])
  })

  test('a template without a header may get it elsewhere', async () => {
    expect(await read(body, 'user-data.yaml.tpl')).toMatchObject({ settings: ['sack=1 unknown'], problems: [] })
  })

  test.each([
    ['two documents', `#cloud-config\n${body}---\na: 1\n`, '5 syntax'],
    ['a tag that is unknown', `#cloud-config\na: !vault x\n${body}`, '2 syntax'],
    ['a list', `#cloud-config\n- ${body.replace('runcmd:\n- ', '')}`, '1 syntax'],
    ['a tab', `#cloud-config\n${body}\t- x\n`, '4 syntax'],
  ])('%s', async (_, text, problem) => {
    const { settings, problems } = await read(text)
    expect(settings).toEqual(['sack=1 ignored'])
    expect(problems).toEqual([problem])
  })

  test('settings of what is no YAML are found by lines', async () => {
    const lines = [
      '"sysctl -w net.ipv4.tcp_sack=1"',
      "'echo 5 > /proc/sys/net/ipv4/tcp_retries2'",
      'net.ipv4.tcp_ecn = 1',
      '# net.ipv4.tcp_x = 1',
    ]
    const { settings, problems, effects } = await read(
      `#cloud-config\na: b: c\nx:\n${lines.map(l => `  - - ${l}\n`).join('')}`,
    )
    expect(settings).toEqual(['sack=1 ignored', 'retries2=5 ignored', 'ecn=1 ignored'])
    expect(problems).toEqual(['2 syntax'])
    expect(effects.map(e => written(e.setting.valueAt))).toEqual(['1', '5', '1'])
  })

  test('what only a template keeps from being YAML is read all the same', async () => {
    const text = `#cloud-config\nusers:\n  - {name: {{ user }}}\npackages: \${jsonencode({a: "b: c"})}\n${body}`
    expect(await read(text)).toMatchObject({ settings: ['sack=1 applied'], problems: [] })
  })

  test('a template that is no YAML even so is read by lines', async () => {
    const text = '#cloud-config\n{{ users }}\n  "log": { "x"\n}\nruncmd:\n  - sysctl -w net.ipv4.tcp_sack=1\n'
    expect(await read(text, 'user-data.j2')).toMatchObject({ settings: ['sack=1 applied'], problems: [] })
  })
})

describe('autoinstall', () => {
  const late = (...commands: string[]) =>
    config(`autoinstall:\n  version: 1\n  late-commands:\n${commands.map(c => `    - ${c}\n`).join('')}`)

  test.each([
    ['echo net.ipv4.tcp_sack=1 > /target/etc/sysctl.d/a.conf', 'applied'],
    ['echo net.ipv4.tcp_sack=1 > /etc/sysctl.d/a.conf', 'ignored'],
    ['sysctl -w net.ipv4.tcp_sack=1', 'ignored'],
    [
      `"true && curtin in-target --target=/target -- sh -c 'echo net.ipv4.tcp_sack=1 > /etc/sysctl.d/a.conf'"`,
      'applied',
    ],
    [`"true; curtin in-target -- sh -c 'echo net.ipv4.tcp_sack=1 > /etc/sysctl.d/a.conf; true'"`, 'applied'],
    ['curtin in-target -- echo net.ipv4.tcp_sack=1 > /etc/sysctl.d/a.conf', 'ignored'],
    ['curtin in-target -- sysctl -w net.ipv4.tcp_sack=1', 'ignored'],
    [`chroot /target sh -c "echo net.ipv4.tcp_sack=1 > /etc/sysctl.d/a.conf"`, 'applied'],
    ['[curtin, in-target, -t, /target, --, sh, -c, "echo net.ipv4.tcp_sack=1 > /etc/sysctl.d/a.conf"]', 'applied'],
    ['[sh, -c, "echo net.ipv4.tcp_sack=1 > /target/etc/sysctl.d/a.conf"]', 'applied'],
    ['[sysctl, -w, net.ipv4.tcp_sack=1]', 'ignored'],
  ])('late-commands %s: %s', async (command, outcome) => {
    const { effects } = await late(command)
    expect(effects.map(e => e.outcome)).toEqual([outcome])
  })

  test('a command that fails ends the installation', async () => {
    const { effects } = await late('echo net.ipv4.tcp_sack=1 > /target/etc/sysctl.d/a.conf')
    expect(effects.map(e => e.setting.onError)).toEqual(['stops'])
  })

  test('a file below /target is the one that the first boot loads', async () => {
    const { settings } = await config(
      'autoinstall:\n  version: 1\n  late-commands:\n    - echo net.ipv4.tcp_sack=1 > /target/opt/a.conf\n  user-data:\n    runcmd: [sysctl -p /opt/a.conf]\n',
    )
    expect(settings).toEqual(['sack=1 applied'])
  })

  test('its own file needs neither header nor level', async () => {
    const own = 'version: 1\nlate-commands:\n  - echo net.ipv4.tcp_sack=1 > /target/etc/sysctl.d/a.conf\n'
    expect(await read(own, 'autoinstall.yaml')).toMatchObject({ settings: ['sack=1 applied'], problems: [] })
    expect(await read(`#cloud-config\n${own}`)).toMatchObject({ settings: ['sack=1 applied'], problems: [] })
    const nested = `autoinstall:\n${own.replace(/^/gm, '  ')}\n`
    expect(await read(nested)).toMatchObject({ settings: ['sack=1 ignored'], problems: ['1 never-read'] })
  })
})

describe('scripts', () => {
  test('a script with carriage returns is put right by cloud-init', async () => {
    const text = '#!/bin/sh\r\nset -e\r\nsysctl -w net.ipv4.tcp_sack=1\r\necho 5 > /proc/sys/net/ipv4/tcp_retries2\r\n'
    expect((await read(text)).settings).toEqual(['sack=1 applied', 'retries2=5 applied'])
  })

  test.each([' #!/bin/sh\n', '#cloud-boothook\n', ' #cloud-boothook\n#!/bin/sh\n'])('%j cannot be run', async start => {
    const { settings, problems } = await read(`${start}sysctl -w net.ipv4.tcp_sack=1\n`)
    expect(settings).toEqual(['sack=1 ignored'])
    expect(problems.map(p => p.slice(2))).toEqual(['never-read'])
  })

  test('a boothook runs at each boot', async () => {
    const { effects } = await read('#cloud-boothook\n#!/bin/sh\nsysctl -w net.ipv4.tcp_sack=1\n')
    expect(effects.map(e => e.lasts)).toEqual(['boot'])
  })
})

test('a patch changes what earlier parts made', async () => {
  const patch = JSON.stringify([
    { op: 'add', path: '/runcmd/-', value: 'sysctl -w net.ipv4.tcp_dsack=1' },
    { op: 'remove', path: '/bootcmd' },
  ])
  const { settings } = await read(
    `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n#cloud-config\nruncmd: [sysctl -w net.ipv4.tcp_sack=1]\nbootcmd: [sysctl -w net.ipv4.tcp_fack=1]\n--b\n\n#cloud-config-jsonp\n${patch}\n--b--\n`,
  )
  expect(settings).toEqual(['sack=1 applied', 'fack=1 overridden', 'dsack=1 applied'])
})

test('the place of a value that a template gives is the whole expression', async () => {
  const text =
    '## template: jinja\n#cloud-config\nruncmd:\n- sysctl -w net.ipv4.tcp_retries2={{ ds["a: b"] | default("5") }}\n'
  const { effects } = await read(text)
  expect(effects).toHaveLength(1)
  expect(written(effects[0]!.setting.valueAt)).toBe('{{ ds["a: b"] | default("5") }}')
  expect(effects[0]!.setting).toMatchObject({ value: '{{ ds["a: b"] | default("5") }}', known: false, literal: false })
})
