import type { ConfigView } from '../core/config-view.ts'
import type { Arguments } from '../io/arguments.ts'
import { wantsColour } from '../io/colour.ts'
import { configPlace } from '../io/configuration.ts'
import { keeper } from '../io/exclude.ts'
import { oneOf } from '../io/options.ts'
import { print } from '../io/output.ts'
import { type LoadedConfig, loadConfig } from '../io/read-config.ts'
import { UserError } from '../io/user-error.ts'
import { defaultKernel } from '../kernel/range.ts'
import { rules } from '../rules/registry.generated.ts'
import { workingDirectory } from './lint-arguments.ts'
import { tellConfig } from './tell-config.ts'

/** What is in force for a path, and where each value comes from. Whether there is a file of that path does not matter. */
export async function config({ words, values, colour }: Arguments): Promise<0> {
  if (words.length > 1) throw new UserError('config takes one path, or none for what holds where no override matches')
  const format = oneOf(values.format ?? 'text', ['text', 'json'], '--format')
  const cwd = workingDirectory()
  const { source, prefix, seen, asked } = configPlace(cwd)
  const loaded = loadConfig(source, prefix, asked(values.config ?? null), prefix)
  tellConfig({ config: loaded, listed: null })
  const path = words[0] === undefined ? null : seen(words[0])
  if (path !== null && (path === '..' || path.startsWith('../')))
    throw new UserError(`${words[0]} lies outside the working directory; change to a folder above it`)
  const view = viewOf(loaded, path === '' ? null : path)
  if (format === 'json') await print((await import('../reports/config-json.ts')).configJson(view))
  else await print((await import('../reports/config-text.ts')).configText(view, await wantsColour(colour, process.env)))
  return 0
}

function viewOf(loaded: LoadedConfig, path: string | null): ConfigView {
  const state = path === null ? loaded.top : loaded.stateAt(path)
  return {
    path,
    files: loaded.names,
    kernel: { value: state.kernel?.value.name ?? defaultKernel.name, at: state.kernel?.at ?? null },
    loader: { value: state.loader?.value ?? 'systemd', at: state.loader?.at ?? null },
    rules: rules.map(({ id, severity }) => {
      const given = state.rules.get(id)
      return { id, usual: severity, severity: { value: given?.value ?? severity, at: given?.at ?? null } }
    }),
    limits: state.limits,
    require: [...state.require.values()],
    exclude: loaded.excludePatterns,
    excluded: path !== null && !keeper(loaded.exclude)(path),
  }
}
