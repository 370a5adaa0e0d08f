import { effectiveTargets } from '../../../../src/core/effective.ts'
import { lintTexts } from '../../../../src/lint-texts.ts'

/** Files by path, as they would stand in a repository. */
export type Files = Readonly<Record<string, string>>

/** A task that sets a parameter to an expression. */
export function task(parameter: string, value: string): string {
  return `- ansible.posix.sysctl: {name: net.ipv4.tcp_${parameter}, value: '${value.replaceAll("'", "''")}', sysctl_file: /etc/sysctl.d/60.conf}\n`
}

/** What each host ends up with, a line a parameter: `web1 fin_timeout=20 group_vars/all.yml:1`. */
export async function ends(files: Files): Promise<string[]> {
  const { settled } = await lintTexts(Object.entries(files).map(([path, text]) => ({ path, text })))
  const hosts = settled.filter(({ target }) => target.id.startsWith('ansible-host:'))
  return effectiveTargets(hosts).flatMap(({ name, parameters }) =>
    parameters.map(({ parameter, value, at }) => {
      const line = at.source.text.slice(0, at.start).split('\n').length
      return `${name} ${parameter.replace('net.ipv4.tcp_', '')}=${value ?? '?'} ${at.source.path}:${line}`
    }),
  )
}

/** The same without the places. */
export async function values(files: Files): Promise<string[]> {
  return (await ends(files)).map(line => line.slice(0, line.lastIndexOf(' ')))
}
