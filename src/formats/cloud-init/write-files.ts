import type { Dropped, Step } from '../../core/target.ts'
import type { YamlNode } from '../../syntax/yaml-node.ts'
import type { Entry, Item } from './config.ts'
import type { Context } from './context.ts'
import { readCommands } from './run-scripts.ts'
import { isTemplated } from './template-mask.ts'
import { readWriteEntry } from './write-entry.ts'
import type { FileEffect, WrittenScript } from './written-file.ts'
import { isNull, isTrue, kindInWords, liveValue, stringOf } from './yaml-access.ts'

/** What write_files does, in its two passes. */
export interface WriteFiles {
  readonly first: readonly Step[]
  readonly deferred: readonly Step[]
  readonly scripts: readonly WrittenScript[]
  readonly dropped: readonly Dropped[]
}

/** config/cc_write_files.py: entries in order, those with `defer` in a later pass; an entry that raises ends its pass. */
export function readWriteFiles(entry: Entry, context: Context): WriteFiles {
  const scripts: WrittenScript[] = []
  const dropped: Dropped[] = []
  if (!entry.items && isEmptyOrTemplated(entry.node)) return { first: [], deferred: [], scripts, dropped }
  const lose = (effects: readonly FileEffect[], outcome: Dropped['outcome'], why: string): void => {
    for (const effect of effects) for (const step of stepsOf(effect, context)) dropped.push({ step, outcome, why })
  }
  const broken = brokenList(entry)
  if (broken) context.complain('syntax', broken.message, broken.node.at)

  const pass = (items: readonly Item[]): Step[] => {
    const steps: Step[] = []
    let stopped = broken ? 'cloud-init cannot read the list of write_files and writes nothing' : null
    for (const [i, item] of items.entries()) {
      const read = item.node.kind === 'map' ? readWriteEntry(item, item.node, context) : null
      if (read) lose(read.hidden, 'overridden', 'content stands there again in the same entry, and the last one wins')
      if (stopped) {
        lose(read?.effects ?? [], 'ignored', stopped)
        continue
      }
      const why = read?.why ?? `it is ${kindInWords(item.node)}, not a mapping`
      const at = read?.at ?? item.node.at
      const last = i === items.length - 1
      const course = read?.course ?? 'raises'
      if (course === 'raises' || (course === 'raises-after' && !last)) {
        const message = `write_files stops at this entry, because ${why}`
        context.complain('syntax', last ? message : `${message}; the entries below it are not written either`, at)
        stopped = `cloud-init gives up write_files at an entry above, because ${why}`
      }
      if (course === 'skipped') {
        if (read?.effects.some(e => e.kind !== 'none'))
          context.complain('never-read', `write_files passes over this entry, because ${why}`, at)
        lose(read?.effects ?? [], 'ignored', `cloud-init passes over the entry, because ${why}`)
      } else if (course !== 'raises')
        for (const effect of read?.effects ?? []) {
          if (effect.kind === 'script') scripts.push(effect.script)
          else if (effect.kind === 'step') steps.push(effect.step)
        }
    }
    return steps
  }
  const items = entry.items ?? [entry]
  const first = pass(items.filter(item => !isDeferred(item.node)))
  const deferred = pass(items.filter(item => isDeferred(item.node)))
  return { first, deferred, scripts, dropped }
}

/** The steps of an effect, for naming what is lost. */
function stepsOf(effect: FileEffect, context: Context): readonly Step[] {
  if (effect.kind === 'step') return [effect.step]
  if (effect.kind === 'none') return []
  const { commands, origin, dialect } = effect.script
  return readCommands(commands, { origin, phase: 'once', dialect }, context).steps
}

/** What keeps both passes from starting: no list, or an item in which `defer` cannot even be looked for. */
function brokenList(entry: Entry): { node: YamlNode; message: string } | null {
  if (!entry.items) {
    const { node } = entry
    const dash = node.kind === 'map' ? '; put a - before each entry' : ''
    return { node, message: `write_files is ${kindInWords(node)}, not a list, so cloud-init writes none of it${dash}` }
  }
  const node = entry.items.find(item => item.node.kind === 'scalar' && stringOf(item.node) === null)?.node
  if (!node) return null
  return {
    node,
    message: `write_files has an item that is ${kindInWords(node)}, so cloud-init writes none of its files`,
  }
}

function isEmptyOrTemplated(node: YamlNode): boolean {
  return isNull(node) || isTemplated(stringOf(node) ?? '')
}

function isDeferred(node: YamlNode): boolean {
  return node.kind === 'map' && isTrue(liveValue(node, 'defer'))
}
