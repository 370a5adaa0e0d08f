import type { Effect } from '../core/effect.ts'
import type { Finding } from '../core/finding.ts'
import type { Source, Span } from '../core/text.ts'

/** What is shown in place of a secret value. */
export const hidden = '(secret)'

const secretParameter = 'net.ipv4.tcp_fastopen_key'

/** Whether a parameter's value is a secret: with the key of TCP Fast Open, cookies can be forged. */
export function isSecret(parameter: string | undefined): boolean {
  return parameter === secretParameter
}

/** The key's own form, one or two of them: nothing else is written as four groups of eight. */
const keyForm = /[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{8}){3}/g
/** What follows the parameter's name on a line, which is taken for its value even if it is malformed. */
const afterName = /(tcp_fastopen_key\b["']?\s{0,8}[=:,]?\s{0,8})([^\s"'#][^\s"']*)/g
/** What a message may quote as one thing. */
const token = /[^\s"'`,;:=()]{4,}/g
const hexadecimal = /^[0-9a-fA-F-]*$/

export interface Redactor {
  /** A value as reports show it. */
  value(parameter: string | undefined, value: string): string
  /** Any other text that may quote a secret. */
  text(text: string): string
  /**
   * A piece of a file with each secret's characters replaced by `*`, so that columns stay what they are.
   * @param start where `piece` starts in the file
   */
  piece(source: Source, start: number, piece: string): string
}

/** Knows the secrets of a report by where they stand, by what they are and by their form, and hides them in all that is printed. */
export function createRedactor(settings: readonly Effect[], findings: readonly Finding[]): Redactor {
  const secrets = settings.filter(e => isSecret(e.setting.parameter)).map(e => e.setting)
  const spans = groupSpans(secrets.map(s => s.valueAt))
  const tokens = new Set<string>()
  for (const { value, known } of secrets)
    for (const one of value.match(token) ?? []) if (known || hexadecimal.test(one)) tokens.add(one)
  for (const { parameter, value } of findings)
    if (isSecret(parameter)) for (const one of value?.match(token) ?? []) if (hexadecimal.test(one)) tokens.add(one)

  const text = (one: string): string => {
    const keyless = one.replace(keyForm, hidden)
    return tokens.size === 0 ? keyless : keyless.replace(token, t => (tokens.has(t) ? hidden : t))
  }
  return {
    value: (parameter, value) => (isSecret(parameter) ? hidden : text(value)),
    text,
    piece(source, start, piece) {
      let out = piece
        .replace(keyForm, stars)
        .replace(afterName, (_, name: string, value: string) => name + stars(value))
      const list = spans.get(source) ?? []
      for (let i = firstEndingAfter(list, start); i < list.length && list[i]!.start < start + piece.length; i++) {
        const from = Math.max(0, list[i]!.start - start)
        const to = Math.max(from, Math.min(piece.length, list[i]!.end - start))
        out = out.slice(0, from) + stars(out.slice(from, to)) + out.slice(to)
      }
      return out
    },
  }
}

/** By file and in order, each once (all that stands in one base64 text has the same place). */
function groupSpans(spans: readonly Span[]): Map<Source, Span[]> {
  const groups = new Map<Source, Span[]>()
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const group = groups.get(span.source)
    if (!group) groups.set(span.source, [span])
    else if (group.at(-1)!.start !== span.start || group.at(-1)!.end !== span.end) group.push(span)
  }
  return groups
}

/** Values of one file hardly ever overlap, so that their ends ascend with their starts. */
function firstEndingAfter(spans: readonly Span[], offset: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]!.end <= offset) low = middle + 1
    else high = middle
  }
  return low
}

function stars(text: string): string {
  return text.replace(/\S/g, '*')
}
