import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'

/** Few different lines, so that equal ones are common; some with what a diff could trip over. */
export const line = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'c', '') },
  fc.constantFrom('-- a', '++ b', '@@ -1 +1 @@', 'diff --git a/x b/x', '\\ No newline', ' ', '\t', 'x\r', '+', '-'),
)

export const lines = fc.array(line, { maxLength: 30 })

export interface Edit {
  readonly at: number
  readonly removed: number
  readonly added: readonly string[]
}

export const edits = fc.array(
  fc.record({ at: fc.nat(30), removed: fc.nat(4), added: fc.array(line, { maxLength: 4 }) }),
  { maxLength: 5 },
)

export function edited(old: readonly string[], some: readonly Edit[]): string[] {
  const result = [...old]
  for (const { at, removed, added } of some) result.splice(Math.min(at, result.length), removed, ...added)
  return result
}

export function textOf(some: readonly string[], newline: boolean): string {
  return some.join('\n') + (newline && some.length > 0 ? '\n' : '')
}

/** What the machine's git says of two texts, byte by byte. */
export function realDiff(folder: string, old: string, fresh: string, context: number): string {
  writeFileSync(join(folder, 'old'), old)
  writeFileSync(join(folder, 'new'), fresh)
  const args = ['diff', '--no-index', '--text', `--unified=${context}`, 'old', 'new']
  return spawnSync('git', args, { cwd: folder }).stdout.toString('latin1')
}

export function numbered(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, i) => `line ${from + i}`)
}

/** git's own merge of two texts that come from a third; null where they conflict. */
export function merged(folder: string, base: string, ours: string, theirs: string): string | null {
  for (const [name, text] of Object.entries({ base, ours, theirs })) writeFileSync(join(folder, name), text)
  const { status, stdout } = spawnSync('git', ['merge-file', '-p', 'ours', 'base', 'theirs'], { cwd: folder })
  return status === 0 ? stdout.toString() : null
}

/** An edit of lines that says of each line whose it is, so that the truth is in the text. */
export function edit(
  lines: readonly string[],
  who: string,
  places: readonly (readonly [at: number, removed: number, added: number])[],
) {
  const result = [...lines]
  for (const [at, removed, added] of [...places].sort((a, b) => b[0] - a[0]))
    result.splice(at, removed, ...Array.from({ length: added }, (_, i) => `${who} ${at}.${i}`))
  return result
}

export const places = fc.array(fc.tuple(fc.nat(40), fc.nat(2), fc.nat(3)), { maxLength: 4 })
