import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { excludeFrom } from '../../src/config/exclude.ts'
import { keeper } from '../../src/io/exclude.ts'

const left = (patterns: readonly string[], path: string) => !keeper(patterns)(path)

describe('a pattern of a configuration, seen from the working directory', () => {
  const segment = fc.constantFrom('a', 'b', 'ab', '*', '**', 'a*', '?', '[ab]')
  const pattern = fc
    .tuple(fc.constantFrom('', '/'), fc.array(segment, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '/'))
    .map(([start, segments, end]) => `${start}${segments.join('/')}${end}`)
  const names = fc.array(fc.constantFrom('a', 'b', 'ab', 'c'), { minLength: 1, maxLength: 5 })

  test('leaves out the same files from a folder below', () => {
    fc.assert(
      fc.property(pattern, names, fc.nat(3), (pattern, names, depth) => {
        const below = Math.min(depth, names.length - 1)
        const cwd = names.slice(0, below).join('/')
        const path = names.slice(below).join('/')
        const whole = names.join('/')
        expect([pattern, cwd, path, left(excludeFrom(pattern, '', cwd), path)]).toEqual([
          pattern,
          cwd,
          path,
          left([pattern], whole),
        ])
      }),
      { numRuns: 3000 },
    )
  })

  test('speaks of its own folder only, from a folder above', () => {
    fc.assert(
      fc.property(pattern, names, fc.constantFrom('x', 'x/y', 'we[i]rd*'), (pattern, names, folder) => {
        const path = names.join('/')
        const patterns = excludeFrom(pattern, folder, '')
        expect([pattern, left(patterns, `${folder}/${path}`)]).toEqual([pattern, left([pattern], path)])
        expect(left(patterns, path)).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  test('says nothing of a folder beside it', () => {
    expect(excludeFrom('*', 'a', 'b')).toEqual([])
    expect(excludeFrom('!x', 'a', '')).toEqual(['!/a/**/x'])
  })
})
