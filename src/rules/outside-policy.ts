import type { Effect, Settled } from '../core/effect.ts'
import { compareSeverity, type Fix, type Problem, type Severity } from '../core/finding.ts'
import type { Limit } from '../core/policy.ts'
import type { Context, Rule } from '../core/rule.ts'
import { isJudgedByArticle } from './shared/by-article.ts'
import { fixed, replaceNumber, replaceValue } from './shared/fixes.ts'
import { judgedEffects, problemAt } from './shared/judged.ts'
import { joined, wish } from './shared/wishes.ts'
import { isWithin, nearestWithin } from './shared/within-limit.ts'
import { clip } from './shared/words.ts'

const usual: Severity = 'warning'

/** Values that the team's own limits, or those of a policy that it extends, do not allow. */
export const rule: Rule = {
  id: 'outside-policy',
  summary: 'a value outside the limits of the configuration',
  severity: usual,
  why: `The article gives numbers for a handful of parameters, for hosts in general. A team knows more: what its load balancers wait for, what its cloud accepts, what the maker of its database asks for. Limits in .sysctl-lint.yml, and the built-in policies that it extends, take the place of the article's numbers for their parameters, and this rule speaks of them.

Of several policies that are extended, all limits hold. Where they contradict each other, the finding says who wants what, so that the choice is made once, in the configuration.`,
  wire: {
    states: [],
    says: 'What the parameter does, it does beyond what the authority takes for right. With somaxconn at 128, for one, the last packet of the handshake is dropped once 128 connections wait to be accepted, and the client sends it again after a second.',
  },
  remedy:
    'Set a value that is allowed, or change the limit where the value is right: sysctl-lint config FILE says where it comes from.',
  citations: [
    {
      source: 'article',
      where: 'Reducing CLOSE_WAIT connection',
      says: 'Recommends 15 to 30 s for tcp_fin_timeout and tcp_keepalive_intvl, and 5 for tcp_keepalive_probes; its numbers are the built-in policy article.',
    },
    {
      source: 'RabbitMQ',
      where: 'Networking and RabbitMQ, Dealing with High Connection Churn',
      says: 'Agrees on tcp_fin_timeout, and goes below the article with a probe every 10 s, 4 of them: the policy rabbitmq.',
    },
    {
      source: 'Azure',
      where: 'AKS, customize node configuration, Linux socket and network tuning',
      says: 'Names the interval that a node pool may choose from for each parameter: the policy aks.',
    },
  ],
  bad: [
    {
      path: 'etc/sysctl.d/60-tcp.conf',
      text: 'net.core.somaxconn = 128\n',
      config: `parameters:
  net.core.somaxconn:
    min: 4096
    why: nginx listens with a backlog of 4096
`,
      note: 'below the house limit',
    },
    {
      path: 'etc/sysctl.d/60-tcp.conf',
      text: 'net.ipv4.tcp_fin_timeout = 10\n',
      config: 'extends: [rabbitmq, aks]\n',
      note: 'two authorities that agree on 15 to 30 only',
    },
    {
      path: 'user-data.yaml',
      text: `#cloud-config
write_files:
  - path: /etc/sysctl.d/60-tcp.conf
    content: |
      net.ipv4.tcp_keepalive_time = 120
      net.ipv4.tcp_keepalive_intvl = 20
`,
      config: 'extends: [article, rabbitmq, mongodb]\n',
      note: 'an interval of 15 to 30 s and one of at most 10 s: nothing is right for both',
    },
  ],
  good: [
    {
      path: 'etc/sysctl.d/60-tcp.conf',
      text: 'net.ipv4.tcp_fin_timeout = 45\n',
      config: `parameters:
  net.ipv4.tcp_fin_timeout: { min: 15, max: 45 }
`,
      note: 'the house limit takes the place of 15 to 30',
    },
    {
      path: 'roles/queue/tasks/main.yml',
      text: `- name: Notice lost clients
  ansible.posix.sysctl:
    name: net.ipv4.tcp_keepalive_time
    value: "30"
    sysctl_file: /etc/sysctl.d/60-tcp.conf
`,
      config: 'extends: [rabbitmq, mongodb]\n',
    },
  ],
  check,
}

function* check(settled: Settled, context: Context): Iterable<Problem> {
  for (const effect of judgedEffects(settled)) {
    const { parameter, key } = effect.setting
    const limits = context.policy.at(key.source.path).limits.get(parameter) ?? []
    if (limits.length === 0 || isJudgedByArticle(effect, context)) continue
    const value = effect.effective!
    const broken = limits.filter(limit => !isWithin(value, limit))
    if (broken.length > 0) yield problem(effect, value, limits, broken)
  }
}

function problem(effect: Effect, value: string, limits: readonly Limit[], broken: readonly Limit[]): Problem {
  const { setting } = effect
  const better = allowed(value, limits)
  const isVector = value.includes(' ')
  const severity = broken.map(limit => limit.severity ?? usual).sort(compareSeverity)[0]!
  const shown = clip(value, 40)
  const wishes =
    limits.length === 1 ? `${wish(limits[0]!, isVector)}${reason(broken[0]!)}` : told(limits, broken, isVector)
  const message = `${setting.parameter} is ${shown}: ${wishes}${verdict(shown, better, limits, broken)}`
  return problemAt(effect, message, { severity, ...fixed(better === null ? null : fix(effect, value, better)) })
}

function reason({ why }: Limit): string {
  return why === '' ? '' : ` (${clip(why, 120)})`
}

/** Whoever objects comes first where there are too many to name. */
function told(limits: readonly Limit[], broken: readonly Limit[], isVector: boolean): string {
  const named = limits.length <= 4 ? limits : [...broken, ...limits.filter(l => !broken.includes(l))].slice(0, 4)
  const wishes = named.map(limit => wish(limit, isVector)).join(', ')
  return named.length < limits.length ? `${wishes} and ${limits.length - named.length} more` : wishes
}

function verdict(value: string, better: string | null, limits: readonly Limit[], broken: readonly Limit[]): string {
  if (limits.length === 1) return better === null ? '' : `; set it to ${better}`
  const content = limits.filter(limit => !broken.includes(limit)).map(limit => clip(limit.authority))
  const now = content.length === 0 ? '' : `; ${value} satisfies ${joined([...new Set(content)].slice(0, 4))} only`
  const all = limits.length === 2 ? 'both' : 'all'
  if (better !== null) return `${now}; ${better} satisfies ${all}`
  return /^[-\d\s*]+$/.test(value) ? `${now}; no value satisfies ${all}, so the configuration has to choose` : now
}

/** The nearest value that everybody allows, or null. */
function allowed(value: string, limits: readonly Limit[]): string | null {
  if (/^-?\d+$/.test(value)) return text(nearestWithin(Number(value), limits))
  const lists = limits.flatMap(({ oneOf }) => (oneOf === null ? [] : [oneOf]))
  const [first, ...others] = lists
  if (first !== undefined) {
    const common = first.filter(one => others.every(list => list.includes(one)) && limits.every(l => isWithin(one, l)))
    return common.length === 1 ? common[0]! : null
  }
  if (!/^-?\d+( -?\d+)+$/.test(value)) return null
  const numbers = value.split(' ').map(number => text(nearestWithin(Number(number), limits)))
  return numbers.includes(null) ? null : numbers.join(' ')
}

function text(number: number | null): string | null {
  return number === null ? null : String(number)
}

function fix({ setting }: Effect, value: string, better: string): Fix | null {
  const title = `Set it to ${better}`
  if (/^-?\d+$/.test(value)) return replaceNumber(setting, better, title)
  // what stands behind the value would go with it
  if (setting.value.trim().split(/\s+/).length !== value.split(' ').length) return null
  return replaceValue(setting, better, title)
}
