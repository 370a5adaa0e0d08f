import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of a bundle built for this run, or why there is none. */
    bundle: { readonly folder: string } | { readonly fault: string }
  }
}

/**
 * Builds the bundle once, outside the project, so that tests of the command line run what users run. SYSCTL_LINT_DIST names a folder
 * to test instead: the committed one.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  const built = process.env['SYSCTL_LINT_DIST']
  if (built) {
    project.provide('bundle', { folder: built })
    return () => {}
  }
  const folder = mkdtempSync(join(tmpdir(), 'sysctl-lint-bundle-'))
  try {
    const { buildInto } = await import('../scripts/build.mjs')
    await buildInto(join(folder, 'dist'))
    project.provide('bundle', { folder: join(folder, 'dist') })
  } catch (error) {
    project.provide('bundle', { fault: String(error) })
  }
  return () => rmSync(folder, { recursive: true, force: true })
}
