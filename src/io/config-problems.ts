import { createLocator } from '../reports/locate.ts'
import { isConfigPath, patternFolder } from './find-config.ts'
import type { LoadedConfig } from './read-config.ts'

const unread =
  'is not read: a configuration is looked for from the working directory upwards; name it with --config or in extends'

/**
 * What is wrong with the configuration but does not stop a run, a line each, not safe to print: `.sysctl-lint.yml:3:5: …`.
 * @param listed every path below the working directory; null where not everything was looked at, so that nobody can tell which patterns
 * match nothing, and which configurations lie below
 */
export function configProblems(config: LoadedConfig | null, listed: readonly string[] | null): readonly string[] {
  const lines: string[] = []
  if (config) {
    const locate = createLocator()
    for (const { message, at } of [...config.warnings, ...(listed ? config.unusedPatterns(listed) : [])]) {
      const { line, column } = locate(at)
      lines.push(`${at.source.path}:${line}:${column}: ${message}`)
    }
  }
  for (const path of listed ?? []) if (isBelow(path) && !isRead(path, config)) lines.push(`${path} ${unread}`)
  return lines
}

/** What lies in the working directory itself is read, or was passed over by choice. */
function isBelow(path: string): boolean {
  return isConfigPath(path) && patternFolder(path) !== ''
}

function isRead(path: string, config: LoadedConfig | null): boolean {
  return config?.names.includes(path) ?? false
}
