import type { Effect, Settled } from '../core/effect.ts'
import type { KernelRange } from '../core/kernel-range.ts'
import type { Loader } from '../core/setting.ts'
import type { Dropped, LineStep, ReadProblem, Step, Target, WriteStep } from '../core/target.ts'
import { confLines } from './conf-lines.ts'
import { contentItems } from './content-items.ts'
import { createHost, type Host, loadedFiles, withoutRepeatedLoads } from './host.ts'
import { isOffOnPurpose, mainFile, unreadReason } from './host-files.ts'
import { createMachine, doubt, heldBy, load, type Machine, tellBeaten, writeNow, writeUnnamed } from './machine.ts'
import { doubtByOtherBoots } from './other-boots.ts'
import { planWrites } from './plan-writes.ts'
import { effectOf, kernelResult } from './story.ts'

/**
 * Plays a target's steps on an imagined host, first the run and then the next boot under the loader, and says what became of each
 * setting. Nothing is known of what else is on the host: what nothing here touches counts as untouched.
 */
export function settle(target: Target, loader: Loader, kernel: KernelRange): Settled {
  const host = createHost(target, loader, kernel)
  const run = createMachine('run', host.storyOf)
  const boot = createMachine('boot', host.storyOf)
  const steps = withoutRepeatedLoads(target.steps)
  for (const step of steps) play(host, run, boot, step, target)
  bootFiles(host, boot)
  for (const step of steps)
    if (step.phase === 'each-boot' && (step.do === 'set' || step.do === 'load')) play(host, boot, boot, step, target)
  bootPlaceless(host, target, [run, boot])
  const unread = tellUnread(host)
  const effects = [...host.stories.values()].map(effectOf)
  for (const dropped of target.dropped) effects.push(...droppedEffects(dropped, loader, kernel))
  effects.sort(byPlace)
  return {
    target,
    loader,
    kernel,
    effects,
    problems: [...host.problems, ...unread],
    run: heldBy(run),
    boot: heldBy(boot),
  }
}

function byPlace(a: Effect, b: Effect): number {
  const [x, y] = [a.setting.key, b.setting.key]
  return x.source === y.source ? x.start - y.start : x.source.path < y.source.path ? -1 : 1
}

function play(host: Host, machine: Machine, boot: Machine, step: Step, target: Target): void {
  if (step.do === 'set') {
    if (step.setting.parameter === '') writeUnnamed(machine, step.setting)
    else writeNow(machine, { setting: step.setting, file: null }, step)
  } else if (step.do === 'load') {
    const files = loadedFiles(host, step)
    for (const path of files) host.loaded.add(path)
    if (isSpent(host, files)) return
    const items = files.flatMap(path => host.itemsOf(host.files.get(path) ?? [], step.by))
    host.loads.lines += items.length
    load(machine, items, step.by, step.conditional)
  } else if (step.path === null) {
    const together = target.kind === 'variables' ? host.placeless[0] : undefined
    if (together) together.push(step)
    else host.placeless.push([step])
  } else putFile(host, boot, step.path, step)
}

/** A script can load a file it adds a line to as often as it likes, and each time all its lines count again. */
const mostLines = 1_000_000

function isSpent(host: Host, files: readonly string[]): boolean {
  if (host.loads.lines < mostLines) return false
  const at = files.flatMap(path => host.files.get(path) ?? [])[0]?.at
  if (at && !host.loads.told) {
    host.loads.told = true
    const message = `${files[0]} is loaded so often that it is not followed any further: after ${mostLines} lines in all, later loads are left out of account`
    host.problems.push({ rule: 'syntax', problem: { message, at, severity: 'notice' } })
  }
  return true
}

function putFile(host: Host, boot: Machine, path: string, step: WriteStep | LineStep): void {
  const pieces = host.files.get(path) ?? []
  host.files.set(path, pieces)
  if (step.do === 'write' && !step.append && step.origin.conditional === null) {
    for (const { setting } of writesOf(host, pieces))
      tellBeaten(boot, host.storyOf(setting, path), { winner: null, how: 'replaced' })
    pieces.length = 0
  }
  pieces.push(step)
}

function bootFiles(host: Host, boot: Machine): void {
  const { files, masked } = host.order(host.loader)
  load(
    boot,
    files.flatMap(path => host.itemsOf(host.files.get(path) ?? [], host.loader)),
    host.loader,
  )
  for (const path of masked.keys())
    for (const { setting } of writesOf(host, host.files.get(path) ?? []))
      tellBeaten(boot, host.storyOf(setting, path), { winner: null, how: 'masked' })
  doubtByOtherBoots(host, boot)
  if (host.mainIsRead !== true) bootMainFile(host)
}

/** /etc/sysctl.conf where systemd-sysctl does not read it, or nobody knows whether it does. */
function bootMainFile(host: Host): void {
  const pieces = host.files.get(mainFile)
  if (!pieces) return
  const why =
    host.mainIsRead === null
      ? 'systemd-sysctl reads /etc/sysctl.conf only through a link /etc/sysctl.d/99-sysctl.conf, and nothing here says whether the host has it'
      : 'systemd-sysctl does not read /etc/sysctl.conf on this distribution'
  aside(host, pieces, { outcome: host.mainIsRead === null ? 'unknown' : 'ignored', why })
}

/** Plays a file on a machine of its own, then says of what would hold there that it is not certain. */
function aside(
  host: Host,
  pieces: readonly (WriteStep | LineStep)[],
  told: { outcome: 'unknown' | 'ignored'; why: string },
): void {
  const machine = createMachine('boot', host.storyOf)
  const items = host.itemsOf(pieces, host.loader)
  load(machine, items, host.loader)
  for (const { setting, file } of planWrites(items, host.loader).writes) {
    const story = host.storyOf(setting, file)
    if (story.boot?.outcome === 'applied') story.boot = { ...told, beaten: null }
  }
}

/** Files of which nothing says where they go may be read as well, at any time. */
function bootPlaceless(host: Host, target: Target, courses: readonly Machine[]): void {
  const why =
    target.kind === 'variables'
      ? 'it is kept in a variable, and what applies it is not followed'
      : 'nothing here says where the file goes on the host'
  for (const pieces of host.placeless) {
    const { writes, unnamed } = planWrites(host.itemsOf(pieces, host.loader), host.loader)
    for (const machine of courses) {
      for (const { setting, file } of writes)
        if (setting.state === 'set' && host.storyOf(setting, file).result.outcome !== 'refused') doubt(machine, setting)
      if (unnamed) writeUnnamed(machine, unnamed.setting)
    }
    aside(host, pieces, { outcome: 'unknown', why })
  }
}

function writesOf(host: Host, pieces: readonly (WriteStep | LineStep)[]) {
  return planWrites(host.itemsOf(pieces, host.loader), host.loader).writes
}

/** Gives what no loader has read its story, and names the files that look meant for one. */
function tellUnread(host: Host): ReadProblem[] {
  const problems: ReadProblem[] = []
  for (const [path, pieces] of host.files) {
    const reason = unreadReason(path, host.loader)
    for (const { setting } of writesOf(host, pieces)) {
      const story = host.storyOf(setting, path)
      if (story.boot || story.run) continue
      story.boot = reason
        ? { outcome: 'ignored', why: reason, beaten: null }
        : {
            outcome: 'unknown',
            why: 'nothing here loads the file, and the loaders do not read it at boot',
            beaten: null,
          }
    }
    if (reason && !isOffOnPurpose(path) && !host.loaded.has(path) && holdsSettings(host, pieces))
      problems.push(neverRead(path, pieces[0]!, reason))
  }
  return problems
}

function holdsSettings(host: Host, pieces: readonly (WriteStep | LineStep)[]): boolean {
  return pieces.some(p => p.do === 'line' || confLines(p.content, host.loader).some(line => line.kind === 'assignment'))
}

function neverRead(path: string, piece: WriteStep | LineStep, reason: string): ReadProblem {
  const message = `${path} is never loaded: ${reason}, so none of its settings takes effect; give it a name like ${betterName(path)}`
  return { rule: 'never-read', problem: { message, at: piece.at } }
}

function betterName(path: string): string {
  const [, directory, rest] = /^(.*\/sysctl\.d)\/(.+)$/.exec(path) ?? ['', '/etc/sysctl.d', path]
  const name = rest!
    .split('/')
    .at(-1)!
    .replace(/^\.+/, '')
    .replace(/\.conf$/, '')
  return `${directory}/${name || '60-net'}.conf`
}

function droppedEffects({ step, outcome, why }: Dropped, loader: Loader, kernel: KernelRange): Effect[] {
  if (step.do === 'load') return []
  const settings =
    step.do === 'write'
      ? planWrites(contentItems(step, loader).items, loader).writes.map(w => w.setting)
      : [step.setting]
  return settings
    .filter(one => one.parameter !== '')
    .map(setting => {
      const { effective, errno } = kernelResult(setting, kernel)
      const appliedBy = step.do === 'set' ? step.by : (step.path ?? '')
      const beaten = outcome === 'overridden' ? ({ winner: null, how: 'duplicate-key' } as const) : null
      return { setting, outcome, why, effective, errno, lasts: 'unknown', appliedBy, beaten }
    })
}
