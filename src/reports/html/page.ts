import type { Report } from '../../core/report.ts'
import type { Rule } from '../../core/rule.ts'
import { fingerprintsOf, type Hash } from '../fingerprint.ts'
import { createLocator } from '../locate.ts'
import { passedOverLine } from '../passed-over-line.ts'
import { createRedactor } from '../redact.ts'
import { type Compared, changesSection } from './changes.ts'
import { closeSection } from './close.ts'
import { documentOf, type Link } from './document.ts'
import { findingsSection } from './findings.ts'
import { itemsOf } from './items.ts'
import { html } from './markup.ts'
import { type Facts, parametersSection } from './parameters.ts'
import { placesOf } from './places.ts'
import { postureSection } from './posture.ts'
import { keepaliveSection } from './timeline.ts'
import { parametersOf } from './values.ts'

export interface HtmlOptions {
  /** Ours. */
  readonly version: string
  readonly hash: Hash
  readonly rules: readonly Rule[]
  readonly facts: Facts
  /** What was looked at, in a word: the folder's name. */
  readonly name: string
  /** When, for people. */
  readonly when: string
  /** For which kernels and which loader, for people. */
  readonly scope: string
  readonly since: Compared | null
}

/**
 * The report as one page that needs nothing else: no network, no script to be read. Whatever comes from outside is text in it
 * (markup.ts); the policy of the page allows its own style and its own script by their digests, and nothing else.
 */
export function htmlPage(report: Report, options: HtmlOptions): string {
  const { rules, facts, since, hash, version, name, when, scope } = options
  const shown = { locate: createLocator(), redactor: createRedactor(report.settings, report.findings) }
  const fingerprints = fingerprintsOf(report.findings, shown.redactor, hash)
  const items = itemsOf(report.findings, fingerprints, since, shown)
  const places = placesOf(report.settings, items, shown)
  const parameters = parametersOf(places)
  const keepalive = keepaliveSection(report.targets, facts)
  const anchors = new Map(parameters.map(one => [one.name, one.anchor]))
  const links: Link[] = [
    ...(since ? [{ to: 'changes', words: 'What moved' }] : []),
    ...(parameters.length > 0 ? [{ to: 'parameters', words: 'Parameters' }] : []),
    { to: 'close', words: 'How a connection ends' },
    ...(keepalive ? [{ to: 'keepalive', words: 'Keepalive' }] : []),
    { to: 'findings', words: 'Findings' },
  ]
  const main = html`${postureSection({ report, places, items })}
${since ? changesSection(since, items) : null}
${parameters.length > 0 ? parametersSection(parameters, facts) : null}
${closeSection(report.settings, facts, anchors)}
${keepalive}
${findingsSection(items, rules)}`
  const over = passedOverLine(report)
  const foot = html`<p>${scope}</p>${over === '' ? null : html`<p>${over}</p>`}<p>sysctl-lint ${version}</p>`
  return documentOf({ title: `TCP settings of ${name}`, when, links, main, foot })
}
