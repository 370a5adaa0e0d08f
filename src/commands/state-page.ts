import { opening } from '../core/tcp-states.ts'
import type { Parameter } from '../kernel/parameters.ts'
import type { TcpState } from '../kernel/table/tcp-state.ts'
import { closeArrows } from '../reports/close-arrows.ts'
import { items, type Page, paragraphs, type Section } from '../reports/page.ts'

/** All that is known of a state of a connection: what it means, how it is reached and left, and what governs it. */
export function statePage(state: TcpState, parameters: ReadonlyMap<string, Parameter>): Page {
  const { name, means, verdict, article, sources } = state
  const arrows = [...opening, ...closeArrows]
  const ways = (from: boolean) =>
    arrows
      .filter(arrow => (from ? arrow.from : arrow.to) === name)
      .map(({ from: start, to, says, by }) => ({
        term: from ? `to ${to}` : `from ${start}`,
        text: by.length === 0 ? says : `${says} (${by.join(', ')})`,
      }))
  const all: readonly Section[] = [
    { title: 'What it means', blocks: paragraphs(means) },
    { title: 'What governs it', blocks: [...paragraphs(verdict), ...items(governing(state, parameters))] },
    { title: 'How it is reached', blocks: items(ways(false)) },
    { title: 'How it is left', blocks: items([...ways(true), ...reset(state)]) },
    { title: 'Where it is seen', blocks: items(seen(state, parameters)) },
    { title: 'What the article says', blocks: paragraphs(article) },
    { title: 'Where this is from', blocks: paragraphs(`${sources.join('; ')}.`) },
  ]
  return {
    title: name,
    label: null,
    summary: 'A state of a TCP connection.',
    sections: all.filter(section => section.blocks.length > 0),
  }
}

function governing({ governed }: TcpState, parameters: ReadonlyMap<string, Parameter>) {
  return governed.map(({ parameter, does }) => ({
    term: parameter,
    text: `${does}${initial(parameters.get(parameter))}`,
  }))
}

/** `; by default 2 (loopback only)`, of the newest kernels */
function initial(parameter: Parameter | undefined): string {
  const value = parameter?.defaults.at(-1)?.is ?? null
  if (!parameter || value === null || value === '' || parameter.removedIn !== null) return ''
  const { unit, values } = parameter
  const meaning = values?.[value] ?? unit
  return `; by default ${value}${meaning === null || unit === 'ports' ? '' : ` (${meaning})`}`
}

/** A reset ends every state of a connection that exists. */
function reset({ name, linux }: TcpState) {
  const none = linux === null || name === 'CLOSED' || name === 'LISTEN' || name === 'TIME_WAIT'
  return none ? [] : [{ term: 'to CLOSED', text: 'a reset of the peer' }]
}

function seen({ linux, also, tracked }: TcpState, parameters: ReadonlyMap<string, Parameter>) {
  const name = `net.netfilter.nf_conntrack_tcp_timeout_${tracked}`
  const memory = parameters.get(name)?.defaults.at(-1)?.is ?? null
  const others = also.filter(one => one !== linux?.name)
  return [
    ...(linux === null
      ? [{ term: 'On Linux', text: 'nowhere by this name' }]
      : [{ term: 'On Linux', text: `${linux.ss} in ss, ${linux.name} (${linux.number}) in the kernel` }]),
    ...(others.length > 0 ? [{ term: 'Also called', text: others.join(', ') }] : []),
    ...(memory === null
      ? []
      : [
          {
            term: 'In a firewall',
            text: `connection tracking forgets it after ${name} = ${memory} seconds without a packet; the socket does not notice`,
          },
        ]),
  ]
}
