import { builtins } from './builtins.ts'
import type { Runner } from './call.ts'
import { runCat, runCopy, runDd, runInstall, runRemove, runTee } from './copy-files.ts'
import { runInitScript, runInvoke, runService, runSystemctl, runSystemdSysctl } from './load-commands.ts'
import { runScriptShell, runSsh, runSu } from './nested-scripts.ts'
import { runEcho, runPrintf } from './print.ts'
import { runSed } from './sed.ts'
import { runSysctl } from './sysctl.ts'

/** The commands that are followed, by name without directory. */
export const commands: Readonly<Record<string, Runner>> = {
  ...builtins,
  sysctl: runSysctl,
  echo: runEcho,
  printf: runPrintf,
  cat: runCat,
  tee: runTee,
  sponge: runTee,
  dd: runDd,
  install: runInstall,
  cp: runCopy,
  mv: runCopy,
  rm: runRemove,
  sed: runSed,
  systemctl: runSystemctl,
  service: runService,
  'rc-service': runService,
  'invoke-rc.d': runInvoke,
  'systemd-sysctl': runSystemdSysctl,
  procps: runInitScript,
  sh: runScriptShell,
  dash: runScriptShell,
  ash: runScriptShell,
  bash: runScriptShell,
  ksh: runScriptShell,
  zsh: runScriptShell,
  su: runSu,
  ssh: runSsh,
}
