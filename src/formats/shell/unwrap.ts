import { type Call, plain } from './call.ts'
import { runInput } from './nested-scripts.ts'
import { runWords } from './run-words.ts'
import { endShell } from './shell-state.ts'
import type { Verdict } from './verdict.ts'

/** A command that runs the command that follows. */
interface Prefix {
  /** Letters of options that take the next word. */
  readonly valued?: string
  /** Long options that do. */
  readonly long?: readonly string[]
  /** Words between the options and the command: a duration, a root directory. */
  readonly operands?: number
  /** Whether NAME=value may stand before the command. */
  readonly assigns?: boolean
  /** The command is looked up by this same shell. */
  readonly own?: boolean
  /** Why what it does is not done to this host, or not for certain. */
  readonly elsewhere?: string
  /** Without a command it starts a shell, which reads its script from standard input. */
  readonly shell?: boolean
}

/** More of them before one command are not followed. */
const mostPrefixes = 20

const otherNamespace = 'in another namespace'

const prefixes: Readonly<Record<string, Prefix>> = {
  sudo: {
    valued: 'ughpCrtTDRU',
    long: ['user', 'group', 'host', 'prompt', 'chdir', 'chroot', 'role', 'type', 'other-user', 'command-timeout'],
    assigns: true,
    shell: true,
  },
  doas: { valued: 'uC', shell: true },
  env: { valued: 'uC', long: ['unset', 'chdir'], assigns: true },
  nohup: {},
  nice: { valued: 'n', long: ['adjustment'] },
  ionice: { valued: 'cnpPu' },
  time: { valued: 'fo' },
  timeout: { valued: 'sk', long: ['signal', 'kill-after'], operands: 1 },
  setsid: {},
  stdbuf: { valued: 'ioe' },
  chrt: { operands: 1 },
  taskset: { operands: 1 },
  flock: { valued: 'wE', operands: 1 },
  eatmydata: {},
  unbuffer: {},
  chronic: {},
  busybox: {},
  toybox: {},
  command: { own: true },
  builtin: { own: true },
  exec: { valued: 'a' },
  chroot: { long: [], operands: 1, shell: true },
  'arch-chroot': { valued: 'u', operands: 1, shell: true },
  'in-target': { valued: 't', long: ['target'], assigns: false },
  curtin: { operands: 1 },
  nsenter: { valued: 't', long: ['target'] },
  unshare: { elsewhere: otherNamespace },
  ip: { operands: 3, elsewhere: otherNamespace },
}

/** Runs the command behind sudo, env and the like; undefined if it is none of them. */
export function unwrap(call: Call): Verdict | undefined {
  const base = call.name.slice(call.name.lastIndexOf('/') + 1)
  const prefix = Object.hasOwn(prefixes, base) ? prefixes[base] : undefined
  if (!prefix || call.where.wrapped >= mostPrefixes) return undefined
  const { shell, where, args, source } = call
  if (base === 'command' && /^-[vV]/.test(plain(args[0]) ?? ''))
    return findsSysctl(call) ? { kind: 'exists' } : undefined
  if (base === 'ip' && !(plain(args[0]) === 'netns' && plain(args[1]) === 'exec')) return undefined
  if (base === 'curtin') {
    if (plain(args[0]) !== 'in-target') return undefined
    return unwrap({ ...call, name: 'in-target', args: args.slice(1) })
  }
  const rest = behindOptions(call, prefix)
  const elsewhere = prefix.elsewhere ?? (base === 'nsenter' && !targetsInit(call) ? otherNamespace : null)
  const here = { ...where, wrapped: where.wrapped + 1, conditional: where.conditional ?? elsewhere }
  if (rest.length === 0) return prefix.shell ? runInput({ ...call, where: here }) : undefined
  const verdict = runWords(shell, rest, here, source, !prefix.own)
  if (base === 'exec') endShell(shell, where, { by: 'exit', why: 'after exec', status: '' })
  return verdict
}

function findsSysctl({ args }: Call): boolean {
  return args.some(a => /(^|\/)sysctl$/.test(a.text.text))
}

function behindOptions({ args }: Call, prefix: Prefix): Call['args'] {
  let i = 0
  for (; i < args.length; i++) {
    const word = plain(args[i])
    if (word === null) break
    if (word === '--') {
      i++
      break
    }
    if (prefix.assigns && /^\w+=/.test(word)) continue
    if (!/^-./.test(word)) break
    if (word.startsWith('--')) {
      if (prefix.long?.includes(word.slice(2))) i++
    } else if (prefix.valued?.includes(word.at(-1)!)) i++
  }
  return args.slice(i + (prefix.operands ?? 0))
}

/** `nsenter -t 1`: the namespaces of the host's first process. */
function targetsInit({ args }: Call): boolean {
  return (
    args.some((a, i) => /^(-\w*t|--target)$/.test(a.text.text) && plain(args[i + 1]) === '1') ||
    args.some(a => /^(-t|--target=)1$/.test(a.text.text))
  )
}
