import type { Reading } from '../../core/target.ts'
import { type Source, textOf } from '../../core/text.ts'
import { hasTemplateLines, markTemplate } from '../../syntax/template.ts'
import { isTemplatePath } from '../../syntax/template-path.ts'
import { runsAtBoot, scriptKind } from './claims.ts'
import { readShell } from './read-shell.ts'

/** A script is one run on one host. */
export function readScript(source: Source): Reading {
  const kind = scriptKind(source.path, source.text) ?? { dialect: 'bash', named: false, failFast: false }
  const templated = isTemplatePath(source.path)
  const text = templated ? markTemplate(textOf(source), source.path) : textOf(source)
  const { steps, dropped, problems } = readShell(text, {
    origin: { format: 'shell', within: [], conditional: null, onError: 'continues' },
    phase: runsAtBoot(source.path) ? 'each-boot' : 'once',
    dialect: kind.dialect,
    failFast: kind.failFast,
  })
  const target = {
    id: `shell:${source.path}`,
    kind: 'run',
    format: 'shell',
    scope: source.path,
    steps,
    dropped,
  } as const
  const severity = kind.named ? 'warning' : 'notice'
  const isScript = !templated && !hasTemplateLines(source.text)
  return {
    targets: [target],
    problems: problems
      .filter(p => isScript || p.rule !== 'syntax')
      .map(p => (p.rule === 'syntax' ? { ...p, problem: { ...p.problem, severity } } : p)),
  }
}
