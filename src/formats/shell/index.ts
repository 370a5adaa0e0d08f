import type { Format } from '../../core/format.ts'
import { scriptKind } from './claims.ts'

/** Scripts of the Bourne shells, by name or first line. */
export const shell: Format = {
  name: 'shell',
  claims: ({ path, text }) => scriptKind(path, text) !== null,
  load: async () => (await import('./read.ts')).readScript,
}
