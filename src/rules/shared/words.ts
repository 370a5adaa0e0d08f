import { duration } from '../../core/duration.ts'
import type { Setting } from '../../core/setting.ts'

/** A text from a file, cut to a length that a message can bear. */
export function clip(text: string, longest = 60): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`
}

/** Parameters whose value is a secret, also misspelt, so that no message and no report may show it. */
export function isSecret(parameter: string): boolean {
  return /fast_?open_?key/i.test(parameter)
}

/** `net.ipv4.tcp_rmem = 4096 87380 16M`, as messages begin; a comment behind the value is left out. */
export function shown(setting: Setting): string {
  return shownWhole({ ...setting, value: setting.value.replace(/[ \t](?:#|;|\/\/)[^\n]*/, '') })
}

/** The same with the whole value, where what stands behind it matters. */
export function shownWhole({ parameter, value }: Pick<Setting, 'parameter' | 'value'>): string {
  const name = clip(parameter, 70)
  if (isSecret(parameter)) return `${name} (a secret, not shown)`
  return value.trim() === '' ? `${name} = (nothing)` : `${name} = ${clip(value.trim(), 40)}`
}

/** 7875 → `7875 s (2 h 11 min 15 s)`, 45 → `45 s`. */
export function seconds(count: number): string {
  return count < 60 ? `${count} s` : `${count} s (${duration(count)})`
}
