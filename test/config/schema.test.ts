import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { configJsonSchema } from '../../src/config/json-schema.ts'
import { starter } from '../../src/config/starter.ts'
import { lintTexts } from '../../src/lint-texts.ts'
import { rules } from '../../src/rules/registry.generated.ts'
import { wrongWith } from './config-texts.ts'

const text = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8')
const schema = JSON.parse(text('schema/config.json'))
const validate = new Ajv({ strict: false, allErrors: true }).compile(schema)
const examples = [...text('docs/configuration.md').matchAll(/```yaml\n(.*?)```/gs)].map(m => m[1]!)

test('the schema is the one that is generated', () => {
  expect(schema).toEqual(JSON.parse(JSON.stringify(configJsonSchema())))
})

describe.each<readonly [string, string]>([
  ['the starter', starter],
  ...examples.map((example, i) => [`example ${i + 1} of docs/configuration.md`, example] as const),
  ...rules.flatMap(rule =>
    [...rule.bad, ...rule.good].flatMap(({ config }) =>
      config ? [[`an example of ${rule.id}`, config] as const] : [],
    ),
  ),
])('%s', (_, example) => {
  test('is as the schema wants it, and read without a word', () => {
    const others = { 'house.yml': '', 'policies/house.yml': '' }
    expect(wrongWith(example, others)).toEqual([])
    expect(validate(parse(example) ?? {}) ? [] : validate.errors).toEqual([])
  })
})

test('messages that the reference quotes are true', async () => {
  const quoted = [...text('docs/configuration.md').matchAll(/```text\n(.*?)\n```/gs)].map(m => m[1]!)
  const conf = {
    path: 'etc/sysctl.d/60-tcp.conf',
    text: 'net.ipv4.tcp_keepalive_time = 30\nnet.ipv4.tcp_keepalive_intvl = 20\n',
  }
  const [finding] = (await lintTexts([conf], { config: 'extends: [article, rabbitmq]\n' })).findings
  const [mistake] = wrongWith('rules:\n  # misspelt\n  tcp-fin-timeuot: off\n')
  expect(quoted).toEqual([`sysctl-lint: .sysctl-lint.yml:${mistake}`, finding?.message])
})

test('the starter names the schema in its first line, and with all of it uncommented it still passes', () => {
  expect(starter.split('\n')[0]).toMatch(/^# yaml-language-server: \$schema=https:\/\/\S+\/schema\/config\.json$/)
  const all = starter
    .slice(starter.indexOf('\n'))
    .replace(/^( *)# (?=( *)(- |kernel: |loader: |[a-z0-9._-]+:( \S|$)|min|max|why))/gm, '$1')
  const lines = all.split('\n').filter(line => /^\s*[^#\s]/.test(line)).length
  expect(lines).toBeGreaterThan(20)
  expect(wrongWith(all)).toEqual([])
})

test.each([
  ['rulez: {}'],
  ['rules: { sintax: off }'],
  ['rules: { syntax: warn }'],
  ['parameters: { net.ipv4.tcp_fin_timeout: { maximum: 3 } }'],
  ['parameters: { net.ipv4.tcp_fin_timeout: 30 }'],
  ['require: [x]'],
  ['extends: rabitmq'],
  ['overrides: [{ rules: {} }]'],
  ['exclude: x'],
  ['loader: runit'],
])('editors mark %s', wrong => {
  expect(validate(parse(wrong))).toBe(false)
  expect(wrongWith(wrong)).toHaveLength(1)
})
