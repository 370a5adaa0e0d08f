import { compareFindings, type Finding, type Problem } from './finding.ts'
import { type Ignore, readIgnores, withoutComment } from './ignore.ts'
import type { Policy } from './policy.ts'
import type { Rule } from './rule.ts'
import type { Source } from './text.ts'

/** The rules about the comments themselves. No comment sets their findings aside. */
export const missingReason = 'missing-reason'
export const unusedIgnore = 'unused-ignore'

/**
 * Marks the findings that comments set aside, and adds what is to be said of the comments.
 * @param sources the files that were read
 * @param rules those of this run
 */
export function applyIgnores(
  findings: readonly Finding[],
  sources: Iterable<Source>,
  rules: readonly Rule[],
  policy: Policy,
): Finding[] {
  const ignores = new Map<Source, Ignore[]>()
  for (const source of new Set([...sources, ...findings.map(f => f.at.source)])) {
    const found = readIgnores(source)
    if (found.length > 0) ignores.set(source, found)
  }
  if (ignores.size === 0) return [...findings]
  const used = new Set<object>()
  const marked = findings.map(finding => {
    const reasons: string[] = []
    for (const ignore of ignores.get(finding.at.source) ?? []) {
      const named = covers(ignore, finding) ? ignore.rules.find(rule => rule.id === finding.rule) : undefined
      if (!named) continue
      used.add(named)
      reasons.push(ignore.reason)
    }
    if (reasons.length === 0) return finding
    return { ...finding, suppressed: { kind: 'inline', reason: reasons.find(r => r !== '') ?? '' } as const }
  })
  const added = [...ignores.values()].flat().flatMap(ignore => problemsOf(ignore, used, rules, policy))
  return [...marked, ...added].sort(compareFindings)
}

function covers({ covers: { start, end } }: Ignore, { at }: Finding): boolean {
  return at.start >= start && at.start < end
}

function problemsOf(ignore: Ignore, used: ReadonlySet<object>, rules: readonly Rule[], policy: Policy): Finding[] {
  const { at, reason } = ignore
  const inForce = policy.at(at.source.path)
  const findings: Finding[] = []
  const add = (id: string, problem: Problem): void => {
    const rule = rules.find(r => r.id === id)
    const severity = inForce.severityOf(id) ?? rule?.severity
    if (rule && severity && severity !== 'off') findings.push({ ...problem, rule: id, severity })
  }
  if (reason === '') {
    const message =
      'sysctl-lint: ignore has no reason: whoever reads it next cannot tell whether it still holds; write why behind the bracket'
    add(missingReason, { message, at })
  }
  const idle = ignore.rules.filter(rule => !used.has(rule) && inForce.severityOf(rule.id) !== 'off')
  // a run with some of the rules cannot tell what the others would have found
  const sure = idle.filter(({ id }) => !isLeftOut(id, rules))
  const found = sure.length > 0 && sure.length === ignore.rules.length ? withoutComment(ignore) : null
  const fix = found ? { fix: found } : {}
  for (const named of sure) add(unusedIgnore, { message: whyIdle(named.id, rules), at: named.at, ...fix })
  if (ignore.rules.length === 0)
    add(unusedIgnore, {
      message: 'sysctl-lint: ignore names no rule, so it sets nothing aside; name one in the brackets',
      at,
    })
  return findings
}

/** A rule that there is, but not in this run. */
function isLeftOut(id: string, rules: readonly Rule[]): boolean {
  return rules.length < 5 && !rules.some(rule => rule.id === id)
}

function whyIdle(id: string, rules: readonly Rule[]): string {
  const shown = id.length > 60 ? `${id.slice(0, 60)}…` : id
  if (!rules.some(rule => rule.id === id))
    return `${shown} is no rule, so nothing is set aside; sysctl-lint rules lists them`
  return `${shown} finds nothing there any more; delete it from the comment, lest it hides the next finding`
}
