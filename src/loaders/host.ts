import { matchesGlob } from '../core/glob.ts'
import type { KernelRange } from '../core/kernel-range.ts'
import type { Loader, Setting } from '../core/setting.ts'
import type { LineStep, LoadStep, Phase, ReadProblem, SetStep, Step, Target, WriteStep } from '../core/target.ts'
import { contentItems } from './content-items.ts'
import { fileItems } from './file-items.ts'
import { lastsInFile, mainFileIsRead } from './host-files.ts'
import type { Item } from './item.ts'
import { type LoadOrder, loadOrder } from './load-order.ts'
import { kernelResult, placeOf, type Story } from './story.ts'

type Piece = WriteStep | LineStep

/** An imagined host: the files that the steps leave on it, and a story for every written place. */
export interface Host {
  readonly loader: Loader
  readonly mainIsRead: boolean | null
  readonly stories: Map<string, Story>
  readonly problems: ReadProblem[]
  /** path → what was written to it, in order */
  readonly files: Map<string, Piece[]>
  /** Files that a load step names. */
  readonly loaded: Set<string>
  /** How many lines all loads together have read, and whether it was said that they are too many. */
  readonly loads: { lines: number; told: boolean }
  /** What goes to a place nobody names, each a file of its own. */
  readonly placeless: Piece[][]
  /** The story of a place, begun if need be. `set`: the step that writes it to the kernel without a file. */
  storyOf(setting: Setting, file: string | null, set?: SetStep): Story
  /** The lines of a file as a loader reads them. */
  itemsOf(pieces: readonly Piece[], loader: Loader): Item[]
  /** Every path that the host is known to have, in either loader's directories or not. */
  paths(): ReadonlySet<string>
  /** What `sysctl --system` or systemd-sysctl reads. */
  order(loader: Loader): LoadOrder
}

/** A host with nothing on it yet. */
export function createHost(target: Target, loader: Loader, kernel: KernelRange): Host {
  const mainIsRead = mainFileIsRead(target, loader, kernel)
  // procps reads the file anyway, but only the link takes its name from a 99-sysctl.conf further down
  const linked = mainFileIsRead(target, 'systemd', kernel) === true
  const stories = new Map<string, Story>()
  const files = new Map<string, Piece[]>()
  const problems: ReadProblem[] = []
  const contents = new Map<string, ReturnType<typeof contentItems>>()
  const numbers = new Map<Piece, number>()
  const phases = new Map<string | null, Phase>()
  for (const step of target.steps) if (step.do === 'write' || step.do === 'line') phases.set(step.path, step.phase)

  const contentOf = (step: WriteStep, by: Loader) => {
    if (!numbers.has(step)) numbers.set(step, numbers.size)
    const key = `${numbers.get(step)}${by}`
    let content = contents.get(key)
    if (!content) {
      content = contentItems(step, by)
      contents.set(key, content)
      if (by === loader) problems.push(...content.problems)
    }
    return content.items
  }

  const paths = () => new Set([...files.keys(), ...(target.present ?? [])])

  return {
    loader,
    mainIsRead,
    stories,
    problems,
    files,
    loaded: new Set(),
    loads: { lines: 0, told: false },
    placeless: [],
    storyOf(setting, file, set) {
      const place = placeOf(setting)
      const known = stories.get(place)
      if (known) return known
      const inFile = lastsInFile(file, phases.get(file) ?? 'once', loader, mainIsRead)
      const lasts = !set ? inFile : set.phase === 'each-boot' ? 'boot' : 'runtime'
      const result = kernelResult(setting, kernel)
      const story: Story = { setting, result, appliedBy: set?.by ?? file ?? '', lasts, run: null, boot: null }
      stories.set(place, story)
      return story
    },
    itemsOf(pieces, by) {
      return fileItems(pieces, piece => contentOf(piece, by))
    },
    paths,
    order(by) {
      return loadOrder(paths(), by, linked)
    },
  }
}

/** The files that a load step reads, in order; null for the directories. */
export function loadedFiles(host: Host, step: LoadStep): readonly string[] {
  if (step.files === 'system') {
    const { files } = host.order(step.by)
    return files
  }
  return step.files.flatMap(pattern =>
    host.files.has(pattern) ? [pattern] : [...host.files.keys()].filter(path => matchesGlob(pattern, path)),
  )
}

/**
 * Steps without the loads that change nothing: of several loads of the same files with only edits between them the last is enough.
 * A play of a thousand sysctl tasks loads its file a thousand times.
 */
export function withoutRepeatedLoads(steps: readonly Step[]): Step[] {
  const kept: Step[] = []
  let pending: string | null = null
  for (const step of steps.toReversed()) {
    if (step.do === 'load') {
      const key = JSON.stringify([step.by, step.files, step.conditional, step.phase])
      if (key !== pending) kept.push(step)
      pending = key
      continue
    }
    // what was loaded before its line is removed stays in the kernel
    const isRemoval = step.do === 'line' && step.setting.state === 'absent'
    if (isRemoval || step.do === 'set' || (step.do === 'write' && !step.append)) pending = null
    kept.push(step)
  }
  return kept.reverse()
}
