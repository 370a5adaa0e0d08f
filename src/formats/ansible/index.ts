import type { Format } from '../../core/format.ts'
import { claimsAnsible } from './claims.ts'

/** Ansible's playbooks, tasks, variables and inventories. */
export const ansible: Format = {
  name: 'ansible',
  claims: claimsAnsible,
  loadProject: async () => (await import('./project/read-project.ts')).readAnsibleProject,
  load: async () => (await import('./read.ts')).readAnsible,
}
