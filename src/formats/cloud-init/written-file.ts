import type { Origin } from '../../core/setting.ts'
import type { Phase, Step } from '../../core/target.ts'
import { isVerbatim, markAt, type Span, spanOf, type Text } from '../../core/text.ts'
import { isInScope } from '../../loaders/content-items.ts'
import { canonicalKey } from '../../loaders/sysctl-key.ts'
import { type BootFile, bootFile } from './boot-files.ts'
import { shellOf } from './detect.ts'
import { isTemplated, markLoosely, showTemplate } from './template-mask.ts'

/** A file that write_files writes. */
export interface WrittenFile {
  /** Normalised; null where a template makes it. */
  readonly path: string | null
  readonly at: Span
  readonly append: boolean
  readonly executable: boolean
  readonly content: Text
  readonly origin: Origin
}

/** A script among the files: what runs it is found out later. */
export interface WrittenScript {
  readonly path: string
  readonly commands: Text
  readonly dialect: 'sh' | 'bash'
  readonly origin: Origin
  /** What runs it at each boot; null where something has to call it. */
  readonly boot: BootFile | null
}

export type FileEffect =
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'script'; readonly script: WrittenScript }
  | { readonly kind: 'none' }

/** What a written file does. A file that is neither script nor anything of sysctl's does nothing here. */
export function effectOfFile(file: WrittenFile): FileEffect {
  const { path, content, origin } = file
  if (path?.startsWith('/proc/sys/')) {
    const parameter = canonicalKey(path.slice('/proc/sys/'.length))
    return isInScope(parameter) ? { kind: 'step', step: setStep(file, parameter) } : { kind: 'none' }
  }
  const boot = path === null ? null : bootFile(path, content, file.executable)
  const dialect = shellOf(content.text)
  const script = boot !== null || dialect !== null || /\.(sh|bash)$/.test(path ?? '')
  if (path !== null && script) {
    const commands = boot?.commands ?? content
    if (!mayHoldSettings(commands.text)) return { kind: 'none' }
    return {
      kind: 'script',
      script: { path, commands, dialect: dialect ?? 'sh', origin: origin, boot },
    }
  }
  if (!/sysctl/.test(path ?? '') && !mayHoldSettings(content.text)) return { kind: 'none' }
  const { at, append } = file
  const shown = isTemplated(content.text) ? showTemplate(content) : markLoosely(content)
  return { kind: 'step', step: { do: 'write', path, at, append, content: shown, origin, phase: 'once' } }
}

/** Whether a text may hold a kernel parameter: a cheap look that lets most files go. */
export function mayHoldSettings(text: string): boolean {
  return /sysctl|\/proc\/sys|net[./]/.test(text)
}

/** The whole content is one write to the kernel, which reads up to the first line end. */
function setStep({ at, content, origin }: WrittenFile, parameter: string): Step {
  const loose = markLoosely(content)
  const newline = content.text.indexOf('\n')
  const end = newline < 0 ? content.text.length : newline
  const known = !isTemplated(content.text) && markAt(loose, 0, end, 'unknown') === null
  const shown = showTemplate(content)
  const phase: Phase = 'once'
  return {
    do: 'set',
    by: 'write_files',
    phase,
    setting: {
      ...origin,
      parameter,
      value: shown.text.slice(0, end),
      known,
      state: 'set',
      key: at,
      valueAt: spanOf(content, 0, end),
      literal: known && isVerbatim(content, 0, end),
      dash: false,
    },
  }
}
