import type { Target, WriteStep } from '../../core/target.ts'

/** sysctl.d(5): the administrator's files before those of the run, of the site and of packages. */
const order = ['/etc/', '/run/', '/usr/local/lib/', '/usr/lib/', '/lib/'] as const

function rank(path: string): number {
  return order.findIndex(directory => path.startsWith(directory))
}

function base(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Whether a file of a less important directory beats one of a more important: `/usr/lib/…/60-b.conf` over `/etc/…/50-a.conf`. */
export function reachesDown(loser: string, winner: string): boolean {
  return rank(loser) >= 0 && rank(winner) > rank(loser)
}

/**
 * The file that hides another by its name, if it says something itself: an empty one, or one of comments, is how a file is switched
 * off on purpose.
 */
export function masker(hidden: string, target: Target): WriteStep | null {
  for (const step of target.steps) {
    if (step.do !== 'write' || step.path === null || step.path === hidden || base(step.path) !== base(hidden)) continue
    if (rank(step.path) < 0 || rank(step.path) >= rank(hidden)) continue
    if (/^[ \t]*[^#;\s]/m.test(step.content.text)) return step
  }
  return null
}
