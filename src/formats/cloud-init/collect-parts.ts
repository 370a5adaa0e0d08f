import { type Span, sliceText, spanOf } from '../../core/text.ts'
import { lose } from './commands.ts'
import { type Config, loadConfig } from './config.ts'
import { lostConfig, type ScriptPart } from './config-steps.ts'
import type { Context } from './context.ts'
import { userDataType } from './detect.ts'
import { patchConfig } from './json-patch.ts'
import { loadYaml } from './load-yaml.ts'
import { mergeConfig, mergersOf } from './merge-config.ts'
import { notMultipart, type Part } from './parts.ts'
import { type Done, readCommands } from './run-scripts.ts'
import { scanLines } from './scan-lines.ts'
import { lineLength, scriptPart } from './script-parts.ts'
import { isTemplated } from './template-mask.ts'
import { hideJinja } from './templates.ts'
import { looksLikeConfig, type OnlyMap, wholeConfig } from './whole-config.ts'

/** What the handlers of cloud-init make of the parts, before any module runs. */
export interface Collected {
  readonly config: Config
  readonly scripts: readonly ScriptPart[]
  readonly only: OnlyMap | null
  /** What was found on the way and never happens, or happens nobody can tell how. */
  readonly found: readonly Done[]
}

interface Collecting {
  config: Config
  readonly scripts: ScriptPart[]
  only: OnlyMap | null
  readonly found: Done[]
}

/** Hands every part to the handler of its type, in order. */
export function collectParts(
  parts: readonly Part[],
  kind: 'user-data' | 'base' | 'autoinstall',
  context: Context,
): Collected {
  const collecting: Collecting = { config: { entries: new Map(), lost: [] }, scripts: [], only: null, found: [] }
  const named = parts.length > 1 ? { ...context, name: `a part of ${context.name}` } : context
  for (const part of parts) {
    const bare = part.type === notMultipart || part.type === 'text/plain'
    if (bare && kind === 'user-data') takeBare(part, collecting, named)
    else takePart(bare ? { ...part, type: 'text/cloud-config' } : part, collecting, named)
  }
  return { ...collecting, only: parts.length === 1 ? collecting.only : null }
}

function takePart(part: Part, into: Collecting, context: Context): void {
  if (part.type === 'text/cloud-config') takeConfig(part, into, context)
  else if (part.type === 'text/jinja2') takeJinja(part, into, context)
  else if (part.type === 'text/cloud-config-jsonp')
    into.config = patchConfig(into.config, loadYaml(part.text, context).node, part.origin)
  else takeScript(part, into, context)
}

function takeScript(part: Part, into: Collecting, context: Context): void {
  const script = scriptPart(part, context)
  if (!script) return
  if (script.never === null) into.scripts.push(script)
  else into.found.push(lose(readCommands(script.text, { ...script, phase: 'once' }, context), 'ignored', script.never))
}

function takeConfig(part: Part, into: Collecting, context: Context): void {
  const loaded = loadConfig(part, context)
  if (loaded.map) {
    const mergers = mergersOf(loaded.map, part.mergeType)
    if (mergers) into.config = mergeConfig(into.config, loaded.config, mergers)
    else {
      context.complain(
        'syntax',
        `${context.name} asks for a way of merging that cloud-init does not know, so it is ignored`,
        firstLine(part),
      )
      into.found.push(
        lostConfig(loaded.config, 'ignored', 'cloud-init cannot read how the part is to be merged', context),
      )
    }
    into.only = { map: loaded.map, origin: part.origin }
  } else if (loaded.error) {
    const found = scanLines(part.text, part.origin, context)
    if (loaded.templated) into.found.push(found)
    else {
      const { message, at } = loaded.error
      context.complain(
        'syntax',
        `${context.name} is no valid cloud-config, so cloud-init ignores all of it: ${message}`,
        at,
      )
      into.found.push(lose(found, 'ignored', 'cloud-init ignores the whole cloud-config, which is no valid YAML'))
    }
  }
}

/** handlers/jinja_template.py: what is behind the first line is rendered, and its type found anew. */
function takeJinja(part: Part, into: Collecting, context: Context): void {
  const { text } = part.text
  const first = lineLength(text)
  const language = /^##\s*template:(.*)/i.exec(text.slice(0, Math.min(first, 300)))?.[1]
  const rendered = hideJinja(sliceText(part.text, first + 1, text.length))
  const type = userDataType(rendered.text)
  const inside: Part = { ...part, text: rendered, type: type ?? notMultipart }
  const jinja: Context = { ...context, templating: 'jinja' }
  if (language?.trim().toLowerCase() !== 'jinja') {
    const message = `${context.name} begins with no line that is just ## template: jinja, so cloud-init does not render it and ignores it`
    takeLost(inside, into, context, message, firstLine(part))
  } else if (type === 'text/cloud-config' || type === 'text/x-shellscript' || type === 'text/cloud-boothook')
    takePart(inside, into, jinja)
  else if (!isTemplated(rendered.text.slice(0, 200)))
    takeLost(
      inside,
      into,
      context,
      `${context.name} has no #cloud-config below ## template: jinja, so cloud-init ignores it`,
    )
}

/** A text that begins like nothing that cloud-init knows. In a template the beginning may come from elsewhere. */
function takeBare(part: Part, into: Collecting, context: Context): void {
  if (context.templating !== 'none') {
    const conditional = 'it counts only where #cloud-config comes before it'
    takeConfig(
      { ...part, origin: { ...part.origin, conditional: part.origin.conditional ?? conditional } },
      into,
      context,
    )
    return
  }
  const { text } = part.text
  const first = text.startsWith('\ufeff') ? 'a byte order mark' : /^\s*#/.test(text) ? 'a comment' : 'another line'
  const before = /^\ufeff?#cloud-config/im.test(text) ? ` (${first} stands before it)` : ''
  const message = `${context.name} does not begin with #cloud-config${before}, so cloud-init ignores all of it; make #cloud-config its very first line`
  takeLost(part, into, context, message)
}

/** A part that cloud-init ignores as a whole: what it would set is named, and if there is any of it, why it is ignored. */
function takeLost(part: Part, into: Collecting, context: Context, message: string, at = firstLine(part)): void {
  const silent: Context = { ...context, complain: () => {} }
  const loaded = loadConfig(part, silent)
  const why = 'cloud-init ignores the whole text, which does not begin as it must'
  let found: Done
  if (loaded.map) {
    if (!looksLikeConfig(loaded.map)) return
    found = wholeConfig(loaded.config, [], { map: loaded.map, origin: part.origin }, silent)
  } else if (/^(write_files|runcmd|bootcmd|autoinstall)[ \t]*:/m.test(part.text.text))
    found = scanLines(part.text, part.origin, silent)
  else return
  const lost = lose(found, 'ignored', why)
  if (lost.dropped.length > 0) context.complain('never-read', message, at)
  into.found.push(lost)
}

function firstLine({ text }: Part): Span {
  return spanOf(text, 0, Math.max(Math.min(1, text.text.length), lineLength(text.text)))
}
