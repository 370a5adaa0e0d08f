/** A tag of a page with its attributes. */
interface Tag {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

/** All that the page's own markup is made of. */
const elements = new Set(
  `html head meta title style body a header div p h1 h2 h3 nav ul ol li main section strong svg rect b i table caption thead tbody tfoot tr
th td article span wbr text line path circle dl dt dd details summary code form button label select option input footer script mark pre
defs marker tspan cite`.split(/\s+/),
)

/** Attributes that run, load, send or style something. */
const dangerous = /^(?:on.*|style|src.*|action|formaction|xlink:.*|background|poster|ping|target|http-equiv|data-bind)$/

/**
 * Takes a page apart by a grammar far narrower than HTML's: what does not fit is named as a fault.
 * @returns its tags, the anchors that its links lead to, its ids, its text, and what is wrong
 */
export function takePageApart(page: string) {
  const faults: string[] = []
  const tags: Tag[] = []
  const between = page.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '<$1></$1>')
  const text = between.replace(
    /<!doctype html>|<(\/?)([a-zA-Z0-9]+)((?: [a-zA-Z][a-zA-Z0-9-]*(?:="[^"<>]*")?)*)(\/?)>/g,
    (all, close, name, rest) => {
      if (all === '<!doctype html>' || close === '/') return ''
      if (!elements.has(name)) faults.push(`an element ${name}`)
      const attributes: Record<string, string> = {}
      for (const [, key, value] of String(rest).matchAll(/ ([a-zA-Z][a-zA-Z0-9-]*)(?:="([^"]*)")?/g))
        attributes[key!] = value ?? ''
      for (const key of Object.keys(attributes))
        if (dangerous.test(key) && !(name === 'meta' && key === 'http-equiv')) faults.push(`${name} ${key}`)
      if ('href' in attributes && !attributes['href']!.startsWith('#')) faults.push(`a link to ${attributes['href']}`)
      tags.push({ name, attributes })
      return ''
    },
  )
  if (/[<>]/.test(text)) faults.push(`text that is markup: ${/.{0,40}[<>].{0,40}/.exec(text)![0]}`)
  const ids = tags.flatMap(({ attributes }) => ('id' in attributes ? [attributes['id']!] : []))
  const links = tags.flatMap(({ attributes }) => ('href' in attributes ? [attributes['href']!.slice(1)] : []))
  return { faults, tags, ids, links, text }
}
