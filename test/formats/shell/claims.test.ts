import { describe, expect, test } from 'vitest'
import { shell } from '../../../src/formats/shell/index.ts'
import { readScript } from '../../../src/formats/shell/read.ts'
import { line, problemLines } from './read.ts'

const s = 'sysctl -w net.ipv4.tcp_sack=1\n'

describe('files that are shell scripts', () => {
  test.each([
    ['tune.sh', s],
    ['scripts/tune.bash', s],
    ['tune', `#!/bin/sh\n${s}`],
    ['tune', `#!/usr/bin/env bash\n${s}`],
    ['tune', `#!/usr/bin/env -S bash -e\n${s}`],
    ['tune', `#! /bin/dash\n${s}`],
    ['user_data', `#!/bin/ash -e\r\n${s}`],
    ['bin/tune', `#!/bin/busybox sh\n${s}`],
    ['etc/rc.local', s],
    ['templates/tune.sh.j2', s],
    ['tune.sh.erb', s],
    ['user-data.sh.tpl', s],
    ['user-data.sh.tmpl', s],
    ['init.sh.tftpl', s],
    ['templates/tune.j2', `#!/bin/bash\n${s}`],
    ['tune.sh.j2', `#!{{ shell }}\n${s}`],
  ])('%s', (path, text) => expect(shell.claims({ path, text })).toBe(true))
})

describe('files that are not', () => {
  test.each([
    ['Dockerfile', `#!/bin/sh\n${s}`],
    ['Makefile', s],
    ['README.md', `#!/bin/sh\n${s}`],
    ['tune', s],
    ['tune.sh', `#!/usr/bin/python3\n${s}`],
    ['tune.sh', `#!/bin/zsh\n${s}`],
    ['tune.ksh', `#!/bin/ksh\n${s}`],
    ['user-data.yaml', `#!/bin/sh\n${s}`],
    ['main.tf', s],
    ['test.bats', `#!/usr/bin/env bats\n${s}`],
  ])('%s', (path, text) => expect(shell.claims({ path, text })).toBe(false))
})

describe('a script of its own', () => {
  const readFile = (path: string, text: string) => {
    const { targets, problems } = readScript({ path, text })
    return { target: targets[0]!, problems, steps: targets[0]!.steps.map(line) }
  }

  test('is one run', () => {
    const { target } = readFile('scripts/tune.sh', s)
    expect(target).toMatchObject({
      id: 'shell:scripts/tune.sh',
      kind: 'run',
      format: 'shell',
      scope: 'scripts/tune.sh',
    })
  })

  test('speaks the dialect of its first line', () => {
    const echo = 'echo -e "1" > /proc/sys/net/ipv4/tcp_sack'
    expect(readFile('a', `#!/bin/sh\n${echo}`).steps).toEqual(['sack=-e 1'])
    expect(readFile('a', `#!/bin/bash\n${echo}`).steps).toEqual(['sack=1'])
    expect(readFile('a.sh', echo).steps).toEqual(['sack=1'])
    expect(readFile('rc.local', echo).steps).toEqual(['sack=-e 1'])
  })

  test('may stop at the first failure by its first line', () => {
    expect(readFile('a', `#!/bin/sh -e\n${s}`).steps).toEqual(['sack=1 [stops]'])
    expect(readFile('a', `#!/bin/bash -eu\n${s}x`).steps).toEqual(['sack=1 [stops]'])
    expect(readFile('a', `#!/bin/bash -x\n${s}`).steps).toEqual(['sack=1'])
  })

  test.each([
    ['tune.sh', 'once'],
    ['docker-entrypoint.sh', 'each-boot'],
    ['images/web/entrypoint.sh', 'each-boot'],
    ['etc/rc.local', 'each-boot'],
    ['etc/rc.d/tune.sh', 'each-boot'],
    ['files/etc/init.d/tune.sh', 'each-boot'],
    ['NetworkManager/dispatcher.d/20-tune.sh', 'each-boot'],
    ['scripts/per-boot/tune.sh', 'each-boot'],
  ])('%s runs %s', (path, phase) => expect(readFile(path, s).target.steps[0]!.phase).toBe(phase))

  test('templates are unknown, and never wrong', () => {
    expect(readFile('a.sh.j2', 'sysctl -w net.ipv4.tcp_sack={{ sack | default("(") }}').steps).toEqual([
      'sack={{ sack | default("(") }} [unknown]',
    ])
    expect(readFile('a.sh.tftpl', "sysctl -w net.ipv4.tcp_sack='${sack}'").steps).toEqual(['sack=${sack} [unknown]'])
    expect(readFile('a.sh.j2', '{% if x %}\nif y; then\n{% endif %}\n').problems).toEqual([])
  })

  test('that no shell can read is said to be, louder where the first line names the shell', () => {
    const { problems } = readFile('a', `#!/bin/sh\n${s}if x; then\n`)
    expect(problems[0]).toMatchObject({ rule: 'syntax', problem: { severity: 'warning' } })
    expect(problemLines(problems)[0]).not.toMatch(/\.$/)
    expect(readFile('a.sh', `${s}if x; then\n`).problems[0]).toMatchObject({ problem: { severity: 'notice' } })
  })
})
