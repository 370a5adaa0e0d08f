import type { Origin } from '../../core/setting.ts'
import type { YamlMap } from '../../syntax/yaml-node.ts'
import { autoinstallSteps, isAutoinstall, onlyInstaller } from './autoinstall.ts'
import { lose } from './commands.ts'
import type { Config } from './config.ts'
import { configSteps, lostConfig, type ScriptPart } from './config-steps.ts'
import type { Context } from './context.ts'
import { type Done, join, readCommands } from './run-scripts.ts'
import { keyName } from './yaml-access.ts'

/** A mapping that is all there is, which may be subiquity's configuration. */
export interface OnlyMap {
  readonly map: YamlMap
  readonly origin: Origin
}

/** What a whole configuration and the scripts beside it do. Beside `autoinstall:` everything is for the installer alone. */
export function wholeConfig(
  config: Config,
  scripts: readonly ScriptPart[],
  only: OnlyMap | null,
  context: Context,
): Done {
  const auto = config.entries.get('autoinstall')
  if (auto?.node.kind === 'map') {
    const entries = new Map(config.entries)
    entries.delete('autoinstall')
    const beside = scripts.map(({ text, origin, dialect }) =>
      readCommands(text, { origin, dialect, phase: 'once' }, context),
    )
    return join([
      autoinstallSteps(auto.node, auto.origin, context),
      lostConfig({ ...config, entries }, 'ignored', onlyInstaller, context),
      lose(join(beside), 'ignored', onlyInstaller),
    ])
  }
  if (only && isAutoinstall(only.map)) return autoinstallSteps(only.map, only.origin, context)
  return configSteps(config, scripts, context)
}

/** Whether a mapping looks like user-data, by its keys. */
export function looksLikeConfig(map: YamlMap): boolean {
  return (
    isAutoinstall(map) ||
    map.pairs.some(pair => /^(write_files|runcmd|bootcmd|autoinstall)$/.test(keyName(pair.key) ?? ''))
  )
}
