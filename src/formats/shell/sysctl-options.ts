import type { Field } from '../../syntax/shell-word.ts'
import { plain } from './call.ts'

/** What a sysctl command line asks for. Sources: procps-ng 4.0 src/sysctl.c main(); tried with 4.0.2. */
export interface SysctlOptions {
  readonly operands: readonly Field[]
  readonly load: boolean
  /** FILE of -pFILE and --load=FILE. */
  readonly attached: string | null
  readonly system: boolean
  readonly ignore: boolean
  readonly write: boolean
  /** --pattern: only some of the operands count. */
  readonly pattern: boolean
  /** Nothing is written: --dry-run, -a, --help, an option it does not know. */
  readonly idle: boolean
  /** An option that takes no value and was given one: the usage is printed, and nothing happens. */
  readonly refused: Field | null
}

type Draft = { -readonly [name in keyof Omit<SysctlOptions, 'operands'>]: SysctlOptions[name] }

/** Reads the words behind `sysctl`, where options may stand anywhere. */
export function readSysctlOptions(args: readonly Field[]): SysctlOptions {
  const operands: Field[] = []
  const draft: Draft = {
    load: false,
    attached: null,
    system: false,
    ignore: false,
    write: false,
    pattern: false,
    idle: false,
    refused: null,
  }
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!
    const option = word.text.text
    if (option === '--') {
      operands.push(...args.slice(i + 1))
      break
    }
    // an unknown value does not hide that the option has one
    const isOption = /^-./.test(option) && (plain(word) !== null || /^-[\w-]*=/.test(option))
    if (!isOption) operands.push(word)
    else if (option.startsWith('--') ? readLong(draft, word) : readShort(draft, word)) i++
  }
  return { ...draft, operands, idle: draft.idle || draft.refused !== null }
}

/** Reads `--name` or `--name=value`; true if its value is the next word. */
function readLong(draft: Draft, word: Field): boolean {
  const [name = '', value] = word.text.text.slice(2).split('=', 2)
  const is = (full: string): boolean => name !== '' && full.startsWith(name)
  if (is('load')) {
    draft.load = true
    draft.attached = value ?? null
  } else if (is('pattern')) {
    draft.pattern = true
    return value === undefined
  } else if (value !== undefined) draft.refused = word
  else if (is('system')) draft.system = true
  else if (is('ignore')) draft.ignore = true
  else if (is('write')) draft.write = true
  else if (!['binary', 'names', 'values', 'quiet'].some(is)) draft.idle = true
  return false
}

/** Reads letters that may stand together: `-qw`; true if the value of the last is the next word. */
function readShort(draft: Draft, word: Field): boolean {
  const letters = word.text.text.slice(1)
  for (let i = 0; i < letters.length; i++) {
    const letter = letters[i]!
    const rest = letter === 'p' || letter === 'r' ? letters.slice(i + 1) : ''
    if (letter === 'e') draft.ignore = true
    else if (letter === 'w') draft.write = true
    else if (letter === 'f') draft.load = true
    else if (letter === 'p') {
      draft.load = true
      if (rest !== '') draft.attached = rest
      return false
    } else if (letter === 'r') {
      draft.pattern = true
      return rest === ''
    } else if (letter === '=') {
      draft.refused = word
      return false
    } else if (!'bnNqox'.includes(letter)) draft.idle = true
  }
  return false
}
