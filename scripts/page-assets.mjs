// The style and the script of the HTML report as a module of texts: minified, with the digests that the page's policy allows them by.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { build } from 'esbuild'

/** What browsers of the last years know; nesting and the like are written out for older ones. */
const target = ['chrome111', 'firefox115', 'safari16.4']

/** @param {string} root of the project @returns {Promise<string>} the source of a module */
export async function pageAssets(root) {
  const folder = join(root, 'src/reports/html')
  const style = await bundled(join(folder, 'page.css'), { target })
  const script = await bundled(join(folder, 'browser/page.ts'), { target, format: 'iife', charset: 'ascii' })
  if (/<\/(?:style|script)|<!--/i.test(style + script)) throw new Error('the page would end in its style or script')
  return [
    '// Written by scripts/generate.mjs from page.css and browser/; not to be edited.',
    '',
    '/** The style sheet. */',
    `export const style = ${JSON.stringify(style)}`,
    '/** Its digest, as a policy names it. */',
    `export const styleHash = '${digest(style)}'`,
    '/** The script. */',
    `export const script = ${JSON.stringify(script)}`,
    '/** Its digest, as a policy names it. */',
    `export const scriptHash = '${digest(script)}'`,
    '',
  ].join('\n')
}

async function bundled(file, options) {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    write: false,
    legalComments: 'none',
    logLevel: 'warning',
    ...options,
  })
  return outputFiles[0].text.trim()
}

function digest(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
