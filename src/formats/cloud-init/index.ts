import type { Format } from '../../core/format.ts'
import { claimsUserData, mayBeWhole64 } from './claims.ts'

/** cloud-init's user-data in all its forms, its base configuration, and subiquity's autoinstall. */
export const cloudInit: Format = {
  name: 'cloud-init',
  claims: ({ path, text }) => claimsUserData(path, text),
  claimsPath: mayBeWhole64,
  load: async () => (await import('./read.ts')).readCloudInit,
}
