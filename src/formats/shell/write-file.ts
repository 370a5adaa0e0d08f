import { markText, sliceText, spanOf, type Text } from '../../core/text.ts'
import { isInScope } from '../../loaders/content-items.ts'
import { canonicalKey } from '../../loaders/sysctl-key.ts'
import { makeSet, makeWrite } from './make-steps.ts'
import { contentOf, isKnown, type Output } from './output.ts'
import type { Shell } from './shell-state.ts'
import type { Where } from './where.ts'

const kernelFiles = '/proc/sys/'

const sysctlFile = /\/sysctl\.d\/|sysctl[^/]*\.conf$/

/** Something writes to a file: a kernel parameter, a file that a loader may read, or none of our business. False if that fails. */
export function writeFile(shell: Shell, where: Where, path: Text, output: Output, append: boolean): boolean {
  const full = absolute(shell, path)
  if (full?.startsWith(kernelFiles)) return writeParameter(shell, where, path, full, output)
  if (full === null && path.text.startsWith(kernelFiles)) return writeParameter(shell, where, path, path.text, output)
  const content = contentOf(output, path.source, where.conditional)
  const place = hostPlace(shell, path)
  const name = place ?? path.text
  if (!sysctlFile.test(name) && !(mayHoldSettings(name) && holdsSettings(content.text))) return true
  if (shell.words.dialect === 'sh') reportPrintedOption(shell, where, content)
  const at = spanOf(path, 0, path.text.length)
  makeWrite(shell, where, path.text, {
    path: place,
    at,
    append,
    content: content.text === '' ? sliceText(path, path.text.length, path.text.length) : content,
  })
  return true
}

/** `echo -e` of dash prints the -e, which makes the first line another key: systemd even takes the dash for "ignore errors". */
function reportPrintedOption(shell: Shell, where: Where, content: Text): void {
  const [, option, key] = /^(-[neE]{1,3}) +([\w./-]{1,100})[ \t]*=/.exec(content.text.slice(0, 200)) ?? []
  if (!option || !key || !isInScope(canonicalKey(key)) || where.never !== null || shell.ended !== null) return
  const at = spanOf(content, 0, option.length)
  const message = `${option} is printed by the echo of dash, which is sh on Debian and Ubuntu, so the line sets "${option} ${key}" and not ${key}: use printf '%s\\n', or bash`
  const parameter = canonicalKey(key)
  shell.reading.problems.push({ rule: 'malformed-line', problem: { message, at, parameter, severity: 'warning' } })
}

/** The path as the host sees it, or null where it is not known. */
export function absolute(shell: Shell, path: Text): string | null {
  if (!isKnown(path)) return null
  if (path.text.startsWith('/')) return onHost(normal(path.text))
  return shell.directory === null || path.text === '' ? null : onHost(normal(`${shell.directory}/${path.text}`))
}

/** Where a file goes on the host, or null where that is not known. */
export function hostPlace(shell: Shell, path: Text): string | null {
  return absolute(shell, path) ?? placeOf(path)
}

/** `$ROOT/etc/sysctl.d/60-net.conf`, and any name in that directory: what matters of the path is known. */
function placeOf(path: Text): string | null {
  const known = /\/(?:etc|run|usr\/lib|usr\/local\/lib|lib)\/sysctl(?:\.conf$|\.d\/[^/]+$)/.exec(path.text)
  return known ? known[0] : null
}

/** A tree that is prepared below another root (`/mnt`, `/target`): its files are those of the host to come. */
function onHost(path: string): string {
  return (
    /^\/(?:mnt|target|media|sysroot|rootfs)(?:\/[\w.-]+){0,4}?(\/etc\/sysctl(?:\.conf|\.d\/[^/]+))$/.exec(path)?.[1] ??
    path
  )
}

function normal(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

/** Documents, scripts and the profiles of other tools quote settings that no loader reads there. */
function mayHoldSettings(path: string): boolean {
  return !/\.(md|rst|txt|html?|ya?ml|json|toml|sh|bash|py|pl|rb|service|tf)$|tuned|^\/dev\//.test(path)
}

function holdsSettings(content: string): boolean {
  return (
    /(?:^|\n)[ \t]{0,16}-?net[./](?:ipv4[./]tcp_|core[./]|ipv4[./]ip_local|netfilter[./])\w{1,64}[ \t]{0,32}=/.test(
      content,
    ) && !/(?:^|\n)\[/.test(content)
  )
}

/**
 * Writes a kernel parameter. Of several lines it depends on the shell how many writes they make, and on the parameter whether the
 * kernel takes the first or the last: tried with dash and bash on Linux 6.18.
 */
function writeParameter(shell: Shell, where: Where, path: Text, full: string, output: Output): boolean {
  const [first] = output
  if (!first || (first.text.text === '' && !first.opaque)) return true
  const end = first.text.text.length - (!first.opaque && first.text.text.endsWith('\n') ? 1 : 0)
  const lines = output.length > 1 || first.text.text.slice(0, end).includes('\n')
  const text = lines
    ? markText(first.text, [{ start: 0, end, kind: 'unknown', why: 'more than one line' }])
    : first.text
  const written = full.slice(kernelFiles.length)
  const start = path.text.endsWith(written) ? path.text.length - written.length : 0
  const here = { ...where, conditional: where.conditional ?? first.conditional }
  return makeSet(
    shell,
    here,
    written,
    { text: path, start, end: path.text.length },
    { text, start: 0, end },
    '/proc/sys',
  )
}
