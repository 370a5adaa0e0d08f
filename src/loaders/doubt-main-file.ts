import type { Host } from './host.ts'
import { mainFile, mainLink } from './host-files.ts'
import { loadOrder } from './load-order.ts'
import { createMachine, doubt, load, type Machine } from './machine.ts'
import type { Story } from './story.ts'

const why =
  'it ends up otherwise where systemd-sysctl reads /etc/sysctl.conf, and nothing here says whether the host has the link for that'

/**
 * Where nobody knows whether systemd-sysctl reads /etc/sysctl.conf, plays the boot of a host where it does, and puts in doubt what
 * ends up otherwise there: a value of the file itself, or one of a 99-sysctl.conf that the link hides.
 */
export function doubtMainFile(host: Host, boot: Machine): void {
  if (host.mainIsRead !== null || !host.files.has(mainFile) || host.files.has(mainLink)) return
  const copies = new Map<Story, Story>()
  const other = createMachine('boot', (setting, file) => {
    const story = host.storyOf(setting, file)
    const copy = copies.get(story) ?? { ...story }
    copies.set(story, copy)
    return copy
  })
  const { files } = loadOrder(host.paths(), host.loader, true)
  load(
    other,
    files.flatMap(path => host.itemsOf(host.files.get(path) ?? [], host.loader)),
    host.loader,
  )
  for (const [parameter, { story, effective }] of boot.holds) {
    const there = other.holds.get(parameter)
    if (there && there.effective === effective && !other.doubts.has(parameter)) continue
    doubt(boot, { ...(there?.story ?? story).setting, known: false, conditional: why })
    story.boot = { outcome: 'unknown', why, beaten: null }
  }
}
