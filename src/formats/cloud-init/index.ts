import type { Format } from '../../core/format.ts'
import { claimsUserData, namedKind } from './claims.ts'

/** cloud-init's user-data in all its forms, its base configuration, and subiquity's autoinstall. */
export const cloudInit: Format = {
  name: 'cloud-init',
  claims: ({ path, text }) => claimsUserData(path, text),
  claimsPath: path => namedKind(path) !== null,
  load: async () => (await import('./read.ts')).readCloudInit,
}
