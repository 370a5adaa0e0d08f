import type { OnError, Origin, Setting } from '../../core/setting.ts'
import type { Dropped, ReadProblem, Step, Target } from '../../core/target.ts'
import type { Source, Text } from '../../core/text.ts'
import type { YamlMap, YamlNode } from '../../syntax/yaml-node.ts'
import type { Scope } from './expression/scope.ts'
import type { ModuleCall } from './module-call.ts'
import { noScope } from './render.ts'

/** What is gathered while a file is read. */
export interface File {
  readonly source: Source
  /** The role the file belongs to, or the file itself. */
  readonly scope: string
  readonly targets: Target[]
  readonly problems: ReadProblem[]
  /** Nodes whose settings are told already: an alias or a merge key shows the same node again. */
  readonly told: Set<YamlNode>
  /** Characters that may still be read: loops and aliases can show the same text again and again. */
  readonly budget: { left: number }
}

/** What a step or a round of a loop costs besides its text. */
export const stepCost = 50

/** Takes from the file's budget; false when it is used up, which is said once. */
export function spend({ budget, source, problems }: File, length: number): boolean {
  if (budget.left < 0) return false
  budget.left -= length
  if (budget.left >= 0) return true
  const message = `${source.path} repeats so much by loops and aliases that the rest of it is not read`
  problems.push({ rule: 'syntax', problem: { message, at: { source, start: 0, end: 0 }, severity: 'notice' } })
  return false
}

/** A file of which nothing is read yet. */
export function openFile(source: Source, scope: string): File {
  const budget = { left: 8 * source.text.length + 4_000_000 }
  return { source, scope, targets: [], problems: [], told: new Set(), budget }
}

/** What a play or a list of tasks does, in order. */
export interface Run {
  readonly steps: Step[]
  readonly dropped: Dropped[]
  /** Names that tasks notify, with why they may not, or null. */
  readonly notified: Map<string, string | null>
}

/** How tasks are followed into other files, on one host. */
export interface Following {
  /** A setting with the variable its value came through. */
  traced(setting: Setting): Setting
  /** A text with the variables that its values came through. */
  defined(text: Text): Text
  /** Takes a task, or a round of its loop, from those that may still be followed. */
  enter(): boolean
  /** Another task begins. */
  begin(): void
  /** The circumstances with the variables of a block or task. */
  withVars(context: Context, vars: YamlNode | null): Context
  /** A variable holds from now on what only a run can tell. */
  forget(name: string): void
  /**
   * The text of the file that a module copies or renders.
   * @param isWanted whatever it holds; else only if it may hold settings
   */
  fileText(call: ModuleCall, context: Context, isWanted: boolean): Text | null
  /** Modules that lead into other files or set variables; false for others. */
  follow(call: ModuleCall, task: YamlMap, context: Context): boolean
}

/** The circumstances of a task: handed down, never changed. */
export interface Context {
  readonly file: File
  readonly run: Run
  readonly scope: Scope
  /** Why it may not happen, or null. */
  readonly conditional: string | null
  readonly onError: OnError
  /** Conditions of blocks, roles and imports around it, which on a host each task asks for itself. */
  readonly whens: readonly YamlNode[]
  /** Why it never happens, or null. */
  readonly lost: Pick<Dropped, 'outcome' | 'why'> | null
  /** Null while a file is read by itself. */
  readonly following: Following | null
}

/** The circumstances of the first task of a run. */
export function openRun(file: File): Context {
  const run: Run = { steps: [], dropped: [], notified: new Map() }
  return { file, run, scope: noScope, conditional: null, onError: 'stops', whens: [], lost: null, following: null }
}

/** Adds what a task does; what never happens goes to what is dropped. */
export function emit({ file, run, lost, following }: Context, made: Step): void {
  if (!spend(file, stepCost)) return
  const step = following ? tracedStep(following, made) : made
  if (!lost) run.steps.push(step)
  else if (step.do !== 'load') run.dropped.push({ step, ...lost })
}

function tracedStep(following: Following, step: Step): Step {
  if (step.do === 'load' || (step.do === 'line' && step.key === null)) return step
  if (step.do === 'write') return { ...step, content: following.defined(step.content) }
  return { ...step, setting: following.traced(step.setting) }
}

/** What readers of nested text need to know. */
export function originOf({ conditional, onError }: Context): Origin {
  return { format: 'ansible', within: [], conditional, onError }
}

/** Closes a run: a target, unless it does nothing. */
export function closeRun({ file, run }: Context, number: number): void {
  const settles = (step: Step) => step.do !== 'load'
  if (!run.steps.some(settles) && run.dropped.length === 0) return
  file.targets.push({
    id: `ansible:${file.source.path}#${number}`,
    kind: 'run',
    format: 'ansible',
    scope: file.scope,
    steps: run.steps,
    dropped: run.dropped,
  })
}
