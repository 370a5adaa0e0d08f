import { nested, type Origin } from '../../core/setting.ts'
import type { Reading, Target } from '../../core/target.ts'
import { type Source, type Text, textOf } from '../../core/text.ts'
import { decodeBase64 } from '../../syntax/base64.ts'
import { longestText } from './budget.ts'
import { isWhole64, namedKind } from './claims.ts'
import { textOfBytes } from './decode.ts'
import { gunzip } from './gunzip.ts'
import { readUserData } from './read-user-data.ts'
import { templatingOf } from './templates.ts'

const origin: Origin = { format: 'cloud-init', within: [], conditional: null, onError: 'continues' }

/** Reads a file of user-data: one target, which is the machine that it is given to. */
export function readCloudInit(source: Source): Reading {
  const { path } = source
  const whole = unwrapped(textOf(source), origin)
  const kind = namedKind(path) ?? 'user-data'
  const templating = templatingOf(path)
  const { steps, dropped, problems } = readUserData(whole.text, { origin: whole.origin, name: path, templating, kind })
  if (steps.length === 0 && dropped.length === 0) return { targets: [], problems }
  const target: Target = { id: `cloud-init:${path}`, kind: 'run', format: 'cloud-init', scope: path, steps, dropped }
  return { targets: [target], problems }
}

/** A file that is base64 from its first character to its last is what a cloud's interface takes; gzip may be inside. */
function unwrapped(text: Text, outer: Origin): { text: Text; origin: Origin } {
  if (!isWhole64(text.text) || text.text.length > longestText) return { text, origin: outer }
  const bytes = decodeBase64(text.text)
  if (!bytes) return { text, origin: outer }
  const base64 = nested(outer, 'base64')
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { text: textOfBytes(bytes, text), origin: base64 }
  const plain = gunzip(bytes, longestText)
  return typeof plain === 'string'
    ? { text, origin: outer }
    : { text: textOfBytes(plain, text), origin: nested(base64, 'gzip') }
}
