import type { Effect, Held, Settled } from '../core/effect.ts'
import type { Problem } from '../core/finding.ts'
import type { Context, Rule } from '../core/rule.ts'
import type { LineStep, Step, WriteStep } from '../core/target.ts'
import { problemAt, speaksAlone } from './shared/judged.ts'
import { clip, isSecret } from './shared/words.ts'

const mainFile = '/etc/sysctl.conf'

/** What systemd-sysctl makes of the files at boot, and sysctl --system by hand, where that is not the same. */
export const rule: Rule = {
  id: 'loader-disagreement',
  summary: 'files of which systemd-sysctl and sysctl --system make different values',
  severity: 'notice',
  why: `Two programs apply sysctl files. At boot it is systemd-sysctl; by hand, from scripts and from Ansible it is sysctl of procps. They differ in small things: procps reads /etc/sysctl.conf after everything else, systemd-sysctl does not read it at all unless the distribution links it as /etc/sysctl.d/99-sysctl.conf, and then in the place of that name. procps reads hidden files, systemd-sysctl does not. A line "-key" without a value takes an earlier assignment back for systemd-sysctl and not for procps.

So a host shows one value after sysctl --system and another after the next reboot. For /etc/sysctl.conf the question is only whether the link is there: Debian up to 12 ships it, Debian 13 dropped it together with the file, so that what is written there is lost at boot.`,
  wire: {
    states: [],
    says: 'Two hosts with the same files treat their connections differently, and so does one host before and after somebody runs the other tool by hand.',
  },
  allowed: 'file',
  remedy: 'Keep settings in /etc/sysctl.d/NN-name.conf, which both read in the same way.',
  citations: [
    {
      source: 'article',
      where: 'Reducing CLOSE_WAIT connection, the last sentence',
      says: 'Sends everything that is to last to /etc/sysctl.conf, which systemd-sysctl does not read by itself.',
    },
    {
      source: 'man',
      where: 'sysctl.d(5)',
      says: 'Lists the directories that systemd-sysctl reads; /etc/sysctl.conf is not among them.',
    },
    {
      source: 'man',
      where: 'sysctl(8), --system',
      says: 'Lists the same directories, and /etc/sysctl.conf as the last.',
    },
    {
      source: 'Debian',
      where: 'systemd 256.4-1 changelog and bug 1076190; procps 2:4.0.4-5',
      says: 'The link and the file were dropped, so that Debian 13 has neither.',
    },
  ],
  bad: [
    {
      path: 'etc/sysctl.conf',
      text: 'net.ipv4.tcp_syn_retries = 5\n',
      note: 'nothing in the repository says that the host has the link; a warning with --kernel debian-13',
    },
    {
      path: 'etc/sysctl.d/60-tcp.conf',
      text: 'net.ipv4.tcp_syn_retries = 5\n-net.ipv4.tcp_syn_retries\n',
      note: 'procps sets 5, systemd-sysctl nothing',
    },
  ],
  good: [
    { path: 'etc/sysctl.d/60-tcp.conf', text: 'net.ipv4.tcp_syn_retries = 5\n' },
    {
      path: 'user-data.yaml',
      text: `#cloud-config
write_files:
  - path: /etc/sysctl.d/60-tcp.conf
    content: |
      net.ipv4.tcp_syn_retries = 5
`,
    },
    {
      path: 'roles/common/files/sysctl.conf',
      text: 'net.ipv4.tcp_syn_retries = 5\n',
      note: 'where a role puts its files is for its tasks to say',
    },
  ],
  check,
}

function* check(settled: Settled, context: Context): Iterable<Problem> {
  const { kind, name } = settled.target
  const isHost = kind === 'run' && name !== undefined
  if (kind !== 'tree' && kind !== 'run') return
  const certain = debianVersion(context) >= 13
  if (kind === 'run' && !certain && !isHost) return
  const { other } = context
  const unread = (settled.loader === 'systemd' ? settled : other).effects.filter(isInUnreadMainFile)
  if (kind === 'tree' || certain) yield* mainFiles(settled, unread, certain)
  // what tasks keep in /etc/sysctl.conf alone is spoken of only where it is certainly lost
  if (isHost) yield* parameters(settled, other, certain ? unread : [], true)
  if (kind === 'tree') yield* parameters(settled, other, unread, false)
}

/** @param inBoth whether only what both loaders set counts */
function* parameters(settled: Settled, other: Settled, unread: readonly Effect[], inBoth: boolean): Iterable<Problem> {
  const spokenOf = new Set(unread.map(effect => effect.setting.parameter))
  const neverRead = new Set(settled.problems.filter(p => p.rule === 'never-read').map(p => p.problem.at.source.path))
  // one mistake, one finding: a line that is refused or never read is the cause, and has its own
  for (const { setting, outcome } of settled.effects)
    if (outcome === 'refused' || neverRead.has(setting.key.source.path)) spokenOf.add(setting.parameter)
  for (const parameter of new Set([...settled.boot.keys(), ...other.boot.keys()])) {
    if (spokenOf.has(parameter) || parameter === speaksAlone) continue
    if (inBoth && [settled, other].some(one => isOpen(one.boot.get(parameter)))) continue
    const problem = compare(parameter, settled, other)
    if (problem) yield problem
  }
}

/** Not set at boot, or perhaps set again. */
function isOpen(held: Held | undefined): boolean {
  return held === undefined || held.doubts.length > 0
}

function isInUnreadMainFile({ setting, appliedBy, lasts }: Effect): boolean {
  return appliedBy === mainFile && lasts !== 'persistent' && setting.state === 'set'
}

/** /etc/sysctl.conf without a link to it, one problem a file. Where nothing is certain, only for files that stand there themselves. */
function* mainFiles({ target }: Settled, effects: readonly Effect[], certain: boolean): Iterable<Problem> {
  const done = new Set<string>()
  for (const effect of effects) {
    const { source } = effect.setting.key
    if (done.has(source.path) || /(^|\/)(files|templates)\//.test(source.path)) continue
    done.add(source.path)
    const what = certain
      ? `${mainFile} is not read at boot: systemd-sysctl passes over it, and Debian 13 dropped the link that led to it`
      : `${mainFile} may not be read at boot: systemd-sysctl passes over it unless the host has a link to it in /etc/sysctl.d`
    const message = `${what}, while sysctl --system reads it last; move its settings to a file in /etc/sysctl.d`
    const own = target.steps.find(step => isWrittenBy(effect, step))
    yield { message, at: own?.at ?? effect.setting.key, ...(certain ? { severity: 'warning' } : {}) }
  }
}

/** What puts a setting into the file: a file of its own, or a task, wherever the value is a variable's. */
function isWrittenBy({ setting }: Effect, step: Step): step is WriteStep | LineStep {
  if (step.do === 'line') return step.path === mainFile && step.setting === setting
  return step.do === 'write' && step.path === mainFile && step.at.source === setting.key.source
}

function debianVersion({ kernel }: Context): number {
  return Number(/^debian-(\d+)$/.exec(kernel.distribution ?? '')?.[1] ?? 0)
}

function compare(parameter: string, settled: Settled, other: Settled): Problem | null {
  const [mine, theirs] = [settled.boot.get(parameter), other.boot.get(parameter)]
  const place = mine ?? theirs
  if (!place || mine?.effective === theirs?.effective) return null
  // a value that is not known may be the same
  if ((mine && mine.effective === null) || (theirs && theirs.effective === null)) return null
  const effect = [settled, other].flatMap(s => s.effects).find(e => e.setting === place.setting)
  if (!effect || place.setting.conditional !== null) return null
  const names =
    settled.loader === 'systemd' ? ['systemd-sysctl', 'sysctl --system'] : ['sysctl --system', 'systemd-sysctl']
  const value = (one: typeof mine) =>
    !one ? 'leaves it alone' : isSecret(parameter) ? 'sets it' : `sets ${clip(one.effective!, 40)}`
  const message = `${clip(parameter)} depends on who loads the files: ${names[0]} ${value(mine)}, ${names[1]} ${value(theirs)}; write it so that both read the same`
  const beside = mine && theirs && mine.setting !== theirs.setting ? theirs.setting.key : null
  return problemAt(effect, message, beside ? { related: [{ at: beside, note: `${names[1]} takes this` }] } : {})
}
