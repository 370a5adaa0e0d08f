import type { Problem } from './finding.ts'
import type { Origin, Setting } from './setting.ts'
import type { Span, Text } from './text.ts'

/** `once`: when the tool runs or the machine is first set up. `each-boot`: again at each boot, after systemd-sysctl. */
export type Phase = 'once' | 'each-boot'

/** A value written to the running kernel: `sysctl -w`, a write below /proc/sys, the Ansible module. */
export interface SetStep {
  readonly do: 'set'
  readonly setting: Setting
  /** In words that the finding can show: `sysctl -w`, `/proc/sys`, `ansible.posix.sysctl`. */
  readonly by: string
  readonly phase: Phase
}

/**
 * A file's content, written whole or appended. Loaders read the content when (and if) they load the file.
 */
export interface WriteStep {
  readonly do: 'write'
  /** Absolute path on the host, or null where nothing says where the file goes. */
  readonly path: string | null
  /** Where the path is named, or the start of the file when the file itself is meant. */
  readonly at: Span
  readonly append: boolean
  readonly content: Text
  readonly origin: Origin
  readonly phase: Phase
}

/** One key's line in a file, put there or replaced by a tool that edits files by key (the Ansible module, lineinfile). */
export interface LineStep {
  readonly do: 'line'
  readonly path: string | null
  readonly at: Span
  /** The key as the tool writes it and looks for it; null where only a run can tell, and then the setting's `parameter` is empty. */
  readonly key: string | null
  readonly setting: Setting
  /** The tool writes the file anew if its line changes, and keeps only the first line of each key, as ansible.posix.sysctl does. */
  readonly keepsFirst: boolean
  readonly phase: Phase
}

/** `sysctl -p FILE…`, `sysctl --system`, `systemctl restart systemd-sysctl`: files take effect now. */
export interface LoadStep {
  readonly do: 'load'
  readonly by: 'procps' | 'systemd'
  /** Absolute paths (patterns allowed, as `sysctl -p` takes them), or `system`: the directories in the tool's own order. */
  readonly files: readonly string[] | 'system'
  readonly conditional: string | null
  readonly phase: Phase
}

export type Step = SetStep | WriteStep | LineStep | LoadStep

/**
 * `tree`: a root with etc/sysctl.d and the like, read at boot. `file`: a sysctl file whose place on the host is unknown.
 * `run`: steps that some tool runs in order. `variables`: settings kept as data, whose user is not followed.
 */
export type TargetKind = 'tree' | 'file' | 'run' | 'variables'

/** What a part of a repository does to one host. Parts with the same id are one target; their steps are joined in order. */
export interface Target {
  readonly id: string
  readonly kind: TargetKind
  readonly format: string
  /** What people call it: a host's name. The root or the file where there is none. */
  readonly name?: string
  /** Its settings are listed and not judged: hosts say more of them. */
  readonly isListed?: boolean
  /** It stands for hosts that nothing here names, which may have variables of their own. */
  readonly isImplied?: boolean
  /** Other hosts to which the very same happens. */
  readonly alike?: readonly string[]
  /** Settings of other targets with the same scope (a role, a file) count when asking whether a companion is missing. */
  readonly scope: string
  readonly steps: readonly Step[]
  /** Settings that something in the file keeps from ever happening (a duplicate key, an entry that is not run), with the reason. */
  readonly dropped: readonly Dropped[]
  /** For trees: every path below the root, absolute on the host, also of files that were not read (they can mask others). */
  readonly present?: readonly string[]
  /** Links among them that do not lead to a sysctl.conf: to /dev/null, to switch a name off. */
  readonly elsewhere?: readonly string[]
}

export interface Dropped {
  readonly step: Step
  readonly outcome: 'overridden' | 'ignored'
  readonly why: string
}

/** What reading a file gave. `problems` are of the rule `syntax` unless they say otherwise. */
export interface Reading {
  readonly targets: readonly Target[]
  readonly problems: readonly ReadProblem[]
}

/** Something in the way of reading, with the rule it belongs to. */
export interface ReadProblem {
  readonly rule: 'syntax' | 'malformed-line' | 'never-read'
  readonly problem: Problem
}
