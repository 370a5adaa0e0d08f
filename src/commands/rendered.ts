import type { Finding } from '../core/finding.ts'
import type { Report } from '../core/report.ts'
import type { choices } from '../io/options.ts'
import { version } from '../version.ts'
import type { HtmlView } from './html-report.ts'

export interface RenderOptions extends HtmlView {
  readonly quiet: boolean
  /** Whether a finding makes the run fail. */
  readonly fails: (finding: Finding) => boolean
}

/** A report in any format but text. Only what the format needs is loaded. */
export async function rendered(
  format: Exclude<(typeof choices.checkFormat)[number], 'text'>,
  report: Report,
  options: RenderOptions,
): Promise<string> {
  const { cwd, quiet, fails, since } = options
  switch (format) {
    case 'json':
      return (await import('../reports/check-json.ts')).checkJson(report, { version, hash: await hashing(), since })
    case 'sarif': {
      const { checkSarif } = await import('../reports/check-sarif.ts')
      const { rules } = await import('../rules/registry.generated.ts')
      return checkSarif(report, { version, rules, hash: await hashing() })
    }
    case 'markdown':
      return (await import('../reports/check-markdown.ts')).checkMarkdown(report)
    case 'github':
      return (await import('../reports/check-github.ts')).checkGithub(report, { prefix: await prefixed(cwd), quiet })
    case 'gitlab': {
      const { checkGitlab } = await import('../reports/check-gitlab.ts')
      return checkGitlab(report, { prefix: await prefixed(cwd), hash: await hashing() })
    }
    case 'html':
      return (await import('./html-report.ts')).htmlReport(report, options)
    case 'junit':
      return (await import('../reports/check-junit.ts')).checkJunit(report, fails)
    case 'checkstyle':
      return (await import('../reports/check-checkstyle.ts')).checkCheckstyle(report)
  }
}

async function hashing(): Promise<(text: string) => string> {
  const { createHash } = await import('node:crypto')
  return what => createHash('sha256').update(what).digest('hex')
}

/** GitHub and GitLab name files from the repository's root. */
async function prefixed(cwd: string): Promise<string> {
  return (await import('../io/root-prefix.ts')).rootPrefix(cwd)
}
