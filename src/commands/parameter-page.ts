import type { Limit } from '../core/policy.ts'
import type { Citation, Rule } from '../core/rule.ts'
import { accepted, defaults, type Era, presences } from '../kernel/describe.ts'
import type { Parameter } from '../kernel/parameters.ts'
import type { TcpState } from '../kernel/table/tcp-state.ts'
import { showRelease } from '../kernel/version.ts'
import type { BuiltInPolicy } from '../policies/built-in-policy.ts'
import { isKernel } from '../reports/explain.ts'
import { type Block, items, type Page, paragraphs, type Section } from '../reports/page.ts'

/** Everything besides the parameter itself that may speak of it. */
export interface Authorities {
  readonly rules: readonly Rule[]
  readonly policies: readonly BuiltInPolicy[]
  readonly states: readonly TcpState[]
}

/** All that is known of a parameter, with who says so. */
export function parameterPage(parameter: Parameter, { rules, policies, states }: Authorities): Page {
  const leaf = parameter.name.slice(parameter.name.lastIndexOf('.') + 1)
  const said = citations(leaf, rules)
  const says = (wanted: (source: string) => boolean, named = false): Block[] =>
    items(
      said
        .filter(c => wanted(c.source))
        .map(c => ({ term: named ? `${c.source}: ${c.where}` : c.where, text: c.says })),
    )
  const article = says(source => source === 'article')
  const all: readonly Section[] = [
    { title: 'What it is', blocks: items(facts(parameter)) },
    { title: 'Which kernels have it', blocks: items(kernels(parameter)) },
    { title: 'Which states of a connection it has to do with', blocks: items(governs(parameter.name, states)) },
    { title: 'Who recommends what', blocks: items(wishes(parameter.name, policies)) },
    {
      title: 'What the article says',
      blocks: article.length > 0 ? article : paragraphs('Nothing: it does not mention this parameter.'),
    },
    { title: 'What the kernel and its manuals say', blocks: says(isKernel) },
    { title: 'What others say', blocks: says(source => source !== 'article' && !isKernel(source), true) },
    { title: 'Which rules speak of it', blocks: ruled(leaf, rules) },
    { title: 'Where this is from', blocks: paragraphs(`${parameter.sources.join('; ')}.`) },
  ]
  return {
    title: parameter.name,
    label: parameter.unit,
    summary: parameter.doc,
    sections: all.filter(section => section.blocks.length > 0),
  }
}

interface Item {
  readonly term: string
  readonly text: string
}

function facts(parameter: Parameter): Item[] {
  const { name, unit, values, netns, writable } = parameter
  const out: Item[] = []
  if (unit !== null) out.push({ term: 'Unit', text: unit })
  out.push(...told('Default', defaults(parameter)))
  if (writable) out.push(...told('Takes', accepted(parameter)))
  else out.push({ term: 'Takes', text: 'nothing: it can only be read' })
  if (values !== null)
    out.push({
      term: 'Values',
      text: Object.entries(values)
        .map(([value, meaning]) => `${value} ${meaning}`)
        .join('; '),
    })
  const own = 'each network namespace has its own, so a container or pod can set it for itself'
  const whole = "one for the whole host; a container's network namespace has none of its own"
  out.push({ term: 'Namespace', text: netns ? own : whole })
  if (name.startsWith('net.netfilter.'))
    out.push({ term: 'Needs', text: 'the module nf_conntrack; without it there is no such file' })
  return out
}

function told(term: string, eras: readonly Era[]): Item[] {
  return eras.map(({ when, says }) => ({ term: when === '' ? term : `${term} ${when}`, text: says }))
}

function kernels(parameter: Parameter): Item[] {
  const { since, removedIn, noEffectSince, effect, exists, replacedBy } = parameter
  const stable = (exists[0]?.stable ?? []).map(showRelease)
  const out: Item[] = []
  if (effect === 'vendor') out.push({ term: 'Since', text: 'no mainline kernel has it, some of single vendors do' })
  else if (since !== null)
    out.push({ term: 'Since', text: `Linux ${since}${stable.length > 0 ? ` (and ${stable.join(', ')})` : ''}` })
  if (removedIn !== null) out.push({ term: 'Removed', text: `in Linux ${removedIn}; writing it fails from then on` })
  if (replacedBy.length > 0) out.push({ term: 'In its place', text: replacedBy.join(', ') })
  if (noEffectSince !== null)
    out.push({ term: 'No effect', text: `since Linux ${noEffectSince}, where it is still accepted` })
  const there = presences(parameter)
  const [only] = there
  if (there.length === 1 && effect !== 'vendor')
    out.push({ term: 'Every distribution that is known', text: only!.says })
  else if (there.length > 1)
    out.push(...there.map(({ distributions, says }) => ({ term: distributions.join(', '), text: says })))
  return out
}

function governs(name: string, states: readonly TcpState[]): Item[] {
  return states.flatMap(state =>
    state.governed.filter(g => g.parameter === name).map(({ does }) => ({ term: state.name, text: does })),
  )
}

function wishes(name: string, policies: readonly BuiltInPolicy[]): Item[] {
  return policies.flatMap(({ limits }) =>
    limits.filter(limit => limit.parameter === name).map(limit => ({ term: wish(limit), text: reason(limit) })),
  )
}

/** `rabbitmq wants 15 to 30` */
function wish({ authority, verb = 'wants', min, max, oneOf }: Limit): string {
  const range =
    min === null ? `at most ${max}` : max === null ? `at least ${min}` : min === max ? min : `${min} to ${max}`
  return `${authority} ${verb} ${oneOf === null ? range : oneOf.join(' or ')}`
}

function reason({ why, source }: Limit): string {
  return why === '' ? source : `${why} (${source})`
}

/** What is cited about a parameter: all that its own rule cites, or else what other rules cite that names it. */
function citations(leaf: string, rules: readonly Rule[]): readonly Citation[] {
  const own = rules.find(rule => isOwn(rule, leaf))
  if (own) return own.citations
  const found = rules.flatMap(rule => rule.citations.filter(c => mentions(`${c.where} ${c.says}`, leaf)))
  return found.filter((one, i) => found.findIndex(c => c.where === one.where && c.says === one.says) === i)
}

function ruled(leaf: string, rules: readonly Rule[]): Block[] {
  const speaking = rules.filter(rule => {
    const { summary, why, remedy, wire, citations } = rule
    const texts = [summary, why, remedy, wire.says, ...citations.flatMap(c => [c.where, c.says])]
    return isOwn(rule, leaf) || mentions(texts.join(' '), leaf)
  })
  const rest =
    'The rules about values, names and lines (invalid-value, misread-value, overridden, not-persistent …) look at every parameter.'
  return [...items(speaking.map(({ id, summary }) => ({ term: id, text: summary }))), ...paragraphs(rest)]
}

function isOwn({ id }: Rule, leaf: string): boolean {
  return id === leaf.replaceAll('_', '-')
}

/** As a word of its own: tcp_keepalive_time is none of tcp_keepalive_time_x. */
function mentions(text: string, leaf: string): boolean {
  return new RegExp(`(?<![a-z0-9_])${leaf}(?![a-z0-9_])`).test(text)
}
