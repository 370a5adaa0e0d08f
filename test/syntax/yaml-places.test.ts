import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments, visit } from 'yaml'
import { isVerbatim, spanOf, type Text, textOf, written } from '../../src/core/text.ts'
import { parseYaml } from '../../src/syntax/yaml.ts'
import type { YamlScalar } from '../../src/syntax/yaml-node.ts'
import { walkYaml } from '../../src/syntax/yaml-walk.ts'
import { documents } from './yaml-documents.ts'

const runs = { numRuns: 1500 }

function scalarsOf(text: Text): YamlScalar[] {
  const scalars: YamlScalar[] = []
  for (const document of parseYaml(text).documents)
    walkYaml(document, node => {
      if (node.kind === 'scalar') scalars.push(node)
      return true
    })
  return scalars
}

/** A block that holds nothing but blanks: the library drops them, PyYAML keeps them. */
const blankless = (text: string) => (text.trim() === '' ? '' : text)

/** Each character stands where the table says, or is an escape or a fold there; the table never runs backwards. */
function checkPlaces(scalar: YamlScalar): void {
  const { text } = scalar
  let last = scalar.at.start
  for (let i = 0; i < text.text.length; i++) {
    const span = spanOf(text, i, i + 1)
    const there = written(span)
    const here = text.text[i]!
    expect(span.start).toBeGreaterThanOrEqual(last)
    expect(span.end).toBeLessThanOrEqual(scalar.at.end)
    last = span.start
    if (there === here) continue
    if (here === ' ') expect(there).toMatch(/^[ \t]*\r?\n[ \t]*$/)
    else if (here === '\n') expect(there).toMatch(/^(\r\n|\\n)$/)
    else if (here === "'" && scalar.style === 'single') expect(there).toBe("''")
    else if (there.length > 2) expect(String.fromCodePoint(Number.parseInt(there.slice(2), 16))).toContain(here)
    else expect(there).toBe(`\\${here}`)
  }
}

describe('the places of decoded characters', () => {
  it('hold in every style, with LF and CRLF, at every depth', () => {
    fc.assert(
      fc.property(documents, source => {
        fc.pre(parseYaml(textOf({ path: 'a.yml', text: source })).errors.length === 0)
        const scalars = scalarsOf(textOf({ path: 'a.yml', text: source }))
        expect(scalars.length).toBeGreaterThan(1)
        for (const scalar of scalars) {
          expect(scalar.text.whole).toBeUndefined()
          checkPlaces(scalar)
        }
      }),
      runs,
    )
  })

  it('hold for YAML nested in a block of YAML', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom('\n', '\r\n'), fc.constantFrom('|', '|1', '|+'), (inner, eol, header) => {
        const lines = inner.split(/\r?\n/).map(line => `   ${line}`)
        const file = { path: 'a.yml', text: `a:\n- content: ${header}${eol}${lines.join(eol)}` }
        const outer = scalarsOf(textOf(file)).at(-1)!
        expect(outer.text.text.trimEnd()).toBe(inner.replace(/\r/g, '').trimEnd())
        fc.pre(parseYaml(outer.text).errors.length === 0)
        for (const scalar of scalarsOf(outer.text)) checkPlaces(scalar)
      }),
      runs,
    )
  })

  it('give the text that the yaml package gives', () => {
    fc.assert(
      fc.property(documents, source => {
        const expected: string[] = []
        fc.pre(parseYaml(textOf({ path: 'a.yml', text: source })).errors.length === 0)
        for (const document of parseAllDocuments(source, { version: '1.1', schema: 'failsafe', uniqueKeys: false }))
          visit(document, { Scalar: (_, node) => void expected.push(blankless(String(node.value ?? ''))) })
        expect(scalarsOf(textOf({ path: 'a.yml', text: source })).map(s => blankless(s.text.text))).toEqual(expected)
      }),
      runs,
    )
  })

  it('let a fix replace what stands in the file as it is read', () => {
    const text = textOf({ path: 'a.yml', text: "a: \"net.x = 5\\n\"\nb: net.y = 6\nc: 'it''s'\n" })
    const [, a, , b, , c] = scalarsOf(text)
    expect(isVerbatim(a!.text, 0, 9)).toBe(true)
    expect(isVerbatim(a!.text, 0, 10)).toBe(false)
    expect(isVerbatim(b!.text, 0, 9)).toBe(true)
    expect(isVerbatim(c!.text, 0, 3)).toBe(false)
    expect(written(spanOf(c!.text, 0, 4))).toBe("it''s")
  })

  it('keep the marks of the text the YAML stands in', () => {
    const source = 'a: ${x} b\nc:\n  - "t${y}"\n'
    const at = (piece: string) => ({ start: source.indexOf(piece), end: source.indexOf(piece) + piece.length })
    const mark = { kind: 'unknown', why: 'a variable' } as const
    const text = {
      ...textOf({ path: 'a.yml', text: source }),
      marks: [
        { ...at('${x}'), ...mark },
        { ...at('${y}'), ...mark },
      ],
    }
    const marks = scalarsOf(text).map(s => s.text.marks?.map(m => [m.start, m.end]))
    expect(marks).toEqual([undefined, [[0, 4]], undefined, [[1, 5]]])
  })
})
