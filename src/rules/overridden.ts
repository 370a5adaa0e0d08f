import type { Beaten, Effect, Settled } from '../core/effect.ts'
import type { Problem } from '../core/finding.ts'
import { isGlob } from '../core/glob.ts'
import type { Rule } from '../core/rule.ts'
import type { Setting } from '../core/setting.ts'
import { written } from '../core/text.ts'
import { beatenDefinitions } from './shared/beaten-definitions.ts'
import { masker, reachesDown } from './shared/directories.ts'
import { deleteLine, fixed } from './shared/fixes.ts'
import { problemAt, speaksAlone } from './shared/judged.ts'
import { clip, isSecret, shown } from './shared/words.ts'

/** Settings that something else takes the place of, where that was hardly meant. */
export const rule: Rule = {
  id: 'overridden',
  summary: 'a setting that never holds, because something else wins by surprise',
  severity: 'warning',
  why: `Of several settings of one parameter only one holds, and which one is decided by rules that are easy to forget: within a file the last line; across the sysctl.d directories the file whose base name sorts last, wherever it stands, so that /usr/lib/sysctl.d/60-vendor.conf beats /etc/sysctl.d/50-ours.conf; a file in /etc hides all of a file of the same name in /usr/lib, not only the lines that both have; a shell redirection with > drops what was in the file; of a key that stands twice in a YAML mapping only the last counts; and the module ansible.posix.sysctl, whenever it changes a file, writes all of it anew and keeps of each key the first line, so that there the last line is the one that loses; a blockinfile puts its block in the place of the one with the same marker, and all of them have the same unless they are told otherwise.

With Ansible's variables it is decided by where they are defined: a role's vars/main.yml beats group_vars, host_vars and the inventory, so that only defaults/main.yml can be set per group; and a folder group_vars/all/ hides the file group_vars/all.yml, all of it.

The setting that loses looks as if it were in force. Values are only judged where they win.

Overriding in the direction that is made for it (/etc over /usr/lib under the same name or a later one, a later drop-in over an earlier one of the same directory, anything over role defaults, a group over all, a host over its group) is no finding, nor is an equal value.`,
  wire: {
    states: [],
    says: 'Connections are treated by the value that wins. The other one is written for a moment at most, or never.',
  },
  remedy:
    'Delete the setting that loses, or rename the file so that it sorts after the one that wins (60-, 70-, 99- in front of the name). What a role should let others decide belongs in its defaults/main.yml.',
  citations: [
    {
      source: 'article',
      where: 'Reducing CLOSE_WAIT connection, the last sentence',
      says: 'Knows one place, /etc/sysctl.conf, where the question is only which line is last.',
    },
    {
      source: 'man',
      where: 'sysctl.d(5), Configuration directories and precedence',
      says: 'Files of all directories are sorted together by their base name, the last assignment wins, and a name in /etc hides the same name below.',
    },
    {
      source: 'man',
      where: 'sysctl(8), --system',
      says: 'procps reads the same directories in the same way, and /etc/sysctl.conf after all of them.',
    },
    {
      source: 'Ansible',
      where: 'Using variables, Understanding variable precedence',
      says: 'Lists 22 levels; role vars are the fifteenth, all of inventory, group_vars and host_vars come below.',
    },
    {
      source: 'PyYAML',
      where: 'SafeLoader, which Ansible and cloud-init use',
      says: 'Accepts a key that stands twice and keeps the last; Ansible prints a warning.',
    },
  ],
  bad: [
    {
      path: 'etc/sysctl.d/60-tcp.conf',
      text: 'net.ipv4.tcp_syn_retries = 3\n# … much further down\nnet.ipv4.tcp_syn_retries = 5\n',
      note: 'the first line never holds; deleting it changes nothing',
    },
    {
      path: 'user-data.yaml',
      text: `#cloud-config
runcmd:
  - echo "net.ipv4.tcp_syn_retries = 3" > /etc/sysctl.d/60-tcp.conf
  - echo "net.ipv4.tcp_syncookies = 1" > /etc/sysctl.d/60-tcp.conf
`,
      note: 'the second > drops what the first wrote; >> was meant',
    },
    {
      path: 'roles/net/tasks/main.yml',
      text: `- name: Retry connections less often
  ansible.builtin.blockinfile:
    path: /etc/sysctl.d/60-tcp.conf
    create: true
    block: net.ipv4.tcp_syn_retries = 3
- name: Send cookies
  ansible.builtin.blockinfile:
    path: /etc/sysctl.d/60-tcp.conf
    block: net.ipv4.tcp_syncookies = 1
`,
      note: 'both blocks have the marker that blockinfile has by itself, so the second takes the place of the first',
    },
  ],
  good: [
    {
      path: 'etc/sysctl.d/60-tcp.conf',
      text: 'net.ipv4.tcp_syn_retries = 3\nnet.ipv4.tcp_syn_retries = 3\n',
      note: 'twice the same value: nothing is lost',
    },
    {
      path: 'user-data.yaml',
      text: `#cloud-config
runcmd:
  - echo "net.ipv4.tcp_syn_retries = 3" > /etc/sysctl.d/60-tcp.conf
  - echo "net.ipv4.tcp_syncookies = 1" >> /etc/sysctl.d/60-tcp.conf
`,
    },
  ],
  check,
}

function* check(settled: Settled): Iterable<Problem> {
  yield* beatenDefinitions(settled)
  const losers = settled.effects.filter(({ setting, outcome, beaten }) => {
    return outcome === 'overridden' && beaten && setting.parameter !== speaksAlone && setting.conditional === null
  })
  if (losers.length === 0) return
  const effects = new Map(settled.effects.map(effect => [effect.setting, effect]))
  const standing = new Map<string, Effect>()
  for (const effect of settled.effects)
    if (effect.outcome === 'applied' || effect.outcome === 'unknown') standing.set(effect.setting.parameter, effect)
  const last = lastOf(effects)
  for (const loser of losers) {
    const { winner, how } = loser.beaten!
    // two lists of variables in one file may be meant for two hosts
    if (settled.target.kind === 'variables' && how !== 'duplicate-key') continue
    const by = winner ? last(effects.get(winner) ?? null, how) : null
    const problem = winner
      ? beatenBy(loser, by, how)
      : swept(loser, standing.get(loser.setting.parameter), settled, how)
    if (problem) yield problem
  }
}

/** Of lines of one file that beat each other in turn, the one that holds in the end; each is looked up once. */
function lastOf(effects: ReadonlyMap<Setting, Effect>) {
  const known = new Map<Effect, Effect>()
  return (first: Effect | null, how: Beaten['how']): Effect | null => {
    if (!first || how !== 'same-file') return first
    const passed: Effect[] = []
    let here = first
    for (;;) {
      const next =
        known.get(here) ?? (here.beaten?.how === 'same-file' && here.beaten.winner && effects.get(here.beaten.winner))
      if (!next || passed.length > effects.size) break
      passed.push(here)
      here = next
    }
    for (const one of passed) known.set(one, here)
    return here
  }
}

/** One setting against another. A winner that is refused is spoken of where it stands, an unknown one may be equal. */
function beatenBy(loser: Effect, winner: Effect | null, how: Beaten['how']): Problem | null {
  if (!winner || winner.outcome === 'refused' || isSame(loser, winner)) return null
  if (winner.setting.state === 'set' && !winner.setting.known) return null
  if (how === 'later-file' && !reachesDown(loser.appliedBy, winner.appliedBy)) return null
  const { setting } = loser
  const safe = how === 'same-file' && winner.outcome === 'applied' && !isGlob(written(winner.setting.key))
  return problemAt(loser, `${shown(setting)} never holds: ${because(loser, winner, how)}`, {
    related: [
      { at: winner.setting.key, note: 'it wins here' },
      ...(loser.beaten?.rewriter
        ? [{ at: loser.beaten.rewriter.key, note: 'the file is written anew for this one' }]
        : []),
    ],
    ...(safe ? fixed(deleteLine(setting, 'Delete the line that never holds', true)) : {}),
  })
}

function because(loser: Effect, winner: Effect, how: Beaten['how']): string {
  if (winner.setting.state === 'absent') return 'it is removed again afterwards; delete one of the two'
  const other = clip(winner.appliedBy)
  if (how === 'later-file')
    return `${other} sets it${to(winner)} and sorts after ${base(loser.appliedBy)}, whatever the directory; give this file a later name`
  if (how === 'rewritten')
    return `ansible.posix.sysctl writes ${other} anew for ${parameterIn(loser)} and keeps only the first line of each key, which sets it${to(winner)}; delete one of the two`
  if (how === 'same-file' && isLine(loser, winner))
    return `a later line of the same file sets it${to(winner)}, and the last one wins; delete one of the two`
  return `it is set${to(winner)} again afterwards${other && ` (${other})`}; delete one of the two`
}

/** A setting that goes with its file or its entry. */
function swept(loser: Effect, standing: Effect | undefined, settled: Settled, how: Beaten['how']): Problem | null {
  if (standing && isSame(loser, standing)) return null
  const { setting, appliedBy } = loser
  if (how === 'masked') {
    const by = standing ? null : masker(appliedBy, settled.target)
    if (!by) return null
    const message = `${shown(setting)} is lost: ${clip(by.path!)} hides all of ${clip(appliedBy)} by its name and does not set it; copy the line there, or give that file another name`
    return problemAt(loser, message, { related: [{ at: by.at, note: 'it hides the other file' }] })
  }
  const again = standing?.setting.key.source === setting.key.source ? standing : null
  const related = again ? { related: [{ at: again.setting.key, note: 'it is set here' }] } : {}
  const file = `${clip(appliedBy)} is written anew afterwards ${again ? `and sets it${to(again)}` : 'without it'}`
  if (how === 'replaced')
    return problemAt(loser, `${shown(setting)} is lost: ${file}; append with >> or write everything at once`, related)
  if (how === 'same-block') {
    const block = `a later blockinfile with the same marker puts its own block in the place of this one${again ? ` and sets it${to(again)}` : ', without it'}`
    return problemAt(loser, `${shown(setting)} is lost: ${block}; give each block a marker of its own`, related)
  }
  if (how !== 'duplicate-key') return null
  const key = `the same key stands again further down${again ? ` and sets it${to(again)}` : ''}, and only the last one counts`
  return problemAt(loser, `${shown(setting)} is lost: ${key}; join the two`, related)
}

function isSame(a: Effect, b: Effect): boolean {
  if (b.setting.state === 'absent') return false
  const [x, y] = [a.effective ?? a.setting.value.trim(), b.effective ?? b.setting.value.trim()]
  return x === y
}

function isLine({ setting }: Effect, winner: Effect): boolean {
  return setting.key.source === winner.setting.key.source && (setting.within.at(-1) ?? setting.format) === 'sysctl-conf'
}

function parameterIn({ beaten }: Effect): string {
  return clip(beaten?.rewriter?.parameter ?? 'another key', 70)
}

function to({ setting, effective }: Effect): string {
  if (isSecret(setting.parameter)) return ''
  return ` to ${clip(effective ?? setting.value.trim(), 30)}`
}

function base(path: string): string {
  return clip(path.slice(path.lastIndexOf('/') + 1), 40)
}
