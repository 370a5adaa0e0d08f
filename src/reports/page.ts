import type { Example } from '../core/rule.ts'

/** A piece of a page. Its texts are the project's own, never from outside. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  /** `term` is what the text is about or where it is from. */
  | { readonly kind: 'items'; readonly items: readonly { readonly term: string; readonly text: string }[] }
  | { readonly kind: 'example'; readonly example: Example }

export interface Section {
  readonly title: string
  readonly blocks: readonly Block[]
}

/** What is known of one thing, in the order in which people ask; a terminal and the documentation have the same. */
export interface Page {
  readonly title: string
  /** A word behind the title, in a terminal. */
  readonly label: string | null
  /** A sentence of Markdown in its place there. */
  readonly remark?: string
  /** One sentence. */
  readonly summary: string
  readonly sections: readonly Section[]
}

/** Texts with an empty line between them, as blocks. */
export function paragraphs(text: string): Block[] {
  return text.split('\n\n').map(paragraph => ({ kind: 'text', text: paragraph }))
}

/** A list, or nothing where it has no items. */
export function items(all: readonly { readonly term: string; readonly text: string }[]): Block[] {
  return all.length > 0 ? [{ kind: 'items', items: all }] : []
}

/** For a terminal, without a line break at the end. */
export function pageText({ title, label, summary, sections }: Page, width = 80): string {
  const head = [label === null ? title : `${title} (${label})`, ...wrap(summary, width, '')]
  const body = sections.flatMap(({ title, blocks }) => [
    '',
    title,
    ...blocks.flatMap((block, i) => [...(i > 0 ? [''] : []), ...textOf(block, width)]),
  ])
  return [...head, ...body].join('\n')
}

function textOf(block: Block, width: number): string[] {
  switch (block.kind) {
    case 'text':
      return wrap(block.text, width, '  ')
    case 'items':
      return apart(block.items.map(({ term, text }) => itemText(term, text, width)))
    case 'example': {
      const { path, text, note } = block.example
      return [
        ...wrap(note ? `${path}: ${note}` : path, width, '  '),
        ...lines(text).map(line => (line ? `    ${line}` : '')),
      ]
    }
  }
}

/** An empty line stands before and behind what takes several. */
function apart(all: readonly (readonly string[])[]): string[] {
  return all.flatMap((item, i) => (i > 0 && item.length + all[i - 1]!.length > 2 ? ['', ...item] : [...item]))
}

/** On one line where that is short. */
function itemText(term: string, text: string, width: number): string[] {
  const short = `  ${term}: ${text}`
  return short.length <= width ? [short] : [...wrap(term, width, '  '), ...wrap(text, width, '    ')]
}

function lines(text: string): string[] {
  return text.replace(/\n$/, '').split('\n')
}

/** Breaks at blanks; a longer word has a line of its own. */
function wrap(text: string, width: number, indent: string): string[] {
  const out: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      out.push(indent + line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...out, indent + line]
}

/**
 * As Markdown, with a line break at the end.
 * @param level of the title: 1 for a page of its own
 */
export function pageMarkdown({ title, remark, summary, sections }: Page, level = 1): string {
  const sign = '#'.repeat(level)
  const head = [`${sign} ${title}`, `${marked(summary)}${remark === undefined ? '' : ` ${remark}`}`]
  const body = sections.flatMap(({ title, blocks }) => [`${sign}# ${title}`, ...blocks.map(markdownOf)])
  return `${[...head, ...body].join('\n\n')}\n`
}

function markdownOf(block: Block): string {
  switch (block.kind) {
    case 'text':
      return marked(block.text)
    case 'items':
      return block.items.map(({ term, text }) => `- **${marked(term)}**: ${marked(text)}`).join('\n')
    case 'example': {
      const { path, text, note } = block.example
      const language = /\.ya?ml$/.test(path) ? 'yaml' : /\.sh$/.test(path) ? 'sh' : 'ini'
      const caption = note ? `\`${path}\`: ${marked(note)}` : `\`${path}\``
      return `${caption}\n\n\`\`\`${language}\n${text.replace(/\n?$/, '\n')}\`\`\``
    }
  }
}

/** What is code wherever it stands in our texts: addresses, files, parameters, our own commands, states and constants. */
const special = new RegExp(
  `(${[
    String.raw`https://\S+[\w/]`,
    String.raw`(?:[\w.-]+/)+[\w-]+\.(?:c|h|rst|py|yml)\b`,
    String.raw`(?:net\.ipv[46]\.)?tcp_[a-z0-9_]+(?:\(\))?`,
    String.raw`net\.(?:ipv4|core|netfilter)\.[a-z0-9_]+`,
    'sysctl-lint explain [A-Z0-9_]+',
    String.raw`\b[A-Z]+(?:_[A-Z0-9]+)+\b`,
  ].join('|')})`,
)

/** What Markdown would take for markup is kept from it; addresses are links. */
function marked(text: string): string {
  return text
    .split(special)
    .map((part, i) => {
      if (i % 2 === 0) return part.replace(/[\\`*<>[\]|]|\b_|_\b/g, char => `\\${char}`)
      return part.startsWith('https:') ? `<${part}>` : `\`${part}\``
    })
    .join('')
}
