import type { Format } from '../../core/format.ts'
import { claimsTerraform } from './claims.ts'

/** User-data inside of Terraform: here-documents of .tf files, and templates that are given to `templatefile`. */
export const terraform: Format = {
  name: 'terraform',
  claims: ({ path, text }) => claimsTerraform(path, text),
  load: async () => (await import('./read.ts')).readTerraform,
}
