import { sliceText, textOf } from '../../core/text.ts'
import { parseYaml } from '../../syntax/yaml.ts'
import type { File } from './context.ts'
import { readVariable } from './variables.ts'

/** A variable of a group whose value is a mapping or list in Python's notation, which YAML reads alike. */
const variable = /^([A-Za-z_]\w*)[ \t]*=[ \t]*(['"]?)([[{].*)$/

/** Variables of an inventory in the form of an INI file (`[web:vars]`). */
export function readIniInventory(file: File): void {
  const text = textOf(file.source)
  let at = 0
  for (const line of file.source.text.split('\n')) {
    const plain = line.trimEnd()
    const found = plain.length < 100_000 && /net[./]/.test(plain) ? variable.exec(plain) : null
    if (found) {
      const start = at + plain.length - found[3]!.length
      const length = found[3]!.length - found[2]!.length
      const [value] = parseYaml(sliceText(text, start, start + length)).documents
      if (value) readVariable({ file, variable: found[1]!, lost: null }, value)
    }
    at += line.length + 1
  }
}
