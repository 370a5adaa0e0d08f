import { grouped } from '../axis.ts'
import { inChunks } from '../chunks.ts'

/** One finding of the page. */
interface Item {
  readonly element: HTMLElement
  readonly severity: string
  readonly state: string
  readonly rule: string
  readonly file: string
  /** Where it stands in the page as it came: by rule, the worst first. */
  readonly index: number
  readonly line: number
}

export type GroupBy = 'rule' | 'file' | 'severity'
export type Order = 'severity' | 'state' | 'place'

/** What is to be seen; an empty text means all. */
export interface Filter {
  readonly severities: ReadonlySet<string>
  readonly states: ReadonlySet<string>
  readonly rule: string
  readonly file: string
}

export interface List {
  /** How many findings there are, and how many are seen now. */
  readonly all: number
  filter(filter: Filter): number
  arrange(by: GroupBy, order: Order): void
  find(id: string): Item | undefined
}

interface Group {
  readonly section: HTMLElement
  readonly number: HTMLElement
  readonly chunks: readonly Chunk[]
}

/** Few findings in a list of their own: the browser leaves it alone while it is out of sight. */
interface Chunk {
  readonly element: HTMLElement
  readonly items: readonly Item[]
}

const severities = ['error', 'warning', 'notice']
const states = ['new', 'open', 'still', 'aside', 'fixed']

/** The list of findings: its elements are shown, hidden and moved; no text becomes markup. */
export function createList(list: HTMLElement): List {
  const sections = new Map(
    [...list.querySelectorAll<HTMLElement>('.group')].map(one => [one.dataset['rule'] ?? '', one]),
  )
  const items = [...list.querySelectorAll<HTMLElement>('.f')].map(itemOf)
  const byId = new Map(items.map(item => [item.element.id, item]))
  let groups = groupsOf(items, 'rule', section => [...section.querySelectorAll<HTMLElement>('.items')])

  function groupsOf(sorted: readonly Item[], by: GroupBy, lists: (section: HTMLElement) => HTMLElement[]): Group[] {
    const members = new Map<string, Item[]>()
    for (const item of sorted) {
      const own = members.get(item[by])
      if (own) own.push(item)
      else members.set(item[by], [item])
    }
    return [...members].map(([name, own]) => {
      const section = (by === 'rule' && sections.get(name)) || sectionOf(name, by)
      const there = lists(section)
      const chunks = inChunks(own).map((items, i) => ({ element: there[i] ?? newList(), items }))
      return { section, number: section.querySelector<HTMLElement>('.number')!, chunks }
    })
  }

  return {
    all: items.length,
    find: id => byId.get(id),
    filter({ severities, states, rule, file: part }) {
      const wanted = part.toLowerCase()
      let shown = 0
      for (const { section, number, chunks } of groups) {
        let own = 0
        for (const { element, items } of chunks) {
          let together = 0
          for (const { element, severity, state, rule: its, file } of items) {
            const seen =
              severities.has(severity) && states.has(state) && (rule === '' || rule === its) && file.includes(wanted)
            if (element.hidden === seen) element.hidden = !seen
            if (seen) together++
          }
          element.hidden = together === 0
          element.style.setProperty('--n', String(together))
          own += together
        }
        section.hidden = own === 0
        number.textContent = grouped(own)
        shown += own
      }
      return shown
    },
    arrange(by, order) {
      for (const one of list.querySelectorAll('.items')) one.remove()
      groups = groupsOf(items.toSorted(compare(order)), by, () => [])
      for (const { section, chunks } of groups) {
        for (const { element, items } of chunks) element.append(...items.map(item => item.element))
        section.append(...chunks.map(chunk => chunk.element))
      }
      list.replaceChildren(...groups.map(group => group.section))
    },
  }
}

function newList(): HTMLElement {
  const element = document.createElement('ol')
  element.className = 'items many'
  return element
}

function itemOf(element: HTMLElement, index: number): Item {
  const path = element.querySelector('.path')
  const line = /^:(\d+)/.exec(path?.nextSibling?.textContent ?? '')?.[1]
  return {
    element,
    severity: severities.find(one => element.classList.contains(one)) ?? '',
    state: element.dataset['state'] ?? 'open',
    rule: element.closest<HTMLElement>('.group')?.dataset['rule'] ?? '',
    file: (path?.textContent ?? '').toLowerCase(),
    index,
    line: Number(line ?? 0),
  }
}

function compare(order: Order): (a: Item, b: Item) => number {
  const bySeverity = (a: Item, b: Item) => severities.indexOf(a.severity) - severities.indexOf(b.severity)
  const byState = (a: Item, b: Item) => states.indexOf(a.state) - states.indexOf(b.state)
  const byPlace = (a: Item, b: Item) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line)
  if (order === 'place') return (a, b) => byPlace(a, b) || a.index - b.index
  if (order === 'state') return (a, b) => byState(a, b) || bySeverity(a, b) || a.index - b.index
  const isShut = (item: Item) => Number(item.state === 'aside' || item.state === 'fixed')
  return (a, b) => isShut(a) - isShut(b) || bySeverity(a, b) || a.index - b.index
}

function sectionOf(name: string, by: GroupBy): HTMLElement {
  const section = document.createElement('section')
  section.className = 'group'
  const heading = document.createElement('h3')
  const number = document.createElement('span')
  number.className = 'number'
  heading.append(by === 'severity' ? `${name}s` : name, ' ', number)
  heading.id = `g-${by}-${name}`
  section.setAttribute('aria-labelledby', heading.id)
  section.append(heading)
  return section
}
