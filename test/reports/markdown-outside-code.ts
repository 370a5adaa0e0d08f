export interface Fenced {
  readonly language: string
  readonly lines: readonly string[]
}

export interface Parts {
  /** Blocks of code that start at the first column. */
  readonly fenced: readonly Fenced[]
  /** All else, with `§` in place of inline code: what GitHub looks for markup, mentions and links in. */
  readonly outside: string
}

/** Takes Markdown apart by the rules of CommonMark for code: a block ends at a fence as long as its own, a span at a run as long. */
export function takeApart(markdown: string): Parts {
  const fenced: Fenced[] = []
  const rest: string[] = []
  let open: { fence: number; language: string; lines: string[] } | null = null
  for (const line of markdown.split('\n')) {
    const run = /^ {0,3}(`{3,})([^`]*)$/.exec(line)
    if (open) {
      if (run && run[1]!.length >= open.fence && run[2]!.trim() === '') {
        fenced.push(open)
        open = null
      } else open.lines.push(line)
    } else if (run) open = { fence: run[1]!.length, language: run[2]!, lines: [] }
    else rest.push(withoutSpans(line))
  }
  if (open) throw new Error(`a block of ${open.language} has no end`)
  return { fenced, outside: rest.join('\n') }
}

/** Every line of ours is a block or a cell of its own, so that a span never goes on in the next. */
function withoutSpans(line: string): string {
  const runs = [...line.matchAll(/`+/g)]
  let out = ''
  let at = 0
  for (let i = 0; i < runs.length; i++) {
    const close = runs.findIndex((run, j) => j > i && run[0].length === runs[i]![0].length)
    if (runs[i]!.index < at || close < 0) continue
    out += `${line.slice(at, runs[i]!.index)}§`
    at = runs[close]!.index + runs[close]![0].length
    i = close
  }
  return (out + line.slice(at)).replace(/<code>(?:&#\d+;)+<\/code>/g, '§')
}

/** What is left of Markdown once the markup that is ours is gone; nothing of it may mean anything to GitHub. */
export function suspicious(outside: string): string[] {
  return outside
    .split('\n')
    .map(line =>
      line
        .replace(/<details><summary>[\w ]+<\/summary>|^<\/details>$/g, '')
        .replace(/^#{2,3} /, '')
        .replace(/\*\*(error|warning|notice|all|new|sysctl-lint)\*\*|\*(Fix|Suggestion):\*/g, '')
        .replace(/\[(this|the last) run\]\(\d*\)/g, '')
        .replace(/^\|( (:--|--:) \|)+$/, '')
        .replace(/^- /, ''),
    )
    .filter(line => /[@[\]<>&\\`~_${}*#]|:\/\/|www\.|javascript|^\s*[-+=>]|^\s*\d+[.)]|[0-9a-f]{7}/i.test(line))
}
