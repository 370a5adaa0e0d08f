import type { Origin } from '../../core/setting.ts'
import type { Dropped, ReadProblem, Step } from '../../core/target.ts'
import { spanOf, type Text } from '../../core/text.ts'
import { type Budget, createBudget, longestText } from './budget.ts'
import { collectParts } from './collect-parts.ts'
import type { Context } from './context.ts'
import { userDataType } from './detect.ts'
import { gunzip } from './gunzip.ts'
import { readParts } from './parts.ts'
import { join } from './run-scripts.ts'
import { type Templating, withoutTemplate } from './templates.ts'
import { wholeConfig } from './whole-config.ts'

/** What is known of a text before it is read. */
export interface UserDataOptions {
  readonly origin: Origin
  /** How messages name it: the path of the file. */
  readonly name: string
  readonly templating: Templating
  /** `base`: /etc/cloud/cloud.cfg and the like, which need no header. `autoinstall`: subiquity's own file, which needs none either. */
  readonly kind?: 'user-data' | 'base' | 'autoinstall'
  /** Of the file, where it holds several. */
  readonly budget?: Budget
}

export interface UserDataReading {
  /** In the order of a first boot. */
  readonly steps: readonly Step[]
  readonly dropped: readonly Dropped[]
  readonly problems: readonly ReadProblem[]
}

/** Reads user-data in any of its forms, wherever it stands. */
export function readUserData(text: Text, options: UserDataOptions): UserDataReading {
  const problems: ReadProblem[] = []
  const context: Context = {
    name: options.name,
    templating: options.templating,
    budget: options.budget ?? createBudget(),
    gunzip,
    pass: problem => problems.push(problem),
    complain: (rule, message, at) => problems.push({ rule, problem: { message, at } }),
  }
  if (text.text.length > longestText) {
    context.complain(
      'syntax',
      `${options.name} is longer than the 4 MiB that are read of user-data`,
      spanOf(text, 0, 1),
    )
    return { steps: [], dropped: [], problems }
  }
  const jinja = options.templating === 'none' && userDataType(text.text) === 'text/jinja2'
  const shown = jinja ? text : withoutTemplate(text, options.templating)
  const parts = readParts({ text: shown, origin: options.origin }, context)
  const { config, scripts, only, found } = collectParts(parts, options.kind ?? 'user-data', context)
  const { steps, dropped } = join([wholeConfig(config, scripts, only, context), ...found])
  return { steps, dropped, problems }
}
