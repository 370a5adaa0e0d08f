import type { Example, Rule } from '../core/rule.ts'
import type { Block } from './page.ts'

/**
 * How to live with what a rule finds: a comment with a reason, the configuration, or a limit of the house. The test of all rules tries
 * each on the rule's first example.
 */
export function allowances(rule: Rule): Block[] {
  const blocks: Block[] = []
  const comment = commented(rule)
  if (comment === null)
    blocks.push({
      kind: 'text',
      text: 'No comment sets it aside, since it is about such comments; the configuration does.',
    })
  else blocks.push({ kind: 'text', text: howFar(rule) }, { kind: 'example', example: comment })
  const house = houseLimit(rule)
  if (house) blocks.push({ kind: 'example', example: house })
  blocks.push({ kind: 'example', example: everywhere(rule) }, { kind: 'example', example: forSome(rule) })
  return blocks
}

function howFar({ allowed }: Rule): string {
  const end = 'It is counted as set aside from then on, with the reason.'
  return allowed === 'file'
    ? `One file, by a comment on a line of its own anywhere in it, since it is about the file and not one line. ${end}`
    : `One place, by a comment on a line of its own before it, in every format; ignore-file in place of ignore is for the whole file. ${end}`
}

/** The first example with a comment that sets the finding aside, or null where none can. */
export function commented({ id, allowed, bad }: Rule): Example | null {
  const { path, text, config } = bad[0]!
  if (allowed === 'nowhere') return null
  const reason = 'why it is right here'
  const lines = text.split('\n')
  const own = lines.findIndex(line => line.includes(id.replaceAll('-', '_')))
  const at =
    own >= 0
      ? own
      : Math.max(
          0,
          lines.findIndex(line => /\bnet\.|tcp_/.test(line)),
        )
  const indent = /^\s*/.exec(lines[at]!)![0]
  const word = allowed === 'file' ? 'ignore-file' : 'ignore'
  const where = allowed === 'file' ? lines.length - 1 : at
  const comment = `${allowed === 'file' ? '' : indent}# sysctl-lint: ${word}[${id}] ${reason}`
  return { path, text: lines.toSpliced(where, 0, comment).join('\n'), ...(config === undefined ? {} : { config }) }
}

/** A configuration under which another value is as good as the article's, or null. */
export function houseLimit({ id, house }: Rule): Example | null {
  if (!house) return null
  const head = `parameters:\n  net.ipv4.${id.replaceAll('-', '_')}:\n`
  const text = head + house.map(line => `    ${line}\n`).join('')
  return { path: '.sysctl-lint.yml', text, note: "a limit of the house in place of the article's" }
}

/** A configuration without the rule. */
export function everywhere({ id }: Rule): Example {
  return {
    path: '.sysctl-lint.yml',
    text: `rules:\n  ${id}: off\n`,
    note: 'everywhere; a severity in place of off changes that',
  }
}

/** One without it for the files of the first example. */
export function forSome({ id, bad }: Rule): Example {
  const [folder] = bad[0]!.path.split('/')
  const glob = bad[0]!.path.includes('/') ? `${folder}/**` : bad[0]!.path
  const text = `overrides:\n  - files: [${glob}]\n    rules:\n      ${id}: off\n`
  return { path: '.sysctl-lint.yml', text, note: 'for some files' }
}
