import { script, scriptHash, style, styleHash } from './assets.generated.ts'
import { html, type Markup, trusted } from './markup.ts'

/** A place in the page that its navigation leads to. */
export interface Link {
  readonly to: string
  readonly words: string
}

export interface Document {
  readonly title: string
  /** When it was made, for people. */
  readonly when: string
  readonly links: readonly Link[]
  readonly main: Markup
  readonly foot: Markup
}

/** Nothing is loaded, nothing is sent; the style and the script are allowed by their digests alone, attributes of style not at all. */
const policy = [
  `default-src 'none'`,
  `style-src '${styleHash}'`,
  `script-src '${scriptHash}'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `require-trusted-types-for 'script'`,
].join('; ')

/** A whole page around its main part. */
export function documentOf({ title, when, links, main, foot }: Document): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header class="top"><div><p class="tool">sysctl-lint</p><h1>${title}</h1><p class="when">${when}</p></div>
<nav aria-label="Sections"><ul>${links.map(({ to, words }) => html`<li><a href="#${to}">${words}</a></li>`)}</ul></nav></header>
<main id="main">
${main}
</main>
<footer>${foot}</footer>
<script>${trusted(script)}</script>
</body>
</html>
`.markup
}
