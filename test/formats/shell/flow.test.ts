import { describe, expect, test } from 'vitest'
import { textOf } from '../../../src/core/text.ts'
import { readArgv, readShell } from '../../../src/formats/shell/read-shell.ts'
import { line, options, problemLines, read, said } from './read.ts'

const s = 'sysctl -w net.ipv4.tcp_sack=1'
const file = '/proc/sys/net/ipv4/tcp_sack'

describe('what always runs', () => {
  test.each([
    `if true; then ${s}; fi`,
    `if :; then ${s}; else x; fi`,
    `if false; then x; else ${s}; fi`,
    `if false; then x; elif true; then ${s}; fi`,
    `true && ${s}`,
    `false || ${s}`,
    `! false && ${s}`,
    `sysctl -w net.core.somaxconn=9 && ${s}`,
    `mkdir -p /etc/sysctl.d && ${s}`,
    `while true; do ${s}; break; done`,
    `until false; do ${s}; break; done`,
    `for i in a b; do ${s}; done`,
    `{ ${s}; }`,
    `( ${s} )`,
    `f() { ${s}; }; f`,
    `function f { ${s}; }\nmain() { f; }\nmain "$@"`,
    `[ "$(id -u)" -eq 0 ] || exit 1\n${s}`,
    `if [ $# -lt 1 ]; then echo usage; exit; fi\n${s}`,
    `(exit 1)\n${s}`,
    `f() { return; }\nf\n${s}`,
  ])('%s', script => expect(said(script).filter(l => !l.includes('somaxconn'))).toEqual(['sack=1']))
})

describe('what may run', () => {
  test.each([
    [`if x; then ${s}; fi`, 'inside an if'],
    [`if x; then y; else ${s}; fi`, 'inside an else'],
    [`if x; then y; elif z; then ${s}; fi`, 'inside an if'],
    [`x && ${s}`, 'after &&'],
    [`x || ${s}`, 'after ||'],
    [`grep -q tcp_sack /etc/sysctl.conf || ${s}`, 'after ||'],
    [`while x; do ${s}; done`, 'in a loop'],
    [`for i in $LIST; do ${s}; done`, 'in a loop'],
    [`for i; do ${s}; done`, 'in a loop'],
    [`case $1 in start) ${s} ;; esac`, 'inside a case'],
    [`f() { ${s}; }`, 'in function f, which this script does not call'],
    [`f() { ${s}; }\nx && f`, 'after &&'],
    [`ssh host '${s}'`, 'on another host, by ssh'],
    [`ssh -p 22 root@host <<EOF\n${s}\nEOF`, 'on another host, by ssh'],
    [`ip netns exec red ${s}`, 'in another namespace'],
    [`unshare -n ${s}`, 'in another namespace'],
    [`if x; then exit 0; fi\n${s}`, 'an earlier exit may end it'],
    [`f() { x && return 0; ${s}; }\nf`, 'an earlier return may end it'],
  ])('%s', (script, why) => expect(said(script)).toEqual([`sack=1 [${why}]`]))

  test('under set -e, what follows a command that current kernels refuse', () => {
    const script = `sysctl -w net.ipv4.tcp_tw_recycle=1\n${s}`
    const why = 'setting net.ipv4.tcp_tw_recycle fails on current kernels and ends the script'
    expect(said(script)).toEqual(['tw_recycle=1', 'sack=1'])
    expect(said(`set -e\n${script}`)).toEqual(['tw_recycle=1 [stops]', `sack=1 [${why}; stops]`])
    expect(said(`sysctl -w net.ipv4.tcp_tw_recycle=1 && ${s}`)).toEqual(['tw_recycle=1', 'sack=1 [after &&]'])
  })

  test('a function is read once, as its most certain call has it', () => {
    expect(said(`f() { ${s}; }\nx && f\nf\nf`)).toEqual(['sack=1'])
    expect(said(`f() { ${s}; f; }\nf`)).toEqual(['sack=1'])
  })
})

describe('what never runs', () => {
  test.each([
    [`exit 0\n${s}`, 'after exit'],
    [`if true; then exit; fi\n${s}`, 'after exit'],
    [`exec nginx\n${s}`, 'after exec'],
    [`if false; then ${s}; fi`, 'inside an if that never holds'],
    [`false && ${s}`, 'after && that never holds'],
    [`true || ${s}`, 'after || that never holds'],
    [`while false; do ${s}; done`, 'in a loop that never holds'],
    [`for i in; do ${s}; done`, 'in a loop that never holds'],
    [`f() { return; ${s}; }\nf`, 'after return'],
    [`while true; do break; ${s}; done`, 'after break'],
    [`set -e\nfalse\n${s}`, 'after a command that fails, under set -e'],
  ])('%s', (script, why) => {
    expect(said(script)).toHaveLength(1)
    expect(said(script)[0]).toMatch(new RegExp(`^never \\(${why.replace(/[|]/g, '\\|')}\\): sack=1`))
  })
})

describe('what a refusal leads to', () => {
  test.each([
    [s, 'sack=1'],
    [`${s} || true`, 'sack=1 [guarded]'],
    [`${s} || :`, 'sack=1 [guarded]'],
    [`${s} || echo failed`, 'sack=1 [guarded]'],
    [`${s} || exit 0`, 'sack=1 [guarded]'],
    [`${s} || exit 1`, 'sack=1 [stops]'],
    [`${s} || { echo failed; exit 1; }`, 'sack=1 [stops]'],
    [`${s} || die "no sack"`, 'sack=1 [stops]'],
    [`${s} && x || true`, 'sack=1 [guarded]'],
    [`{ ${s}; } || true`, 'sack=1 [guarded]'],
    [`sh -c '${s}' || true`, 'sack=1 [guarded]'],
    [`${s} 2>/dev/null`, 'sack=1'],
    [`if ${s}; then x; fi`, 'sack=1 [guarded]'],
    [`if ! ${s}; then x; fi`, 'sack=1 [guarded]'],
    [`set -e\n${s}`, 'sack=1 [stops]'],
    [`set -euo pipefail\n${s}`, 'sack=1 [stops]'],
    [`set -o errexit\n${s}`, 'sack=1 [stops]'],
    [`set -e\nset +e\n${s}`, 'sack=1'],
    [`set -e\n${s} || true`, 'sack=1 [guarded]'],
    [`set -e\n${s} && x`, 'sack=1'],
    [`set -e\n${s} | cat`, 'sack=1'],
    [`set -eo pipefail\n${s} | cat`, 'sack=1 [stops]'],
    [`bash -ec '${s}; x'`, 'sack=1 [stops]'],
    [`[ -f ${file} ] && ${s}`, 'sack=1 [guarded]'],
    [`test -w ${file} && echo 1 > ${file}`, 'sack=1 [guarded]'],
    [`[[ -e ${file} && -w ${file} ]] && ${s}`, 'sack=1 [guarded]'],
    [`if [ -e ${file} -a -w ${file} ]; then ${s}; fi`, 'sack=1 [guarded]'],
    [`if [ ! -e ${file} ]; then x; else ${s}; fi`, 'sack=1 [guarded]'],
    [`[ -f ${file} ] || exit 0\n${s}`, 'sack=1 [guarded]'],
    [`if [ ! -f ${file} ]; then exit 0; fi\n${s}`, 'sack=1 [guarded]'],
    [`command -v sysctl >/dev/null && ${s}`, 'sack=1 [guarded]'],
    [`[ -f /proc/sys/net/ipv4/tcp_ecn ] && ${s}`, 'sack=1 [inside a test for /proc/sys/net/ipv4/tcp_ecn; guarded]'],
    [`[ -f /etc/sysctl.conf ] && ${s}`, 'sack=1 [after &&]'],
  ])('%s', (script, want) => expect(said(script)).toEqual([want]))

  test('the last command of a script that must succeed', () => {
    const origin = { ...options.origin, format: 'ansible', onError: 'stops' } as const
    expect(said(`${s}\nsysctl -w net.ipv4.tcp_ecn=1`, { origin })).toEqual(['sack=1', 'ecn=1 [stops]'])
    expect(said(`x && ${s}`, { origin })).toEqual(['sack=1 [after &&; stops]'])
    expect(said(`${s} || true`, { origin })).toEqual(['sack=1 [guarded]'])
    expect(said(`${s}\nx`, { failFast: true })).toEqual(['sack=1 [stops]'])
    expect(said(s, { origin: { ...origin, onError: 'guarded' } })).toEqual(['sack=1 [guarded]'])
  })
})

describe('loops that are unrolled', () => {
  test.each([
    ['for v in 4 6; do sysctl -w net.ipv$v.tcp_sack=1; done', ['sack=1', 'net.ipv6.tcp_sack=1']],
    ['for k in tcp_sack=1 tcp_ecn=2; do sysctl -w net.ipv4.$k; done', ['sack=1', 'ecn=2']],
    ['for s in net.ipv4.tcp_sack=1 net.ipv4.tcp_ecn=2; do sysctl -w $s; done', ['sack=1', 'ecn=2']],
    ['for v in 20 30; do sysctl -w net.ipv4.tcp_fin_timeout=$v; done', ['fin_timeout=30']],
    ['for v in $X; do sysctl -w net.ipv4.tcp_fin_timeout=$v; done', ['fin_timeout=$v [unknown; in a loop]']],
  ])('%s', (script, want) => expect(said(script)).toEqual(want))

  test('arrays, in bash', () => {
    const script = 'A=("net.ipv4.tcp_sack = 1" net.ipv4.tcp_ecn=2)\nfor s in "${A[@]}"; do sysctl -w "$s"; done'
    expect(said(script, { dialect: 'bash' })).toEqual(['sack=1', 'ecn=2'])
    expect(said('sysctl -w net.ipv4.tcp_{sack,ecn}=1', { dialect: 'bash' })).toEqual(['sack=1', 'ecn=1'])
  })
})

describe('nested in another format', () => {
  const origin = { format: 'cloud-init', within: ['base64'], conditional: 'when: x', onError: 'continues' } as const

  test('the reader is named, and what was said of the surroundings stays', () => {
    const { steps } = read(`${s}\necho net.ipv4.tcp_sack=1 > /etc/sysctl.d/a.conf`, { origin, phase: 'each-boot' })
    expect(steps.map(step => step.phase)).toEqual(['each-boot', 'each-boot'])
    expect(steps[0]).toMatchObject({
      setting: { format: 'cloud-init', within: ['base64', 'shell'], conditional: 'when: x' },
    })
    expect(steps[1]).toMatchObject({
      origin: { format: 'cloud-init', within: ['base64', 'shell'], conditional: 'when: x' },
    })
  })

  test('templates in the text are unknown, whatever characters they are of', () => {
    const source = { path: 'x.yml', text: `sysctl -w net.ipv4.tcp_sack={{ a | default("1 2") }}; ${s}` }
    const marks = [{ start: 27, end: 52, kind: 'unknown', why: 'a template' }] as const
    const { steps, problems } = readShell({ ...textOf(source), marks }, { ...options, origin })
    expect(steps.map(line)).toEqual(['sack={{ a | default("1 2") }} [unknown; when: x]', 'sack=1 [when: x]'])
    expect(problems).toEqual([])
  })

  test('a stretch that may be missing makes what is in it conditional', () => {
    const source = { path: 'x.yml', text: `${s}\n{% if x %}\n${s}\n{% endif %}` }
    const at = source.text.indexOf('{%')
    const end = source.text.lastIndexOf('{%')
    const marks = [
      { start: at, end: at + 10, kind: 'unknown', why: 'a tag' },
      { start: at + 10, end, kind: 'conditional', why: 'inside {% if x %}' },
      { start: end, end: source.text.length, kind: 'unknown', why: 'a tag' },
    ] as const
    expect(readShell({ ...textOf(source), marks }, options).steps.map(line)).toEqual([
      'sack=1',
      'sack=1 [inside {% if x %}]',
    ])
  })
})

describe('commands without a shell', () => {
  const words = (...list: string[]) => list.map(text => textOf({ path: 'x', text }))
  test.each([
    [['sysctl', '-w', 'net.ipv4.tcp_sack=1'], ['sack=1']],
    [['sysctl', '-w', 'net.ipv4.tcp_rmem=1 2 3'], ['rmem=1 2 3']],
    [['sysctl', '-w', 'net.ipv4.tcp_sack=$X'], ['sack=$X']],
    [['sudo', 'sysctl', '--system'], ['load procps system']],
    [['sh', '-c', 'echo 1 > /proc/sys/net/ipv4/tcp_sack'], ['sack=1']],
    [['bash', '-c', 'x && sysctl -w net.ipv4.tcp_sack=1'], ['sack=1 [after &&]']],
    [['echo', '1', '>', '/proc/sys/net/ipv4/tcp_sack'], []],
    [['echo', 'x', '|', 'sysctl', '-w', 'net.ipv4.tcp_sack=1'], []],
    [['cd', '/', '&&', 'sysctl', '-w', 'net.ipv4.tcp_sack=1'], []],
    [[], []],
  ])('%j', (list, want) => expect(readArgv(words(...list), options).steps.map(line)).toEqual(want))
})

describe('scripts that no shell reads', () => {
  test('what can be read is read, and the place is said', () => {
    const { steps, problems } = read(`${s}\nif x; then\n  y\n`)
    expect(steps.map(line)).toEqual(['sack=1'])
    expect(problemLines(problems)).toEqual([expect.stringMatching(/^syntax at ".+": expected 'fi' to close 'if'/s)])
  })

  test('what stands behind a final exit is never read by the shell', () => {
    expect(read(`${s}\nexit 0\n'''\nif (x) {`).problems).toEqual([])
    expect(read(`if (x) {\nexit 0`).problems).toHaveLength(1)
  })
})
