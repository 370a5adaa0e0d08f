import type { Finding } from '../../src/core/finding.ts'

/** The text of the finding's file once its fix is applied. */
export function applyFix({ at, fix }: Finding): string {
  const edits = (fix?.edits ?? []).toSorted((a, b) => b.at.start - a.at.start)
  return edits.reduce((text, edit) => {
    if (edit.at.source.path !== at.source.path) throw new Error(`The fix reaches into ${edit.at.source.path}`)
    return text.slice(0, edit.at.start) + edit.text + text.slice(edit.at.end)
  }, at.source.text)
}
