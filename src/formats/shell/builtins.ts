import { type Call, plain, print, type Runner } from './call.ts'
import { runHere } from './nested-scripts.ts'
import { concat, isKnown } from './output.ts'
import { endShell } from './shell-state.ts'
import { always, likely, maybe, never, testVerdict, type Verdict } from './verdict.ts'
import { absolute } from './write-file.ts'

/** The shell's own commands, as far as they matter. */
export const builtins: Readonly<Record<string, Runner>> = {
  true: () => always,
  ':': () => always,
  false: () => never,
  '[': call => test({ ...call, args: call.args.slice(0, -1) }),
  test,
  exit: call => leave(call, 'exit', 'after exit'),
  return: call => leave(call, 'return', 'after return'),
  break: call => leave(call, 'break', 'after break'),
  continue: call => leave(call, 'break', 'after continue'),
  cd: changeDirectory,
  pushd: changeDirectory,
  popd: call => {
    call.shell.directory = null
    return likely
  },
  set: setOptions,
  shopt: () => likely,
  export: () => likely,
  readonly: () => likely,
  local: () => likely,
  declare: () => likely,
  typeset: () => likely,
  umask: () => likely,
  trap: () => likely,
  mkdir: () => likely,
  touch: () => likely,
  sleep: () => likely,
  chmod: () => likely,
  chown: () => likely,
  read: readVariables,
  mapfile: readVariables,
  readarray: readVariables,
  getopts: readVariables,
  unset: readVariables,
  let: readVariables,
  eval: evaluate,
  '.': sourceFile,
  source: sourceFile,
  which: find,
  type: find,
  hash: find,
}

function test({ args }: Call): Verdict {
  return testVerdict(args.map(a => plain(a) ?? ''))
}

function leave({ shell, where, args }: Call, by: 'exit' | 'return' | 'break', why: string): Verdict {
  endShell(shell, where, { by, why, status: plain(args[0]) ?? '' })
  return maybe
}

function changeDirectory({ shell, where, args }: Call): Verdict {
  const operands = args.filter(a => !/^-[LPe@]*$/.test(a.text.text) || a.text.text === '-')
  if (where.never !== null || shell.ended !== null) return likely
  const [to] = operands
  shell.directory = to && operands.length === 1 && to.text.text !== '-' ? absolute(shell, to.text) : null
  return likely
}

function setOptions({ shell, where, args }: Call): Verdict {
  if (where.never !== null || shell.ended !== null) return likely
  for (const [i, arg] of args.entries()) {
    const word = plain(arg) ?? ''
    if (word === '--') break
    const on = word.startsWith('-')
    if (!on && !word.startsWith('+')) continue
    const name = word.endsWith('o') ? plain(args[i + 1]) : null
    if (/^.[a-zA-Z]*e/.test(word) || name === 'errexit') shell.errexit = on
    if (name === 'pipefail') shell.pipefail = on
  }
  return likely
}

/** Commands that put something unknown into the variables they name. */
function readVariables({ shell, args }: Call): Verdict {
  for (const arg of args) shell.variables.set(/^\w*/.exec(arg.text.text)![0], undefined)
  return maybe
}

function evaluate(call: Call): Verdict {
  const script = concat(
    call.args.flatMap((a, i) => (i > 0 ? [' ', a.definition ?? a.text] : [a.definition ?? a.text])),
    call.source.source,
  )
  if (isKnown(script)) return runHere(call, script)
  call.shell.variables.forget()
  return maybe
}

function sourceFile({ shell }: Call): Verdict {
  shell.variables.forget()
  return maybe
}

/** `which sysctl`: it is there. */
function find(call: Call): Verdict {
  print(call, call.source, true)
  return call.args.some(a => /(^|\/)sysctl$/.test(a.text.text)) ? { kind: 'exists' } : maybe
}
