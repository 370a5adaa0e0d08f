import type { Origin } from '../../core/setting.ts'
import type { Dropped, LineStep, Step, WriteStep } from '../../core/target.ts'
import { written } from '../../core/text.ts'
import { indexMarks, textBuilder } from '../../syntax/text-builder.ts'
import type { YamlMap, YamlNode } from '../../syntax/yaml-node.ts'
import { readArgv, type ShellOptions } from '../shell/read-shell.ts'
import { lose } from './commands.ts'
import { configOf } from './config.ts'
import { configSteps } from './config-steps.ts'
import type { Context } from './context.ts'
import { insideTarget, redirects, splitCommands, wordsBeforeTarget } from './in-target.ts'
import { affords, type Done, join, readCommands, shown } from './run-scripts.ts'
import { isString, wordText } from './shellify.ts'
import { isNull, liveValue } from './yaml-access.ts'

export const onlyInstaller = 'it changes only the installer, not the installed system'

/** Whether a mapping is subiquity's configuration without the `autoinstall:` level, as its own file may have it. */
export function isAutoinstall(map: YamlMap): boolean {
  const version = liveValue(map, 'version')
  if (version?.kind !== 'scalar' || version.value !== 1n) return false
  return ['late-commands', 'early-commands', 'identity', 'storage', 'user-data'].some(
    key => liveValue(map, key) !== null,
  )
}

/**
 * What subiquity does with its configuration (its autoinstall reference): commands run in the installer, where the installed system
 * is mounted at /target; `user-data` is the installed system's own.
 */
export function autoinstallSteps(map: YamlMap, origin: Origin, context: Context): Done {
  const own = liveValue(map, 'user-data')
  const user = own?.kind === 'map' ? configSteps(configOf(own, origin), [], context) : { steps: [], dropped: [] }
  return join([
    commandList(liveValue(map, 'early-commands'), origin, context),
    commandList(liveValue(map, 'late-commands'), origin, context),
    lose(
      commandList(liveValue(map, 'error-commands'), origin, context),
      'ignored',
      'it runs only when the installation fails',
    ),
    user,
  ])
}

function commandList(node: YamlNode | null, origin: Origin, context: Context): Done {
  if (!node || isNull(node)) return { steps: [], dropped: [] }
  const commands = node.kind === 'seq' ? node.items : [node]
  const shell: Origin = { ...origin, onError: 'stops' }
  const options: ShellOptions = { origin: shell, phase: 'once', dialect: 'sh', failFast: true }
  return join(commands.map(command => oneCommand(command, options, context)))
}

/** A string goes to `sh -c`, a list is run as it is. */
function oneCommand(node: YamlNode, options: ShellOptions, context: Context): Done {
  if (node.kind === 'map' || (node.kind === 'scalar' && !isString(node))) return { steps: [], dropped: [] }
  if (node.kind === 'seq') {
    const words = node.items.map(wordText)
    const length = words.reduce((sum, word) => sum + word.text.length, 0)
    if (!affords(length, node.at, context)) return { steps: [], dropped: [] }
    const before = wordsBeforeTarget(words.map(word => word.text))
    const done = shown(readArgv(words.slice(before), options), context)
    return before > 0 ? inTarget(done) : inInstaller(done)
  }
  const { text } = node
  if (!/\b(in-target|chroot)\b/.test(text.text)) return inInstaller(readCommands(text, options, context))
  const outer = indexMarks(text)
  const commands = splitCommands(text.text).map(({ start, end }) => {
    const before = insideTarget(text.text.slice(start, Math.min(end, start + 500)))
    const builder = textBuilder(outer)
    builder.take(start + before, end)
    const done = readCommands(builder.build(), options, context)
    // a redirection outside of quotes is the outer shell's, which is in the installer
    return before > 0 && !redirects(text.text.slice(start, end)) ? inTarget(done) : inInstaller(done)
  })
  return join(commands)
}

/** Commands in the installed system's files, but under the installer's kernel. */
function inTarget(done: Done): Done {
  return onTarget(done, step => step.path)
}

/** Commands in the installer, which has the installed system at /target. */
function inInstaller(done: Done): Done {
  return onTarget(done, ({ path, at }) => {
    if (path?.startsWith('/target/')) return path.slice('/target'.length)
    // the shell's reader takes the root off that such a tree stands in
    return written(at).includes('/target/') ? path : null
  })
}

/** @param placed where a file lies in the installed system; null where it does not */
function onTarget(done: Done, placed: (step: WriteStep | LineStep) => string | null): Done {
  const steps: Step[] = []
  const dropped: Dropped[] = [...done.dropped]
  for (const step of done.steps) {
    if (step.do === 'load') continue
    const path = step.do === 'set' ? null : placed(step)
    if (step.do !== 'set' && path !== null) steps.push({ ...step, path })
    else dropped.push({ step, outcome: 'ignored', why: onlyInstaller })
  }
  return { steps, dropped }
}
