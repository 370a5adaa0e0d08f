import { spawnSync } from 'node:child_process'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ReadProblem } from '../../src/core/target.ts'
import { textOf } from '../../src/core/text.ts'
import { createBudget } from '../../src/formats/cloud-init/budget.ts'
import { collectParts } from '../../src/formats/cloud-init/collect-parts.ts'
import type { Context } from '../../src/formats/cloud-init/context.ts'
import { gunzip } from '../../src/formats/cloud-init/gunzip.ts'
import { readParts } from '../../src/formats/cloud-init/parts.ts'
import { shellify } from '../../src/formats/cloud-init/shellify.ts'
import { readWriteFiles } from '../../src/formats/cloud-init/write-files.ts'

const required = process.env['SYSCTL_LINT_ORACLE'] === 'require'
const runs = Number(process.env['SYSCTL_LINT_ORACLE_USER_DATA'] ?? 3000)
// Debian's package is for the system's own Python
const python = '/usr/bin/python3'

interface Made {
  readonly parts: readonly (readonly [type: string, filename: string, text: string])[]
  readonly files: readonly (readonly [path: string, append: boolean, text: string])[]
  readonly runcmd: string | null
  readonly bootcmd: string | null
}

/** The same that the driver prints, made by our readers. */
function ours(text: string): Made {
  const problems: ReadProblem[] = []
  const context: Context = {
    name: 'x',
    templating: 'none',
    budget: createBudget(),
    gunzip,
    pass: problem => problems.push(problem),
    complain: () => {},
  }
  const origin = { format: 'cloud-init', within: [], conditional: null, onError: 'continues' } as const
  const parts = readParts({ text: textOf({ path: 'x', text }), origin }, context)
  const { config } = collectParts(parts, 'user-data', context)
  const script = (key: string) => {
    const entry = config.entries.get(key)
    if (!entry) return null
    if (!entry.items) return 'TypeError'
    const made = shellify(entry.items)
    return made?.fault ? 'TypeError' : (made?.script.text ?? '')
  }
  const entry = config.entries.get('write_files')
  const written = entry && readWriteFiles(entry, context)
  const files = [...(written?.first ?? []), ...(written?.deferred ?? [])].flatMap(step =>
    step.do === 'write' ? [[step.path ?? '', step.append, step.content.text] as const] : [],
  )
  return {
    parts: parts.map(p => [p.type, p.filename ?? '', p.text.text]),
    files,
    runcmd: script('runcmd'),
    bootcmd: script('bootcmd'),
  }
}

const b64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64')
const setting = 'net.ipv4.tcp_sack = 1\n'
const command = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom<unknown>(
      'sysctl -w a=1',
      'echo \'x\' "y"',
      'a\nb',
      ['sysctl', '-p'],
      ["it's", 1, true, null, 1.5],
      null,
      '',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(5, { echo: 'note' }, true, 1.5, []) },
)
const commands = fc.oneof(
  { weight: 9, arbitrary: fc.array(command, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>('sysctl -p', null, 5, { a: 1 }) },
)
const encoded = fc.constantFrom<readonly [unknown, unknown]>(
  [undefined, setting],
  ['', setting],
  [null, setting],
  ['text/plain', setting],
  ['nonsense', setting],
  ['b64', b64(setting)],
  [' Base64 ', b64(setting)],
  ['b64', b64(setting).replace(/(.{5})/g, '$1\n')],
  ['base64', `${b64(setting)}!*`],
  ['base64', b64(setting).replace(/=*$/, '')],
  ['base64', b64(`${setting}x`).replace(/=*$/, '')],
  ['b64', `${b64(setting)}==${b64(setting)}`],
  ['gz+b64', b64(gzipSync(setting))],
  ['GZIP+BASE64', b64(gzipSync(setting))],
  ['gzip+b64', b64(setting)],
  ['gzip', setting],
  ['gz', setting],
  [5, setting],
  [true, setting],
  [[], setting],
  [undefined, 60],
  [undefined, [setting]],
  [undefined, 1.5],
  ['b64', 60],
)
const flag = fc.constantFrom<unknown>(
  undefined,
  undefined,
  true,
  false,
  'yes',
  'on',
  'True',
  '1',
  1,
  0,
  'no',
  'y',
  null,
  [],
)
const written = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      path: fc.constantFrom<unknown>(
        '/etc/sysctl.d/a.conf',
        '/etc//sysctl.d/../sysctl.d/b.conf',
        'etc/sysctl.d/c.conf',
        '/etc/sysctl.conf',
        '/etc/sysctl.d/d',
        '/',
      ),
      encoded,
      append: flag,
      defer: flag,
      permissions: fc.constantFrom<unknown>(undefined, '0644', 420, 'x'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      { content: setting },
      { path: '', content: setting },
      { path: 5, content: setting },
      'text',
      null,
      5,
      ['a'],
    ),
  },
)
const entryOf = (made: unknown): unknown => {
  if (typeof made !== 'object' || made === null || !('encoded' in made)) return made
  const {
    encoded: [encoding, content],
    ...rest
  } = made as { encoded: readonly [unknown, unknown] }
  return { ...rest, encoding, content }
}
const mergers = fc.constantFrom<unknown>(
  undefined,
  undefined,
  undefined,
  'list(append)+dict(recurse_array)+str()',
  'list(prepend)+dict(recurse_list)+str()',
  'dict(recurse_array)+list()+str()',
  'dict(replace)+list(append)',
  'list(append)',
  'dict()+list(append)',
  'Dict(Replace)',
  'nonsense',
  'dict(no_replace, recurse_array)+list(no_replace)',
  'dict(replace,allow_delete)',
  [
    { name: 'list', settings: ['append'] },
    { name: 'dict', settings: ['recurse_array'] },
  ],
  [
    ['list', 'append'],
    ['dict', 'recurse_list'],
  ],
)
const config = fc
  .record({
    runcmd: fc.option(commands, { nil: undefined }),
    bootcmd: fc.option(commands, { nil: undefined }),
    files: fc.option(fc.array(written, { maxLength: 4 }), { nil: undefined }),
    merge_how: mergers,
    twice: fc.boolean(),
    block: fc.boolean(),
    second: commands,
  })
  .map(({ files, twice, block, second, ...rest }) => {
    const object = { ...rest, write_files: files?.map(entryOf) }
    const lines = Object.entries(object).filter(([, value]) => value !== undefined)
    if (twice) lines.push(['runcmd', second])
    const list = (value: unknown) =>
      Array.isArray(value) && value.length > 0 && block
        ? value.map(v => `\n - ${JSON.stringify(v)}`).join('')
        : ` ${JSON.stringify(value)}`
    return lines.map(([key, value]) => `${key}:${list(value)}\n`).join('')
  })
const header = fc.oneof(
  { weight: 8, arbitrary: fc.constant('#cloud-config\n') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '#Cloud-Config\n',
      '\n\n  #cloud-config\n',
      '#cloud-config # x\n',
      '#cloud-configuration\n',
      '#cloud-config\r\n',
      '# cloud-config\n',
      '---\n#cloud-config\n',
      '\ufeff#cloud-config\n',
      '# comment\n#cloud-config\n',
      '',
      '##template: jinja\n#cloud-config\n',
      '\u00a0\u2003#cloud-config\n',
      '\u001c#cloud-config\n',
      '\u200b#cloud-config\n',
      '#cloud-config\n# MIME-Version: 1.0\n',
      '# MIME-Version: 1.0\n#cloud-config\n',
      '#!/bin/sh\n',
      '#cloud-boothook\n#!/bin/sh\n',
      '#CLOUD-CONFIG-ARCHIVE\n',
    ),
  },
)
const single = fc.tuple(header, config).map(([h, c]) => h + c)
const plainPart = fc.tuple(
  fc.constantFrom(
    'text/cloud-config',
    'text/plain',
    'text/x-not-multipart',
    'text/x-shellscript',
    'text/cloud-boothook',
    'Text/Plain; charset="utf-8"',
    'application/octet-stream',
    'text/cloud-config-archive',
    'nonsense',
    '',
  ),
  fc.constantFrom('', '7bit', '8bit', 'base64', 'Base64', 'quoted-printable', 'broken'),
  fc.constantFrom('', 'list(append)+dict(recurse_array)+str()', 'dict(replace)', 'nonsense'),
  fc.constantFrom('', 'a.txt', 'b'),
  fc.tuple(fc.constantFrom('', '#cloud-config\n', '#!/bin/sh\n'), config).map(([h, c]) => h + c),
)
/** Every `e` an escape, and soft line breaks, though none inside of an escape or a quoted key. */
const quotedPrintable = (text: string) =>
  text
    .replace(/[=\x80-\uffffe]/g, c =>
      [...Buffer.from(c)].map(b => `=${b.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
    )
    .replace(/(.{30},)/g, '$1=\n')
const partText = ([type, coding, merge, name, body]: readonly [string, string, string, string, string]): string => {
  const lines = [
    ...(type ? [`Content-Type: ${type}`] : []),
    ...(coding && coding !== 'broken'
      ? [`Content-Transfer-Encoding: ${coding}`]
      : coding
        ? ['Content-Transfer-Encoding: base64']
        : []),
    ...(merge ? [`Merge-Type: ${merge}`] : []),
    ...(name ? [`Content-Disposition: attachment;\n filename="${name}"`] : []),
  ]
  const text =
    coding.toLowerCase() === 'base64'
      ? b64(body).replace(/(.{76})/g, '$1\n')
      : coding === 'quoted-printable'
        ? quotedPrintable(body)
        : coding === 'broken'
          ? `${b64(body).slice(0, -1)}*\n`
          : body
  return `${lines.join('\n')}${lines.length ? '\n' : ''}\n${text}`
}
const mime = fc
  .record({
    parts: fc.array(plainPart, { maxLength: 3 }),
    inner: fc.array(plainPart, { maxLength: 2 }),
    nest: fc.boolean(),
    crlf: fc.boolean(),
    end: fc.boolean(),
    preamble: fc.boolean(),
  })
  .map(({ parts, inner, nest, crlf, end, preamble }) => {
    const all = parts.map(partText)
    if (nest)
      all.push(
        `Content-Type: multipart/alternative; boundary=in\n\n--in\n${inner.map(partText).join('\n--in\n')}\n--in--\n`,
      )
    const text = `Content-Type: multipart/mixed; boundary="=x="\nMIME-Version: 1.0\n\n${preamble ? 'hello\n' : ''}${all.map(p => `--=x=\n${p}\n`).join('')}${end ? '--=x=--\n' : ''}`
    return crlf ? text.replace(/\n/g, '\r\n') : text
  })
const archive = fc
  .array(
    fc.tuple(
      fc.constantFrom<unknown>(undefined, 'text/cloud-config', 'text/x-shellscript', 'text/plain'),
      single,
      fc.boolean(),
      fc.constantFrom<unknown>(undefined, 'n.txt'),
    ),
    { maxLength: 3 },
  )
  .map(
    parts =>
      `#cloud-config-archive\n${JSON.stringify(parts.map(([type, content, bare, filename]) => (bare ? content : { type, content, filename })))}\n`,
  )
const patch = fc
  .tuple(
    config,
    fc.array(
      fc.record({
        op: fc.constantFrom('add', 'replace', 'remove'),
        path: fc.constantFrom('/runcmd', '/runcmd/-', '/write_files', '/runcmd/0'),
        value: fc.constantFrom<unknown>('echo patched', ['a', 'b']),
      }),
      { maxLength: 3 },
    ),
  )
  .map(
    ([c, operations]) =>
      `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n#cloud-config\n${c}\n--b\n\n#cloud-config-jsonp\n${JSON.stringify(operations)}\n--b--\n`,
  )
const userData = fc.oneof(
  { weight: 5, arbitrary: single },
  { weight: 4, arbitrary: mime },
  { weight: 1, arbitrary: archive },
  { weight: 1, arbitrary: patch },
)

const possible = spawnSync(python, ['-c', 'import cloudinit.user_data, jsonpatch']).status === 0
if (!possible) console.log('skipped: the cloud-init oracle wants the package cloud-init')

test.skipIf(!possible && !required)(
  `${runs} random user-data are what cloud-init makes of them`,
  { timeout: 600_000 },
  () => {
    const cases = fc.sample(userData, { numRuns: runs, seed: Number(process.env['SYSCTL_LINT_ORACLE_SEED'] ?? 1) })
    const driver = new URL('cloud-init-driver.py', import.meta.url).pathname
    const run = spawnSync(python, [driver], {
      cwd: '/',
      input: JSON.stringify(cases),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    expect(run.status, run.stderr).toBe(0)
    const real: { version: string; cases: (Made & { error?: string })[] } = JSON.parse(run.stdout)
    const count = { parts: 0, files: 0, scripts: 0, refused: 0 }
    for (const [i, text] of cases.entries()) {
      const { parts, files, runcmd, bootcmd, error } = real.cases[i]!
      // Python's email package makes U+00A0 of a part a byte that is no UTF-8, which depends on its version
      if (error || (/mime-version:/i.test(text) && /[\x80-\uffff]/.test(text))) {
        count.refused++
        continue
      }
      expect(ours(text), `${text}\n(case ${i})`).toEqual({
        parts,
        files: files.filter(f => f[2] !== ''),
        runcmd,
        bootcmd,
      })
      count.parts += parts.length
      count.files += files.length
      count.scripts += Number(runcmd !== null) + Number(bootcmd !== null)
    }
    console.log(
      `cloud-init oracle (${real.version}): ${runs} user-data, ${count.parts} parts, ${count.files} files and ${count.scripts} scripts compared, ${count.refused} left out`,
    )
    expect(count.refused).toBeLessThan(runs / 10)
  },
)
