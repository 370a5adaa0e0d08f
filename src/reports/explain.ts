import type { Citation, Example, Rule } from '../core/rule.ts'

/** A piece of a page. */
type Block =
  | { readonly kind: 'text'; readonly text: string }
  /** `term` is what the text is about or where it is from. */
  | { readonly kind: 'items'; readonly items: readonly { readonly term: string; readonly text: string }[] }
  | { readonly kind: 'example'; readonly example: Example }

interface Section {
  readonly title: string
  readonly blocks: readonly Block[]
}

/** Everything there is to say of a rule, in the order in which people ask; the terminal and the page of the documentation share it. */
function sections(rule: Rule): readonly Section[] {
  const all: readonly Section[] = [
    { title: 'What is wrong and why it matters', blocks: paragraphs(rule.why) },
    { title: 'What to do', blocks: paragraphs(rule.remedy) },
    { title: 'What the article says', blocks: cited(rule, source => source === 'article') },
    { title: 'What the kernel and its manuals say', blocks: cited(rule, isKernel) },
    { title: 'What others say', blocks: cited(rule, source => source !== 'article' && !isKernel(source), true) },
    { title: 'Found', blocks: examples(rule.bad) },
    { title: 'Not found', blocks: examples(rule.good) },
  ]
  return all.filter(section => section.blocks.length > 0)
}

function isKernel(source: string): boolean {
  return source === 'kernel' || source === 'man'
}

function paragraphs(text: string): Block[] {
  return text.split('\n\n').map(paragraph => ({ kind: 'text', text: paragraph }))
}

function cited(rule: Rule, wanted: (source: string) => boolean, named = false): Block[] {
  const term = ({ source, where }: Citation) => (named ? `${source}: ${where}` : where)
  const items = rule.citations.filter(({ source }) => wanted(source)).map(one => ({ term: term(one), text: one.says }))
  return items.length > 0 ? [{ kind: 'items', items }] : []
}

function examples(all: readonly Example[]): Block[] {
  return all.flatMap(example => [
    { kind: 'example', example },
    ...(example.config === undefined ? [] : [{ kind: 'example', example: besides(example.config) } as const]),
  ])
}

function besides(config: string): Example {
  return { path: '.sysctl-lint.yml', text: config, note: 'the configuration beside it' }
}

/** A rule in full for a terminal, without a line break at the end. */
export function explainText(rule: Rule, width = 80): string {
  const head = [`${rule.id} (${rule.severity})`, ...wrap(sentence(rule.summary), width, '')]
  const body = sections(rule).flatMap(({ title, blocks }) => [
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
      return block.items.flatMap(({ term, text }, i) => [
        ...(i > 0 ? [''] : []),
        ...wrap(term, width, '  '),
        ...wrap(text, width, '    '),
      ])
    case 'example': {
      const { path, text, note } = block.example
      return [
        ...wrap(note ? `${path}: ${note}` : path, width, '  '),
        ...lines(text).map(line => (line ? `    ${line}` : '')),
      ]
    }
  }
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

/** A rule in full as a page of Markdown, with a line break at the end. */
export function explainMarkdown(rule: Rule): string {
  const head = [
    `# ${rule.id}`,
    `${marked(sentence(rule.summary))} Severity: **${rule.severity}**, unless the message says otherwise.`,
  ]
  const body = sections(rule).flatMap(({ title, blocks }) => [`## ${title}`, ...blocks.map(markdownOf)])
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

/** Names of parameters keep their case. */
function sentence(summary: string): string {
  const start = /^[a-z]+ /.test(summary) ? summary[0]!.toUpperCase() : summary[0]!
  return `${start}${summary.slice(1)}.`
}

/** The rules' texts are ours; names of parameters become code, and what Markdown would take for markup is kept from it. */
function marked(text: string): string {
  return text
    .split(/((?:net\.ipv[46]\.)?tcp_[a-z0-9_]+(?:\(\))?)/)
    .map((part, i) => (i % 2 === 1 ? `\`${part}\`` : part.replace(/[\\`*<>[\]|]|\b_|_\b/g, char => `\\${char}`)))
    .join('')
}
