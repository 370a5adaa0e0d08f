import type { Report } from '../core/report.ts'
import { type Annotation, annotationOf } from './annotation.ts'
import { summaryOf } from './check-text.ts'
import { createLocator } from './locate.ts'
import { createRedactor } from './redact.ts'
import { createStyle } from './style.ts'
import { withoutCommands } from './without-commands.ts'

/**
 * The findings as commands of GitHub's runner, each an annotation of its lines, then the line that sums up. None is held back: the
 * runner shows ten of each level with the change and the rest in the log.
 * @param prefix the folder that paths are relative to, from the workspace, '' or with a final `/`
 */
export function checkGithub(report: Report, options: { readonly prefix: string; readonly quiet: boolean }): string {
  const locate = createLocator()
  const redactor = createRedactor(report.settings, report.findings)
  const lines = report.findings
    .filter(f => !f.suppressed)
    .map(one => {
      const shown = annotationOf({ ...one, message: redactor.text(one.message) }, locate, options.prefix)
      return command(one.severity, shown)
    })
  if (!options.quiet) lines.push(withoutCommands(summaryOf(report, createStyle(false))))
  return lines.map(line => `${line}\n`).join('')
}

/** As toCommandProperties and issueCommand of @actions/core write it. */
function command(name: string, annotation: Annotation): string {
  const { message, title, file, startLine, endLine, startColumn, endColumn } = annotation
  const properties = { title, file, line: startLine, endLine, col: startColumn, endColumn }
  const said = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${property(String(value))}`],
  )
  return `::${name} ${said.join(',')}::${data(message)}`
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
