import type { Format } from '../../core/format.ts'
import type { Source } from '../../core/text.ts'
import { claimsAnsible } from './claims.ts'
import { mayBePlaybook } from './project/playbook-path.ts'

/** Ansible's playbooks, tasks, variables and inventories. */
export const ansible: Format = {
  name: 'ansible',
  claims: claimsAnsible,
  loadProject: async ({ paths }) =>
    paths.some(path => path.startsWith('../') || mayBePlaybook(path))
      ? (await import('./project/read-project.ts')).readAnsibleProject
      : null,
  async load({ text }) {
    if (mayRunCommands.test(text)) return (await import('./read.ts')).readAnsible
    const { readSource } = await import('./read-source.ts')
    return (source: Source) => readSource(source, null)
  },
}

/** The modules that run commands, or an escape that may hide their names. */
const mayRunCommands = /command|shell|raw|cron|action|\\/
