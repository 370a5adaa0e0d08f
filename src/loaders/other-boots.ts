import type { Host } from './host.ts'
import { mainFile, mainLink } from './host-files.ts'
import { loadOrder } from './load-order.ts'
import { createMachine, doubt, doubtsOf, load, type Machine } from './machine.ts'
import type { Story } from './story.ts'

/**
 * Plays the boots that are as likely as the one that was played, and puts in doubt what ends up otherwise there.
 *
 * Where nobody knows whether systemd-sysctl reads /etc/sysctl.conf, that is a boot of a host where it does: a value of the file itself
 * may hold, or one of a 99-sysctl.conf that the link hides may not. Where only a run can tell the name of a file below /etc/sysctl.d, it
 * may be read before all others, or after.
 */
export function doubtByOtherBoots(host: Host, boot: Machine): void {
  if (host.mainIsRead === null && host.files.has(mainFile) && !host.files.has(mainLink))
    doubtOtherwise(host, boot, loadOrder(host.paths(), host.loader, true).files, whyMainFile)
  const { files } = host.order(host.loader)
  const adrift = files.filter(hasOpenName)
  if (adrift.length === 0) return
  const others = files.filter(path => !hasOpenName(path))
  doubtOtherwise(host, boot, [...adrift, ...others], whyOrder(adrift[0]!))
  doubtOtherwise(host, boot, [...others, ...adrift], whyOrder(adrift[0]!))
}

const whyMainFile =
  'it ends up otherwise where systemd-sysctl reads /etc/sysctl.conf, and nothing here says whether the host has the link for that'

function whyOrder(path: string): string {
  return `it depends on the name that ${path} has on the host, since files are read in the order of their names`
}

/** A name that a template makes. */
function hasOpenName(path: string): boolean {
  return /\{\{|\{%|\$|<%/.test(path)
}

function doubtOtherwise(host: Host, boot: Machine, files: readonly string[], why: string): void {
  const copies = new Map<Story, Story>()
  const other = createMachine('boot', (setting, file) => {
    const story = host.storyOf(setting, file)
    const copy = copies.get(story) ?? { ...story }
    copies.set(story, copy)
    return copy
  })
  load(
    other,
    files.flatMap(path => host.itemsOf(host.files.get(path) ?? [], host.loader)),
    host.loader,
  )
  for (const [parameter, { story, effective }] of boot.holds) {
    const there = other.holds.get(parameter)
    if (there && there.effective === effective && doubtsOf(other, parameter).length === 0) continue
    doubt(boot, { ...(there?.story ?? story).setting, known: false, conditional: why })
    story.boot = { outcome: 'unknown', why, beaten: null }
  }
}
