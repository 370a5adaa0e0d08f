/** A scalar as Python holds it, and what str() prints for it. */
export interface PythonScalar {
  readonly value: string | bigint | number | boolean | null
  readonly printed: string
}

// PyYAML 6.0, yaml/resolver.py; they differ from YAML 1.1's own (no y/n) and from every JavaScript library's
const booleans = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/
const truths = /^(?:yes|true|on)$/i
const nulls = /^(?:~|null|Null|NULL|)$/
const integers =
  /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/
const floats =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/

/** Python refuses to convert longer decimal numbers (sys.int_info), and nothing that long is a number to anybody. */
const longestNumber = 4300

/** The value of a plain scalar by PyYAML's YAML 1.1 resolver. Timestamps stay strings. */
export function resolvePlain(text: string): PythonScalar {
  if (text.length > longestNumber || isWord(text)) return { value: text, printed: text }
  if (nulls.test(text)) return { value: null, printed: 'None' }
  if (booleans.test(text)) {
    const value = truths.test(text)
    return { value, printed: value ? 'True' : 'False' }
  }
  // the order in which PyYAML asks: `1.` is a float, `1` is not
  if (floats.test(text)) {
    const value = floatOf(text)
    return { value, printed: printFloat(value) }
  }
  if (integers.test(text)) {
    const value = integerOf(text)
    if (value !== null) return { value, printed: String(value) }
  }
  return { value: text, printed: text }
}

/** Whether it can be no more than a string: no number starts with it, and no other word is as long. Most keys and values are told by this. */
function isWord(text: string): boolean {
  return text.length > longestWord && !/^[-+.0-9]/.test(text)
}

/** `false`, the longest word with a meaning. */
const longestWord = 5

/** The value of a scalar with one of YAML's own tags (`!!int`); any other tag makes it a string. */
export function resolveTagged(text: string, tag: string): PythonScalar {
  if (tag === '!!null') return { value: null, printed: 'None' }
  const plain = resolvePlain(text)
  const fits =
    (tag === '!!int' && typeof plain.value === 'bigint') ||
    (tag === '!!float' && typeof plain.value === 'number') ||
    (tag === '!!bool' && typeof plain.value === 'boolean')
  if (fits) return plain
  if (tag === '!!float' && typeof plain.value === 'bigint') {
    const value = Number(plain.value)
    return { value, printed: printFloat(value) }
  }
  return { value: text, printed: text }
}

function integerOf(text: string): bigint | null {
  const digits = text.replace(/_/g, '')
  const negative = digits.startsWith('-')
  const bare = /^[-+]/.test(digits) ? digits.slice(1) : digits
  let value: bigint
  if (bare.includes(':')) value = bare.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n)
  else if (/^0[bx]$/.test(bare)) return null
  else if (/^0[0-7]/.test(bare)) value = BigInt(`0o${bare.slice(1)}`)
  else value = BigInt(bare)
  return negative ? -value : value
}

function floatOf(text: string): number {
  const digits = text.replace(/_/g, '').toLowerCase()
  const sign = digits.startsWith('-') ? -1 : 1
  const bare = /^[-+]/.test(digits) ? digits.slice(1) : digits
  if (bare === '.inf') return sign * Number.POSITIVE_INFINITY
  if (bare === '.nan') return Number.NaN
  if (bare.includes(':')) return sign * bare.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return sign * Number(bare)
}

/** Python's repr() of a float: the shortest digits that read back, with an exponent below 1e-4 and from 1e16 on. */
export function printFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const [mantissa = '', power = '0'] = value.toExponential().split('e')
  const exponent = Number(power)
  if (exponent < -4 || exponent >= 16) {
    const size = String(Math.abs(exponent)).padStart(2, '0')
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${size}`
  }
  const sign = mantissa.startsWith('-') ? '-' : ''
  const digits = mantissa.replace(/[-.]/g, '')
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`
}
