import type { Parameter } from '../../kernel/parameters.ts'

/** Why a value is refused, and what was probably meant. */
export interface Diagnosis {
  /** In words that follow a colon; null where the kernel's own reason says it best. */
  readonly reason: string | null
  readonly meant: string | null
}

const names: ReadonlySet<string> = new Set(['net.ipv4.tcp_congestion_control', 'net.core.default_qdisc'])
const yes = /^(?:yes|true|on|enabled?)$/i
const no = /^(?:no|false|off|disabled?)$/i
const factors: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  seconds: { s: 1, sec: 1, secs: 1, seconds: 1, m: 60, min: 60, h: 3600 },
  milliseconds: { ms: 1, s: 1000 },
  bytes: { b: 1, k: 1024, kb: 1024, m: 1048576, mb: 1048576, g: 1073741824, gb: 1073741824 },
}

/** Explains a value that a parameter of numbers or names refuses. */
export function diagnose(value: string, { name: known, kind, unit }: Parameter): Diagnosis {
  const text = value.slice(0, 300).replace(/^[ \t]+|[ \t\r]+$/g, '')
  if (value.trim() === '' && !/[^ \t\r]/.test(text)) return { reason: 'it has no value', meant: null }
  const quoted = /^(["'])(.*)\1$/.exec(text)
  if (quoted) return { reason: 'the quotes become part of the value', meant: quoted[2]!.trim() }
  if (/\$\w|\$\{|\{\{/.test(text)) return { reason: 'variables are not expanded here', meant: null }
  if (kind === 'string') return names.has(known) ? name(text) : { reason: null, meant: null }
  if (/[^\x20-\x7e\t]/.test(text)) {
    const meant = text
      .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' ')
      .replace(/[\u200b\ufeff]/g, '')
      .trim()
    return { reason: 'it holds characters that look like blanks or digits and are none to the kernel', meant }
  }
  if (/^\[.*\]$/.test(text))
    return { reason: 'it is written as a list', meant: text.slice(1, -1).replace(/[ ,]+/g, ' ').trim() }
  if (kind === 'vector') return numbers(text, unit)
  if (kind === 'range' && /^\d+\s*[-,:]\s*\d+$/.test(text))
    return { reason: 'only blanks may separate the two ports', meant: text.replace(/[-,:]/, ' ') }
  if (kind === 'range' || kind === 'list') return { reason: null, meant: null }
  return scalar(text, unit)
}

function scalar(text: string, unit: string | null): Diagnosis {
  if (/^-?(0x[0-9a-f]+|\d+)(\s|$)/i.test(text) && !/^-?0\d*[89]/.test(text))
    return { reason: 'it is out of range', meant: null }
  if (yes.test(text) || no.test(text))
    return { reason: 'the kernel takes numbers, not words', meant: unit === null ? (yes.test(text) ? '1' : '0') : null }
  const glued = /^(-?\d+)([#;].*)$/.exec(text)
  if (glued)
    return {
      reason: 'behind the digits only a blank may follow',
      meant: glued[2]!.includes('=') ? null : `${glued[1]} ${glued[2]}`,
    }
  if (/^\d+\.\d+$/.test(text))
    return { reason: 'only whole numbers are read', meant: /\.0+$/.test(text) ? text.split('.')[0]! : null }
  if (/^-?0\d+$/.test(text))
    return { reason: 'a leading 0 means octal, which has no digits 8 and 9', meant: text.replace(/^(-?)0+/, '$1') }
  if (/^\d{1,3}([_,.']\d{3})+$/.test(text))
    return { reason: 'the digits have to stand together', meant: text.replace(/\D/g, '') }
  const measured = /^(\d{1,12})\s?([a-zµ]+)$/i.exec(text)
  if (measured) return { reason: 'units are not understood', meant: plain(measured[1]!, measured[2]!, unit) }
  return { reason: 'that is no number the kernel reads', meant: null }
}

function numbers(text: string, unit: string | null): Diagnosis {
  if (text.includes(','))
    return { reason: 'only blanks may separate the numbers', meant: text.replace(/[ ,]+/g, ' ').trim() }
  if (/\d[a-z]/i.test(text)) {
    const words = text.split(/\s+/, 10).map(word => {
      const measured = /^(\d{1,12})([a-z]+)$/i.exec(word)
      return measured ? plain(measured[1]!, measured[2]!, unit) : word
    })
    return { reason: 'units are not understood', meant: words.includes(null) ? null : words.join(' ') }
  }
  return { reason: null, meant: null }
}

function plain(digits: string, suffix: string, unit: string | null): string | null {
  const factor = factors[unit ?? '']?.[suffix.toLowerCase()]
  return factor === undefined ? null : String(Number(digits) * factor)
}

function name(text: string): Diagnosis {
  const first = text.split(/[\s#;]/, 1)[0]!
  if (first !== text)
    return { reason: 'the kernel takes the whole line as the name, also what stands behind it', meant: first }
  return {
    reason: 'these kernels have none of that name',
    meant: text.toLowerCase() === text ? null : text.toLowerCase(),
  }
}
