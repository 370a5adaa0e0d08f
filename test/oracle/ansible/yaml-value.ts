/** YAML as it will be written: a string is a scalar's source text, with its quotes. */
export type Value = string | readonly Value[] | { readonly [key: string]: Value }

export type Fields = { [key: string]: Value }

/** A scalar in double quotes; the generator writes no text that would need an escape. */
export const quoted = (text: string): string => `"${text}"`

/** A document, in block style but for mappings that were asked to be on one line. */
export function yamlDocument(value: Value): string {
  return `---\n${block(value, 0)}`
}

function block(value: Value, indent: number): string {
  const pad = ' '.repeat(indent)
  if (typeof value === 'string') return `${pad}${value}\n`
  if (isList(value)) {
    if (value.length === 0) return `${pad}[]\n`
    return value.map(item => `${pad}- ${block(item, indent + 2).slice(indent + 2)}`).join('')
  }
  const keys = Object.keys(value)
  if (keys.length === 0) return `${pad}{}\n`
  return keys.map(key => `${pad}${key}:${after(value[key]!, indent)}`).join('')
}

function after(value: Value, indent: number): string {
  if (typeof value === 'string') {
    const lines = value.split('\n')
    if (lines.length === 1) return value === '' ? '\n' : ` ${value}\n`
    return ` ${lines[0]}\n${lines
      .slice(1)
      .map(line => (line === '' ? '\n' : `${' '.repeat(indent + 2)}${line}\n`))
      .join('')}`
  }
  const isEmpty = (isList(value) ? value : Object.keys(value)).length === 0
  return isEmpty ? ` ${isList(value) ? '[]' : '{}'}\n` : `\n${block(value, indent + 2)}`
}

/** The same as a literal of Python, for inventories in INI and for Jinja expressions. */
export function pythonLiteral(value: Value): string {
  if (typeof value === 'string') {
    if (/^["'].*["']$/s.test(value)) return `'${value.slice(1, -1)}'`
    return /^-?(0|[1-9][0-9_]*|0x[0-9a-f]+)$/.test(value) ? value : `'${value}'`
  }
  if (isList(value)) return `[${value.map(pythonLiteral).join(', ')}]`
  return `{${Object.entries(value)
    .map(([key, one]) => `'${key}': ${pythonLiteral(one)}`)
    .join(', ')}}`
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}
