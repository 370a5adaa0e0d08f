import { sliceText, spanOf, type Text } from '../../core/text.ts'
import type { Field } from '../../syntax/shell-word.ts'
import { type Call, print } from './call.ts'
import { makeWrite } from './make-steps.ts'
import type { Output } from './output.ts'
import { likely, maybe, type Verdict } from './verdict.ts'
import { absolute, writeFile } from './write-file.ts'

const standardInput = /^(-|\/dev\/stdin|\/dev\/fd\/0|\/proc\/self\/fd\/0)$/

/** What the command reads from standard input. */
function inputOf({ where, source }: Call): Output {
  return where.input ?? [{ text: source, opaque: true, conditional: where.conditional }]
}

/** `cat` passes on what comes in; files are not followed. */
export function runCat(call: Call): Verdict {
  const files = call.args.filter(a => !/^-./.test(a.text.text))
  const passes = files.length === 0 || (files.length === 1 && standardInput.test(files[0]!.text.text))
  // -n and the like change the lines
  if (passes && files.length === call.args.length) call.where.output?.push(...inputOf(call))
  else print(call, call.source, true)
  return passes ? likely : maybe
}

/** `tee FILE…` writes what comes in to each file and passes it on. */
export function runTee(call: Call): Verdict {
  const append = call.args.some(a => /^-[ip]*a|^--a/.test(a.text.text))
  const input = inputOf(call)
  const files = call.args.filter(a => !/^-/.test(a.text.text))
  const written = files.map(file => writeFile(call.shell, call.where, file.text, input, append))
  call.where.output?.push(...input)
  return written.every(Boolean) ? likely : maybe
}

/** `dd of=FILE`. */
export function runDd(call: Call): Verdict {
  const value = (name: string): Text | null => {
    const arg = call.args.find(a => a.text.text.startsWith(`${name}=`))
    return arg ? sliceText(arg.text, name.length + 1, arg.text.text.length) : null
  }
  const [from, to] = [value('if'), value('of')]
  const input =
    from === null || standardInput.test(from.text)
      ? inputOf(call)
      : inputOf({ ...call, where: { ...call.where, input: null } })
  if (to) writeFile(call.shell, call.where, to, input, /append/.test(`${value('oflag')?.text}`))
  return likely
}

/** `install [options] /dev/stdin FILE` writes what comes in; other sources are files as for cp. */
export function runInstall(call: Call): Verdict {
  const operands = operandsOf(call.args, 'mogtS')
  const [from, to] = operands
  if (operands.length === 2 && standardInput.test(from!.text.text))
    writeFile(call.shell, call.where, to!.text, inputOf(call), false)
  else copy(call, operands)
  return likely
}

/** `cp` and `mv` of a file that the script has written: its content is that of the other file. */
export function runCopy(call: Call): Verdict {
  const operands = operandsOf(call.args, 'tS')
  const [from, to] = operands
  if (operands.length === 2 && standardInput.test(from!.text.text))
    writeFile(call.shell, call.where, to!.text, inputOf(call), false)
  else copy(call, operands)
  return likely
}

function operandsOf(args: readonly Field[], valued: string): Field[] {
  const operands: Field[] = []
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!.text.text
    if (!/^-./.test(word)) operands.push(args[i]!)
    else if (/^-\w+$/.test(word) && valued.includes(word.at(-1)!)) i++
  }
  return operands
}

/** Moves what was written to a file that no loader reads to the place where one does. */
function copy(call: Call, operands: readonly Field[]): void {
  const [from, to] = operands
  const { shell, where } = call
  if (operands.length !== 2 || where.never !== null || shell.ended !== null) return
  const target = absolute(shell, to!.text)
  if (target === null || !/^\/(etc|run|lib|usr\/lib|usr\/local\/lib)\/sysctl/.test(target)) return
  const base = from!.text.text.slice(from!.text.text.lastIndexOf('/') + 1)
  const path = /\/$|\.d$/.test(to!.text.text) ? `${target}/${base}` : target
  const at = spanOf(to!.text, 0, to!.text.text.length)
  for (const made of shell.reading.written.get(from!.text.text) ?? []) {
    const { step } = made
    if (step.do !== 'write' || made.takenBack) continue
    const conditional = step.origin.conditional ?? where.conditional
    made.step = { ...step, path, at, origin: { ...step.origin, conditional } }
  }
  shell.reading.written.delete(from!.text.text)
}

/** `rm FILE`: what the script wrote to it before is gone. */
export function runRemove(call: Call): Verdict {
  for (const { text } of call.args) {
    if (!call.shell.reading.written.has(text.text)) continue
    const path = absolute(call.shell, text)
    const at = spanOf(text, 0, text.text.length)
    if (path !== null)
      makeWrite(call.shell, call.where, text.text, { path, at, append: false, content: sliceText(text, 0, 0) })
  }
  return likely
}
