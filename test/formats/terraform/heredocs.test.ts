import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { spanOf, textOf, written } from '../../../src/core/text.ts'
import { isTemplated, showTemplate } from '../../../src/formats/cloud-init/template-mask.ts'
import { hideTerraform } from '../../../src/formats/cloud-init/templates.ts'
import { templateEnd, terraformPieces } from '../../../src/formats/cloud-init/terraform-template.ts'
import { claimsTerraform } from '../../../src/formats/terraform/claims.ts'
import { hclHeredocs } from '../../../src/formats/terraform/heredocs.ts'

const source = (text: string) => ({ path: 'main.tf', text })
const contents = (text: string) => hclHeredocs(textOf(source(text))).map(h => h.content.text)

// what HashiCorp's own parser gives (hashicorp/hcl as in @cdktf/hcl2json 0.21)
test.each([
  ['a = <<EOF\n  x\n y\nEOF\n', ['  x\n y\n']],
  ['a = <<-EOF\n    x\n\n      y\n    EOF\n', ['x\n\n  y\n']],
  ['a = <<-EOF\n    x\n  \n      y\nEOF\n', ['x\n  \n  y\n']],
  ['a = <<-EOF\n\tx\n\t\ty\n\tEOF\n', ['x\n\ty\n']],
  ['a = <<-EOF\n    $${x} %%{y}\n  z\n  EOF\n', ['  $${x} %%{y}\nz\n']],
  ['a = <<EOF\n  x\n  EOF\n', ['  x\n']],
  ['a = <<-EOF\n    x EOF\n    EOF # c\n  EOF\n', ['x EOF\nEOF # c\n']],
  ['a = <<-EOF\r\n    x\r\n    EOF\r\n', ['x\r\n']],
  ['a = <<-E-F\n    x\n    E-F\n', ['x\n']],
  ['a = "${1 + 2} <<EOF"\nb = 1\n', []],
  ['a = [<<EOF\nx\nEOF\n, 1]\n', ['x\n']],
  ['a = <<-EOF\n\u00a0 x\n  y\n    EOF\n', ['x\ny\n']],
  ['a = <<-EOF\nEOF\n', ['']],
  ['a = <<-EOF\n   \n    x\n    EOF\n', ['   \nx\n']],
  ['# <<EOF "\n// "\n/* <<EOF\n " */\na = "\\"${"<<EOF"}"\nb = <<EOF\nx # "\nEOF\n', ['x # "\n']],
])('%j', (text, expected) => {
  expect(contents(text)).toEqual(expected)
})

test('a here-document that is not closed goes to the end of the file', () => {
  expect(contents('a = <<EOF\nx\n')).toEqual(['x\n'])
})

test('each character of a here-document stands where the table says', () => {
  const line = fc.tuple(fc.constantFrom('', ' ', '\t', '   '), fc.constantFrom('', 'x', 'é y', '${z}', 'EOT2'))
  fc.assert(
    fc.property(fc.array(line), fc.constantFrom('', '-'), fc.constantFrom('\n', '\r\n'), (lines, dash, end) => {
      const text = `a = <<${dash}EOT${end}${lines.map(([blank, rest]) => blank + rest + end).join('')} EOT${end}`
      const [content] = hclHeredocs(textOf(source(text))).map(h => h.content)
      let last = 0
      for (let i = 0; i < content!.text.length; i++) {
        const span = spanOf(content!, i, i + 1)
        expect(written(span)).toBe(content!.text[i])
        expect(span.start).toBeGreaterThanOrEqual(last)
        last = span.end
      }
    }),
  )
})

describe('templates', () => {
  test('an expression ends at its own brace', () => {
    const end = (text: string) => text.slice(0, templateEnd(text, 2))
    expect(end('${a}b}')).toBe('${a}')
    expect(end('${{a = 1}.a}b')).toBe('${{a = 1}.a}')
    expect(end('${f("}")}b')).toBe('${f("}")}')
    expect(end('${f("\\"}")}b')).toBe('${f("\\"}")}')
    expect(end('${f("${g("}")}}")}b')).toBe('${f("${g("}")}}")}')
    expect(end('${f("$${")}b')).toBe('${f("$${")}')
    expect(templateEnd('${a', 2)).toBe(-1)
  })

  test('escapes lose a character, what is between directives is conditional', () => {
    const text = '$${a} ${b} %%{c} %{ if d ~}\ne\n%{ else }f%{ endif }'
    const { pieces, conditional } = terraformPieces(text)
    const slices = pieces.map(p => [p.kind, text.slice(p.start, p.end)])
    expect(slices).toEqual([
      ['escape', '$'],
      ['expression', '${b}'],
      ['escape', '%'],
      ['tag', '%{ if d ~}'],
      ['tag', '%{ else }'],
      ['tag', '%{ endif }'],
    ])
    expect(conditional.map(m => text.slice(m.start, m.end))).toEqual(['\ne\n%{ else }f'])
  })

  test('hidden template syntax comes back, tags on lines of their own go away', () => {
    const text = 'a: ${b("x: y")}\n  %{ if c }\n- $${d}\n  %{ endif }\ne %{ if f }g%{ endif }\n'
    const hidden = hideTerraform(textOf(source(text)))
    expect(hidden.text).not.toMatch(/[$%]\{ |"/)
    expect(isTemplated(hidden.text)).toBe(true)
    const shown = showTemplate(hidden)
    expect(shown.text).toBe('a: ${b("x: y")}\n\n- ${d}\n\ne %{ if f }g%{ endif }\n')
    const at = shown.text.indexOf('d}')
    expect(written(spanOf(shown, at, at + 2))).toBe('d}')
    expect(written(spanOf(shown, 3, 15))).toBe('${b("x: y")}')
    const marks = hidden.marks!.map(m => [m.kind, shown.text.slice(m.start, m.end)])
    expect(marks).toEqual([
      ['unknown', '${b("x: y")}'],
      ['conditional', '\n- ${d}\n'],
      ['unknown', '%{ if f }'],
      ['conditional', 'g'],
      ['unknown', '%{ endif }'],
    ])
  })
})

test.each([
  ['main.tf', 'user_data = <<EOF\n#cloud-config\nEOF\n', true],
  ['main.tf', 'resource "x" "y" {}\n', false],
  ['packer.pkr.hcl', 'user_data = <<EOF\n#!/bin/sh\nEOF\n', true],
  ['job.hcl', 'sysctl {\n  net.ipv4.tcp_fin_timeout = "20"\n}\n', false],
  ['node.yaml.tftpl', '#cloud-config\n', true],
  ['node.yaml.tpl', '## template: jinja\n#cloud-config\n', true],
  ['boot.sh.tpl', '#!/bin/bash\necho ${x}\n', true],
  ['chart/boot.sh.tpl', '#!/bin/bash\necho {{ .Values.x }}\n', false],
  ['boot.sh.tftpl', '#!/bin/bash\necho {{ x }}\n', true],
  ['boot.py.tpl', '#!/usr/bin/python3\n', false],
  ['60-net.conf.tpl', 'net.ipv4.tcp_sack = 1\n', false],
  ['user-data.yaml', '#cloud-config\n', false],
])('%s with %j: %s', (path, text, ours) => {
  expect(claimsTerraform(path, text)).toBe(ours)
})
