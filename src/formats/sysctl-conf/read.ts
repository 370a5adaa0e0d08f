import type { Origin } from '../../core/setting.ts'
import type { Reading, Target, WriteStep } from '../../core/target.ts'
import { type Source, textOf } from '../../core/text.ts'
import { markTemplate } from '../../syntax/template.ts'
import { isTemplatePath } from '../../syntax/template-path.ts'
import { hostPlace } from './host-place.ts'

const origin: Origin = { format: 'sysctl-conf', within: [], conditional: null, onError: 'continues' }

/** A sysctl file is one step: the file stands on the host. What it does there is the loaders' business. */
export function readSysctlConf(source: Source): Reading {
  const place = hostPlace(source.path) ?? { root: source.path, path: null, template: isTemplatePath(source.path) }
  const text = textOf(source)
  const write: WriteStep = {
    do: 'write',
    path: place.path,
    at: { source, start: 0, end: 0 },
    append: false,
    content: place.template ? markTemplate(text, source.path) : text,
    origin,
    phase: 'once',
  }
  const target: Target = {
    id: place.path === null ? `file:${source.path}` : `tree:${place.root}`,
    kind: place.path === null ? 'file' : 'tree',
    format: 'sysctl-conf',
    scope: place.path === null ? source.path : `tree:${place.root}`,
    steps: [write],
    dropped: [],
  }
  return { targets: [target], problems: [] }
}
