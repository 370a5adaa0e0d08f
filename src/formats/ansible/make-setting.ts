import type { Setting } from '../../core/setting.ts'
import { isVerbatim, type Span, spanOf, type Text } from '../../core/text.ts'
import { isInScope } from '../../loaders/content-items.ts'
import { canonicalKey } from '../../loaders/sysctl-key.ts'
import { unknownIn } from './render.ts'
import { truthOf } from './yaml-fields.ts'

/** A parameter's name where it stands. */
export interface Name {
  readonly parameter: string
  readonly key: Span
  readonly dash: boolean
}

/** A text's part without the blanks around it. */
export function trimmedRange(text: string): readonly [start: number, end: number] {
  const start = text.length - text.trimStart().length
  return [start, Math.max(start, text.trimEnd().length)]
}

/** The parameter that a text names, or null where it names none that is of interest. */
export function nameOf(text: Text): Name | null {
  if (text.text.length > 400 || unknownIn(text)) return null
  const [from, end] = trimmedRange(text.text)
  const dash = text.text[from] === '-'
  const start = dash ? from + 1 : from
  const parameter = canonicalKey(text.text.slice(start, end))
  if (!isInScope(parameter)) return null
  return { parameter, key: spanOf(text, start, end), dash }
}

/** How a value gets to the kernel, and whether it does. */
export type Circumstances = Pick<Setting, 'state' | 'conditional' | 'onError'>

/**
 * A setting as the module ansible.posix.sysctl writes it: words for booleans become 1 and 0, blanks around are dropped (sysctl.py,
 * _parse_value).
 * @param value null where there is none
 */
export function makeSetting(name: Name, value: Text | null, how: Circumstances): Setting {
  const { parameter, key, dash } = name
  const none = { source: key.source, start: key.end, end: key.end }
  const [start, end] = value ? trimmedRange(value.text) : [0, 0]
  const known = value === null || unknownIn(value) === null
  const plain = value ? value.text.slice(start, end) : ''
  // the word has to stand alone: " yes " only loses its blanks
  const word = known && plain === value?.text ? truthOf(plain) : null
  return {
    parameter,
    value: word === null ? plain : word ? '1' : '0',
    known,
    key,
    valueAt: value ? spanOf(value, start, end) : none,
    literal: value !== null && known && end > start && isVerbatim(value, start, end),
    format: 'ansible',
    within: [],
    dash,
    ...how,
  }
}
