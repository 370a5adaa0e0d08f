import { createList } from './list.ts'
import { createTools } from './tools.ts'

// The page is whole without this. With it, findings can be filtered, sorted and grouped, and links open what they lead to.
const list = document.getElementById('list')
const tools = document.getElementById('tools')
if (list && tools instanceof HTMLFormElement) createTools(tools, createList(list))

/** What a link leads to may lie in something that is closed. */
function reveal(): void {
  const target = document.getElementById(decoded(location.hash.slice(1)))
  for (let at = target?.parentElement; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true
  target?.scrollIntoView({ block: 'nearest' })
}

function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash)
  } catch {
    return hash
  }
}

addEventListener('hashchange', reveal)
if (location.hash !== '') reveal()

// On paper everything is to be read.
addEventListener('beforeprint', () => {
  for (const one of document.querySelectorAll('main details')) one.setAttribute('open', '')
})
