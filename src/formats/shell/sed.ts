import { type Span, sliceText, spanOf, type Text } from '../../core/text.ts'
import type { Field } from '../../syntax/shell-word.ts'
import { type Call, print } from './call.ts'
import { makeLine, trimmed } from './make-steps.ts'
import { sedTexts } from './sed-script.ts'
import { likely, maybe, type Verdict } from './verdict.ts'
import { hostPlace } from './write-file.ts'

/** `sed -i SCRIPT FILE`: the lines it puts into a file, if the file has those it looks for. */
export function runSed(call: Call): Verdict {
  const { inPlace, scripts, files } = readOptions(call.args)
  if (!inPlace) {
    print(call, call.source, true)
    return maybe
  }
  const file = files.find(f => /sysctl/.test(f.text.text)) ?? files[0]
  for (const script of scripts) {
    const path = file ? hostPlace(call.shell, file.text) : null
    const named = file?.text ?? script
    const at = spanOf(named, 0, named.text.length)
    for (const text of sedTexts(script)) addLines(call, text, path, at)
  }
  return likely
}

function readOptions(args: readonly Field[]): { inPlace: boolean; scripts: Text[]; files: Field[] } {
  const scripts: Text[] = []
  const operands: Field[] = []
  let inPlace = false
  let given = false
  for (let i = 0; i < args.length; i++) {
    const { text } = args[i]!
    const option = text.text
    if (!/^-./.test(option)) operands.push(args[i]!)
    else if (option.startsWith('--in-place')) inPlace = true
    else if (option.startsWith('--expression=')) {
      given = true
      scripts.push(sliceText(text, '--expression='.length, option.length))
    } else if (!option.startsWith('--')) {
      if (/^-[nErszu]*i/.test(option)) inPlace = true
      const next = args[i + 1]
      // -i takes the rest of its word as a suffix
      if (/^-[nErszu]*e$/.test(option) && next) {
        given = true
        scripts.push(next.text)
        i++
      } else if (/^-[nErszu]*f$/.test(option)) {
        given = true
        i++
      }
    }
  }
  if (!given && operands.length > 0) scripts.push(operands.shift()!.text)
  return { inPlace, scripts, files: operands }
}

function addLines(call: Call, text: Text, path: string | null, at: Span): void {
  let start = 0
  for (const line of text.text.split('\n')) {
    const end = start + line.length
    const equals = text.text.indexOf('=', start)
    const words = line.trimStart()
    if (equals >= 0 && equals < end && !/^[#;]/.test(words)) {
      const from = start + line.length - words.length + (words.startsWith('-') ? 1 : 0)
      makeLine(call.shell, call.where, path, at, trimmed(text, from, equals), trimmed(text, equals + 1, end))
    }
    start = end + 1
  }
}
