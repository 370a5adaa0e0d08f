import type { Text } from '../../core/text.ts'
import { unknownIn } from './render.ts'

/**
 * The absolute path that an option names. A template in the name of a file below a directory of sysctl's does no harm, for the
 * directory says that it is loaded; anywhere else the path is not known.
 */
export function hostPath(text: Text): string | null {
  const path = text.text.trim()
  if (!path.startsWith('/') || path.length > 1000) return null
  if (unknownIn(text) === null) return path
  return /^\/(etc|run|usr\/lib|usr\/local\/lib|lib)\/sysctl\.d\/[^/]+$/.test(path) ? path : null
}
