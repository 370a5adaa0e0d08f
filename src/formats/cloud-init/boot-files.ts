import type { Text } from '../../core/text.ts'
import { indexMarks, textBuilder } from '../../syntax/text-builder.ts'

/** A file that something on the host runs by itself. */
export interface BootFile {
  readonly phase: 'once' | 'each-boot'
  readonly commands: Text
  /** What must be found for it to run: the name of a unit to be enabled; null where its place is enough. */
  readonly unit: string | null
  /** Why it may not run; null where it does. */
  readonly conditional: string | null
}

const scriptFolder = /^\/var\/lib\/cloud\/scripts\/per-(boot|instance|once)\/[^/]+$/
const unitFile = /^\/(?:etc|run|usr\/lib|lib)\/systemd\/system\/([^/]+\.service)(?:\.d\/[^/]+\.conf)?$/

/** Whether cloud-init, systemd or cron runs a file by its place, and what of it. */
export function bootFile(path: string, content: Text, executable: boolean): BootFile | null {
  const folder = scriptFolder.exec(path)
  const mode = executable ? null : 'the file is not made executable'
  if (folder)
    return { phase: folder[1] === 'boot' ? 'each-boot' : 'once', commands: content, unit: null, conditional: mode }
  if (/^\/etc\/(rc\.d\/)?rc\.local$/.test(path))
    return { phase: 'each-boot', commands: content, unit: null, conditional: mode }
  const unit = unitFile.exec(path)
  if (unit) return boot(lines(content, /^[ \t]*ExecStart(?:Pre|Post)?[ \t]*=[ \t]*[-@:+!]*/), unit[1]!)
  return /^\/etc\/(crontab|cron\.d\/[^/]+)$/.test(path) ? boot(lines(content, /^@reboot[ \t]+\S+[ \t]+/), null) : null
}

function boot(commands: Text, unit: string | null): BootFile {
  return { phase: 'each-boot', commands, unit, conditional: null }
}

/** What follows a beginning on each line that has it, lines ended by a backslash taken together. */
function lines(content: Text, beginning: RegExp): Text {
  const { text } = content
  const builder = textBuilder(indexMarks(content))
  for (let start = 0; start < text.length; ) {
    let end = lineEnd(text, start)
    const found = beginning.exec(text.slice(start, Math.min(end, start + 300)))
    while (found && text[end - 1] === '\\' && end < text.length) end = lineEnd(text, end + 1)
    if (found) {
      builder.take(start + found[0].length, end)
      builder.put('\n', end, end)
    }
    start = end + 1
  }
  return builder.build()
}

function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from)
  return newline < 0 ? text.length : newline
}
