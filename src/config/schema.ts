import * as v from 'valibot'
import { parameters } from '../kernel/parameters.ts'
import { builtInPolicies } from '../policies/built-in.ts'
import { ruleSummaries } from './rule-summaries.generated.ts'
import { listed } from './words.ts'

/** The names that a configuration may use. */
export const names = {
  top: ['extends', 'kernel', 'loader', 'rules', 'parameters', 'require', 'exclude', 'overrides'],
  override: ['files', 'kernel', 'loader', 'rules', 'parameters', 'require'],
  limit: ['min', 'max', 'one-of', 'severity', 'why'],
  requirement: ['severity', 'why'],
  levels: ['off', 'notice', 'warning', 'error'],
  severities: ['notice', 'warning', 'error'],
  loaders: ['systemd', 'procps'],
  rules: Object.keys(ruleSummaries),
  policies: builtInPolicies.map(policy => policy.name),
  parameters: [...parameters.keys()],
} as const

/**
 * What each message may have meant. A message follows the thing that is wrong: a key that is not known, or the key of a value.
 */
const about = {
  top: `is no key of a configuration; give ${listed(names.top)}`,
  override: `is no key of an override; give ${listed(names.override)}`,
  limit: `is no key of a limit; give ${listed(names.limit)}`,
  requirement: `is no key of a requirement; give ${listed(names.requirement)}`,
  rule: 'is no rule; sysctl-lint rules lists them',
  parameter:
    'is no parameter that sysctl-lint reads, which are those of TCP and what it depends on (net.ipv4.tcp_*, net.core.*, net.netfilter.*)',
  level: `takes ${listed(names.levels)}`,
  severity: `takes ${listed(names.severities)}`,
  loader: `takes ${listed(names.loaders)}`,
  policy: `takes a built-in policy (${listed(names.policies)}) or a file, written ./house.yml`,
} as const

/** The words that a misspelt one may have meant, by the message that refuses it. */
export const choices: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  [about.top, names.top],
  [about.override, names.override],
  [about.limit, names.limit],
  [about.requirement, names.requirement],
  [about.rule, names.rules],
  [about.parameter, names.parameters],
  [about.level, names.levels],
  [about.severity, names.severities],
  [about.loader, names.loaders],
  [about.policy, names.policies],
])

/** A mapping with certain keys; valibot alone would take a list for one. */
function mapping<const T extends v.ObjectEntries>(entries: T, unknownKey: string, what: string) {
  const isMapping = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)
  // biome-ignore lint/suspicious/noExplicitAny: what is in it is the next schema's business
  const any = v.custom<any>(isMapping, `takes ${what}`)
  const message = ({ expected }: v.StrictObjectIssue): string =>
    expected === 'never' ? unknownKey : `has no ${expected?.slice(1, -1)}`
  return v.pipe(any, v.strictObject(entries, message))
}

/** A mapping with the same for each of some keys, none of which has to be there. */
function mappingOf<T extends v.GenericSchema>(keys: readonly string[], value: T, unknownKey: string, what: string) {
  return mapping(Object.fromEntries(keys.map(key => [key, v.optional(value)])), unknownKey, what)
}

/** A section may stand there empty, with all that it holds commented out. */
function section<T extends v.GenericSchema>(schema: T, description: string) {
  return v.optional(v.pipe(v.nullable(schema), v.description(description)))
}

function listOf<const T extends v.GenericSchema>(item: T, what: string) {
  return v.array(item, `takes ${what}`)
}

const off = v.union([v.literal('off'), v.literal(false)], about.level)
const text = (what: string) => v.string(`takes ${what}`)
const bound = (which: 'least' | 'most') =>
  v.pipe(
    v.number('takes a whole number'),
    v.safeInteger('takes a whole number'),
    v.description(`the ${which} that is allowed; of each number where a parameter has several`),
  )
const severity = v.pipe(
  v.picklist(names.severities, about.severity),
  v.description('of the findings about it, unless rules gives one'),
)
const why = v.pipe(text('a text'), v.description('shown with the finding'))

const aLimit = `a mapping with ${listed(names.limit)}, or off`

/** What is wanted of one parameter. */
export const limitSchema = v.union(
  [
    mapping(
      {
        min: v.optional(bound('least')),
        max: v.optional(bound('most')),
        'one-of': v.optional(
          v.pipe(
            listOf(v.union([v.string(), v.number()], 'takes numbers and words'), 'a list of values'),
            v.minLength(1, 'takes at least one value'),
            v.description('the only values allowed'),
          ),
        ),
        severity: v.optional(severity),
        why: v.optional(why),
      },
      about.limit,
      aLimit,
    ),
    off,
  ],
  `takes ${aLimit}`,
)

const aRequirement = `nothing, a mapping with ${listed(names.requirement)}, or off`

/** How much a parameter is required. */
export const requirementSchema = v.union(
  [mapping({ severity: v.optional(severity), why: v.optional(why) }, about.requirement, aRequirement), off, v.null()],
  `takes ${aRequirement}`,
)

/** What becomes of a rule's findings. */
export const levelSchema = v.union([v.picklist(names.levels), v.literal(false)], about.level)

/** What becomes of the findings of each rule. */
export const rulesSchema = mappingOf(
  names.rules,
  levelSchema,
  about.rule,
  'a mapping from rules to off, notice, warning or error',
)

/** What is wanted of each parameter. */
export const parametersSchema = mappingOf(
  names.parameters,
  limitSchema,
  about.parameter,
  'a mapping from parameters to limits',
)

/** What each target must set. */
export const requireSchema = v.union(
  [
    listOf(v.picklist(names.parameters, about.parameter), 'a list of parameters'),
    mappingOf(names.parameters, requirementSchema, about.parameter, 'a list of parameters, or a mapping from them'),
  ],
  'takes a list of parameters, or a mapping from them to severity and why',
)

const common = {
  kernel: section(
    v.union([v.string(), v.number()], 'takes a release, a series, a range or a distribution: 6.12, 5.10-, debian-12'),
    'the kernels of the hosts: 6.12, 5.10-, 5.10-6.12, debian-12, rhel9',
  ),
  loader: section(v.picklist(names.loaders, about.loader), 'what applies sysctl files at boot: systemd or procps'),
  rules: section(rulesSchema, 'rule → the severity of all its findings: error, warning, notice, or off'),
  parameters: section(
    parametersSchema,
    'parameter → what values are wanted, in place of what extended policies say of it; off: any value',
  ),
  require: section(
    requireSchema,
    'parameters that each target must set, told where a run asks (--require, audits): a list, or parameter → severity and why; off: not required',
  ),
}

const glob = v.pipe(
  text('a pattern as in .gitignore'),
  v.regex(/^[^!#\r\n][^\r\n]*$/, 'takes patterns of one line that are not empty and do not begin with ! or #'),
)

const override = mapping(
  {
    files: v.pipe(
      v.union(
        [glob, v.pipe(listOf(glob, 'a list of patterns'), v.minLength(1, 'takes at least one pattern'))],
        'takes patterns as in .gitignore',
      ),
      v.description(
        'the files that it speaks of: a pattern or a list, as in .gitignore, relative to the folder of this file',
      ),
    ),
    ...common,
  },
  about.override,
  `a mapping with ${listed(names.override)}`,
)

const policy = v.union(
  [v.picklist(names.policies), v.pipe(v.string(), v.regex(/^\.{1,2}\//, about.policy))],
  about.policy,
)

/** What a configuration file may hold. schema/config.json is made of it. */
export const configSchema = mapping(
  {
    extends: section(
      v.union([policy, listOf(policy, 'a policy or a list of policies')], about.policy),
      'built-in policies (below) and files (./house.yml), one or a list; article unless given; []: none',
    ),
    ...common,
    exclude: section(
      listOf(
        v.pipe(
          text('a pattern as in .gitignore'),
          v.regex(/^[^#\r\n][^\r\n]*$/, 'takes patterns of one line that are not empty and do not begin with #'),
        ),
        'a list of patterns',
      ),
      'files to leave out, as in .gitignore, relative to the folder of this file',
    ),
    overrides: section(
      listOf(override, `a list of mappings with ${listed(names.override)}`),
      'what is different for some files; of several that match, the last wins',
    ),
  },
  about.top,
  `a mapping with ${listed(names.top)}`,
)

export type ConfigValue = v.InferOutput<typeof configSchema>
