import { templateEnding } from '../../syntax/template-path.ts'

/** What a file's name and first line say of it. */
export interface ScriptKind {
  readonly dialect: 'sh' | 'bash'
  /** The first line names a shell: whatever is wrong in the script is wrong for that shell. */
  readonly named: boolean
  /** `#!/bin/sh -e` */
  readonly failFast: boolean
}

const notScripts =
  /\.(md|markdown|rst|txt|adoc|html?|ya?ml|json|tf|hcl|toml|conf|cfg|ini|service|ts|js|py|rb|pl|go|c|h|ipynb|diff|patch|ksh|zsh|fish|bats)$|(^|\/)(Dockerfile|Containerfile|Makefile|GNUmakefile|Vagrantfile|Jenkinsfile)[^/]*$|\.(dockerfile|mk)$/i

/** Whether a file is a script of a Bourne shell, by its name and first line; null if it is none. */
export function scriptKind(path: string, text: string): ScriptKind | null {
  const name = path.replace(templateEnding, '')
  if (notScripts.test(name)) return null
  const named = /\.(sh|bash)$/i.test(name) || /(^|\/)rc\.local$/.test(name)
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  const end = text.indexOf('\n')
  const line = text.slice(start, end < 0 ? 200 : Math.min(end, 200))
  if (!line.startsWith('#!'))
    return named ? { dialect: name.endsWith('rc.local') ? 'sh' : 'bash', named: false, failFast: false } : null
  const shebang =
    /^#!\s*(?:\S*\/)?(?:env\s+(?:-\S+\s+)*)?(?:\S*\/)?(?:busybox\s+)?(bash|sh|dash|ash)(?:\s+(.*))?$/.exec(
      line.trimEnd(),
    )
  if (!shebang)
    return named && templateEnding.test(path) && /\{\{|\$\{|<%/.test(line)
      ? { dialect: 'bash', named: false, failFast: false }
      : null
  const options = shebang[2] ?? ''
  return {
    dialect: shebang[1] === 'bash' || /\.bash$/i.test(name) ? 'bash' : 'sh',
    named: true,
    failFast: /(^|\s)-[a-zA-Z]*e/.test(options),
  }
}

/** Whether the script is run at each boot, by where it stands. */
export function runsAtBoot(path: string): boolean {
  return /(^|\/)(docker-)?entrypoint[^/]*$|(^|\/)rc\.(local|d)(\/|\.|$)|(^|\/)init\.d\/|NetworkManager\/dispatcher\.d\/|(^|\/)local\.d\/|(^|\/)per-boot\/|(^|\/)(if-up|if-pre-up)\.d\//.test(
    path,
  )
}
