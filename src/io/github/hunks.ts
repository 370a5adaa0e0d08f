const header = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/gm

/**
 * Whether lines of the new file lie inside one hunk of a patch, context included.
 * @param patch as the API gives it; null: none was given
 */
export function isInHunk(
  patch: string | null,
  { line, start_line = line }: { readonly line: number; readonly start_line?: number },
): boolean {
  for (const [, start, length] of patch?.matchAll(header) ?? []) {
    const first = Number(start)
    const end = first + Number(length ?? 1)
    if (start_line >= first && line < end) return true
  }
  return false
}
