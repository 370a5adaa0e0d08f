import type { Dropped, Step } from '../../core/target.ts'
import { lose, lostCommands, runCommands } from './commands.ts'
import type { Config, Entry, Lost } from './config.ts'
import type { Context, Piece } from './context.ts'
import { createRunner, type Done, join, type Runner, readCommands } from './run-scripts.ts'
import { readWriteFiles } from './write-files.ts'

/** A part of user-data that is a script, and when cloud-init runs it. */
export interface ScriptPart extends Piece {
  readonly when: 'boothook' | 'per-once' | 'per-boot' | 'per-instance' | 'user'
  readonly filename: string
  readonly dialect: 'sh' | 'bash'
}

/**
 * What a configuration and scripts do, in the order of a first boot (cloud.cfg of cloud-init 22.4 to 26.2): boothooks, bootcmd,
 * write_files, then in the final stage deferred files, scripts by their folders, and the user's scripts with runcmd by their names.
 */
export function configSteps(config: Config, scripts: readonly ScriptPart[], context: Context): Done {
  const files = config.entries.get('write_files')
  const written = files && readWriteFiles(files, context)
  const runner = createRunner(written?.scripts ?? [], context)
  const entry = (key: string, phase: 'once' | 'each-boot'): Done => {
    const found = config.entries.get(key)
    return found ? runCommands(found, phase, runner, context) : { steps: [], dropped: [] }
  }
  const parts = (when: ScriptPart['when']) => scripts.filter(s => s.when === when).map(s => runPart(s, runner))
  const boothooks = parts('boothook')
  const bootcmd = entry('bootcmd', 'each-boot')
  const folders = (['per-once', 'per-boot', 'per-instance'] as const).flatMap(parts)
  const users = scripts
    .filter(s => s.when === 'user')
    .map(s => ({ name: s.filename, run: () => runPart(s, runner) }))
    .concat({ name: 'runcmd', run: () => entry('runcmd', 'once') })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(user => user.run())
  const plain = (steps: readonly Step[] = [], dropped: readonly Dropped[] = []): Done => ({ steps, dropped })
  return join([
    ...boothooks,
    bootcmd,
    plain(written?.first, written?.dropped),
    plain(written?.deferred),
    ...folders,
    ...users,
    runner.rest(),
    ...config.lost.map(lost => lostSteps(lost, context)),
  ])
}

/** All that a configuration would do, as something that never happens. */
export function lostConfig(config: Config, outcome: Dropped['outcome'], why: string, context: Context): Done {
  const all = [...config.entries.values()].map(entry => lostSteps({ entry, outcome, why }, context))
  return join([...all, ...config.lost.map(lost => lostSteps(lost, context))])
}

function lostSteps({ entry, outcome, why }: Lost, context: Context): Done {
  if (entry.key === 'runcmd') return lostCommands(entry, 'once', outcome, why, context)
  if (entry.key === 'bootcmd') return lostCommands(entry, 'each-boot', outcome, why, context)
  return entry.key === 'write_files' ? lose(allWritten(entry, context), outcome, why) : { steps: [], dropped: [] }
}

function allWritten(entry: Entry, context: Context): Done {
  // what is wrong inside of something that is lost as a whole need not be said too
  const silent = { ...context, complain: () => {} }
  const { first, deferred, scripts, dropped } = readWriteFiles(entry, silent)
  const inside = scripts.map(s =>
    readCommands(s.commands, { origin: s.origin, phase: 'once', dialect: s.dialect }, context),
  )
  return join([{ steps: [...first, ...deferred], dropped }, ...inside])
}

function runPart({ text, origin, when, dialect }: ScriptPart, runner: Runner): Done {
  const phase = when === 'boothook' || when === 'per-boot' ? 'each-boot' : 'once'
  return runner.run(text, { origin, phase, dialect })
}
