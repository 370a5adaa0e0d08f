import type { Finding } from '../../src/core/finding.ts'
import { judge } from '../../src/core/judge.ts'
import type { KernelRange } from '../../src/core/kernel-range.ts'
import { noPolicy, type Policy } from '../../src/core/policy.ts'
import type { Rule } from '../../src/core/rule.ts'
import type { Loader, OnError } from '../../src/core/setting.ts'
import type { LineStep, LoadStep, Phase, SetStep, Step, Target, WriteStep } from '../../src/core/target.ts'
import { textOf } from '../../src/core/text.ts'
import { defaultKernel, parseKernel } from '../../src/kernel/range.ts'
import { settle } from '../../src/loaders/settle.ts'
import { rules as everyRule } from '../../src/rules/registry.generated.ts'

export interface Options {
  /** Of the repository. */
  readonly path?: string
  readonly format?: string
  readonly within?: readonly string[]
  readonly conditional?: string | null
  readonly onError?: OnError
  readonly phase?: Phase
  readonly append?: boolean
  readonly known?: boolean
  readonly state?: 'set' | 'absent'
  readonly by?: string
}

/** A sysctl file at a path on the host. */
export function file(host: string | null, text: string, options: Options = {}): WriteStep {
  const source = { path: options.path ?? (host ?? '/conf/sysctl.conf').slice(1), text }
  const { format = 'sysctl-conf', within = [], conditional = null, onError = 'continues' } = options
  return {
    do: 'write',
    path: host,
    at: { source, start: 0, end: 0 },
    append: options.append ?? false,
    content: textOf(source),
    origin: { format, within, conditional, onError },
    phase: options.phase ?? 'once',
  }
}

function settingOf(key: string, value: string, options: Options) {
  const { format = 'shell', within = [], conditional = null, onError = 'continues', path } = options
  const source = { path: path ?? `${key}=${value}.sh`, text: `${key}=${value}\n` }
  return {
    parameter: key,
    value,
    known: options.known ?? true,
    state: options.state ?? 'set',
    key: { source, start: 0, end: key.length },
    valueAt: { source, start: key.length + 1, end: key.length + 1 + value.length },
    literal: true,
    format,
    within,
    dash: false,
    conditional,
    onError,
  } as const
}

/** `sysctl -w`, or another write to the running kernel. */
export function set(key: string, value: string, options: Options = {}): SetStep {
  return {
    do: 'set',
    setting: settingOf(key, value, options),
    by: options.by ?? 'sysctl -w',
    phase: options.phase ?? 'once',
  }
}

/** A key's line in a file, as the Ansible module leaves it. */
export function line(host: string, key: string, value: string, options: Options = {}): LineStep {
  const setting = settingOf(key, value, { format: 'ansible', ...options })
  return { do: 'line', path: host, at: setting.key, key, setting, keepsFirst: true, phase: options.phase ?? 'once' }
}

export function load(files: readonly string[] | 'system', by: LoadStep['by'] = 'procps'): LoadStep {
  return { do: 'load', by, files, conditional: null, phase: 'once' }
}

export function target(kind: Target['kind'], steps: readonly Step[], more: Partial<Target> = {}): Target {
  return { id: kind, kind, format: 'test', scope: 'role', steps, dropped: [], ...more }
}

/** A root with sysctl files in it: path on the host → text. */
export function tree(files: Readonly<Record<string, string>>, more: Partial<Target> = {}): Target {
  const steps = Object.entries(files).map(([path, text]) => file(path, text))
  return target('tree', steps, { present: Object.keys(files), ...more })
}

/** One drop-in that is read by everybody. */
export function dropIn(text: string): Target {
  return tree({ '/etc/sysctl.d/60-tcp.conf': text })
}

function kernel(name: string): KernelRange {
  const range = parseKernel(name)
  if ('error' in range) throw new Error(range.error)
  return range
}

interface Circumstances {
  readonly kernel?: string
  readonly loader?: Loader
  readonly policy?: Policy
  readonly rules?: readonly Rule[]
}

/** What the rules say of targets. */
export function findings(all: readonly Target[], options: Circumstances = {}): Finding[] {
  const range = options.kernel ? kernel(options.kernel) : defaultKernel
  const loader = options.loader ?? 'systemd'
  const other = loader === 'systemd' ? 'procps' : 'systemd'
  const settled = all.map(one => settle(one, loader, range))
  return judge(
    { settled, otherOf: one => settle(one.target, other, range), policy: options.policy ?? noPolicy },
    options.rules ?? everyRule,
  )
}

/** Findings in short: `warning tcp-fin-timeout`, with the line from 1. */
export function brief(found: readonly Finding[]): string[] {
  return found.map(({ severity, rule, at }) => {
    const number = at.source.text.slice(0, at.start).split('\n').length
    return `${number} ${severity} ${rule}`
  })
}

export { written } from '../../src/core/text.ts'
