import { describe, expect, test } from 'vitest'
import { claimsUserData, namedKind } from '../../../src/formats/cloud-init/claims.ts'
import { isMime, shellOf, userDataType } from '../../../src/formats/cloud-init/detect.ts'

// type_from_starts_with() of cloud-init 22.4.2, 25.1.4 and 26.2
test.each([
  ['#cloud-config\n', 'text/cloud-config'],
  ['#Cloud-Config\n', 'text/cloud-config'],
  ['\n\t  #cloud-config', 'text/cloud-config'],
  ['#cloud-config # x', 'text/cloud-config'],
  ['#cloud-configuration', 'text/cloud-config'],
  ['#cloud-config\r\n', 'text/cloud-config'],
  ['\u00a0#cloud-config', 'text/cloud-config'],
  ['#cloud-config-archive', 'text/cloud-config-archive'],
  ['#cloud-config-jsonp', 'text/cloud-config-jsonp'],
  ['#cloud-boothook\n#!/bin/sh', 'text/cloud-boothook'],
  ['#include-once\nhttp://x', 'text/x-include-once-url'],
  ['#include http://x', 'text/x-include-url'],
  ['#part-handler', 'text/part-handler'],
  ['## template: jinja\n#cloud-config', 'text/jinja2'],
  ['## Template: Jinja', 'text/jinja2'],
  ['#!/bin/sh', 'text/x-shellscript'],
  ['# cloud-config', null],
  ['# x\n#cloud-config', null],
  ['---\n#cloud-config', null],
  ['\ufeff#cloud-config', null],
  ['\u200b#cloud-config', null],
  ['##template:jinja', null],
  ['runcmd: []', null],
  ['', null],
])('%j is %s', (text, type) => {
  expect(userDataType(text)).toBe(type)
})

test('a MIME message says so within 4096 bytes', () => {
  expect(isMime('Mime-Version: 1.0')).toBe(true)
  expect(isMime(`${'x'.repeat(4083)}mime-version:`)).toBe(true)
  expect(isMime(`${'x'.repeat(4084)}mime-version:`)).toBe(false)
  expect(isMime(`${'é'.repeat(2041)}xmime-version:`)).toBe(true)
  expect(isMime(`${'é'.repeat(2042)}mime-version:`)).toBe(false)
  expect(isMime(`${'😀'.repeat(1020)}abcmime-version:`)).toBe(true)
  expect(isMime(`${'😀'.repeat(1021)}mime-version:`)).toBe(false)
})

test.each([
  ['#!/bin/sh\n', 'sh'],
  ['#!/bin/bash -e\n', 'bash'],
  ['#! /usr/bin/env -S bash -x\n', 'bash'],
  ['#!/usr/bin/env LC_ALL=C dash', 'sh'],
  ['#!/usr/bin/python3\n', null],
  ['#!/usr/bin/env python3\n', null],
  [' #!/bin/sh\n', null],
  ['echo', null],
])('%j is for %s', (text, shell) => {
  expect(shellOf(text)).toBe(shell)
})

describe('which files are ours', () => {
  test.each([
    ['user-data', 'user-data'],
    ['seed/user-data', 'user-data'],
    ['web.user-data.yaml', 'user-data'],
    ['userdata.sh', 'user-data'],
    ['nodes.example.com_user_data', 'user-data'],
    ['cloud-init.yml', 'user-data'],
    ['x/cloud_init/web.yaml.tpl', 'user-data'],
    ['cloud-config.yaml.j2', 'user-data'],
    ['web.cloud-init', 'user-data'],
    ['etc/cloud/cloud.cfg', 'base'],
    ['etc/cloud/cloud.cfg.d/99-x.cfg', 'base'],
    ['http/autoinstall.yaml', 'autoinstall'],
    ['cloud-init.md', null],
    ['cloud-init/handlers.py', null],
    ['web.yaml', null],
  ])('%s: %s', (path, kind) => {
    expect(namedKind(path)).toBe(kind)
  })

  const config = 'runcmd:\n  - sysctl -w net.ipv4.tcp_sack=1\n'
  test.each([
    ['anything.txt', `#cloud-config\n${config}`, true],
    ['user-data.yaml', config, true],
    ['user-data.yaml', 'users: [net.ipv4.tcp_sack]\n', false],
    ['user-data.yaml', '#cloud-config\nruncmd: [ls]\n', false],
    ['web.yaml', config, false],
    ['web.yaml', `# comment\n#cloud-config\n${config}`, true],
    ['README.md', `#cloud-config\n${config}`, false],
    ['main.tf', `#cloud-config\n${config}`, false],
    ['user-data', '#!/bin/sh\nsysctl net.ipv4.tcp_sack=1\n', true],
    ['user-data.sh', '#!/bin/sh\nsysctl net.ipv4.tcp_sack=1\n', true],
    ['install-cloud-init.sh', '#!/bin/sh\nsysctl net.ipv4.tcp_sack=1\n', false],
    ['tune.sh', '#!/bin/sh\nsysctl net.ipv4.tcp_sack=1\n', false],
    ['user-data', 'Content-Type: multipart/mixed; boundary=b\nMIME-Version: 1.0\n\nbase64', true],
    ['mail.eml', 'MIME-Version: 1.0\n\nipv4', true],
    ['notes.txt', 'about ipv4 and MIME-Version: 1.0\n', false],
    ['user-data.b64', 'I2Nsb3VkLWNvbmZpZwo=\n', true],
    ['random.b64', 'I2Nsb3VkLWNvbmZpZwo=\n', false],
    ['stdio.c', '#include <net/ipv4.h>\n', false],
    ['autoinstall.yaml', 'version: 1\nlate-commands: [sysctl net.ipv4.tcp_sack=1]\n', true],
    ['roles/cloud-init/tasks/main.yml', '- sysctl:\n    name: net.ipv4.tcp_sack\n', false],
    ['roles/cloud-init/templates/user-data.j2', `#cloud-config\n${config}`, true],
  ])('%s with %j: %s', (path, text, ours) => {
    expect(claimsUserData(path, text)).toBe(ours)
  })
})
