import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { inject } from 'vitest'

export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The folder of the bundle under test. */
export function bundleFolder(): string {
  const bundle = inject('bundle')
  if ('fault' in bundle) throw new Error(`the bundle could not be built: ${bundle.fault}`)
  return bundle.folder
}

/** Runs the built command line in a folder. Colours and terminals are out of the way unless asked for. */
export function runCli(
  cwd: string,
  args: readonly string[],
  options: { readonly input?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Ran {
  const { NO_COLOR, FORCE_COLOR, ...env } = process.env
  const ran = spawnSync(
    process.env['SYSCTL_LINT_NODE'] ?? process.execPath,
    [join(bundleFolder(), 'cli.js'), ...args],
    {
      cwd,
      encoding: 'utf8',
      input: options.input ?? '',
      env: { ...env, ...options.env },
      maxBuffer: 1 << 28,
      timeout: 60_000,
    },
  )
  return { status: ran.status, stdout: ran.stdout, stderr: ran.stderr }
}
