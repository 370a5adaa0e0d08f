import { type Call, plain, print } from './call.ts'
import { makeLoad } from './make-steps.ts'
import { likely, maybe, type Verdict } from './verdict.ts'
import { absolute } from './write-file.ts'

/** procps.service is a link to systemd's unit on Debian and Ubuntu. */
const units = /^(systemd-sysctl|procps)(\.service)?$/

/** systemd-sysctl.service remains active after it ran at boot (RemainAfterExit=yes in systemd's units/systemd-sysctl.service.in). */
const alreadyStarted = 'the service has run at boot, so that start does nothing'

/** `systemctl restart systemd-sysctl`. */
export function runSystemctl(call: Call): Verdict {
  const words = call.args.map(plain).filter(w => w !== null && !w.startsWith('-'))
  const [verb, ...names] = words
  if (names.some(n => units.test(n!))) loadAll(call, verb!)
  else print(call, call.source, true)
  return maybe
}

/** `service procps restart`. */
export function runService(call: Call): Verdict {
  const [name, verb] = call.args.map(plain)
  if (name && units.test(name)) loadAll(call, verb ?? '')
  else if (name === 'sysctl' && /^(re)?start$|^reload$/.test(verb ?? ''))
    makeLoad(call.shell, call.where, 'procps', 'system')
  else print(call, call.source, true)
  return maybe
}

/** `invoke-rc.d procps start`. */
export function runInvoke(call: Call): Verdict {
  return runService({ ...call, args: call.args.filter(a => !a.text.text.startsWith('-')) })
}

/** `/etc/init.d/procps restart`, which systemd's hooks hand on to systemctl. */
export function runInitScript(call: Call): Verdict | undefined {
  if (!/^\/etc\/(rc\.d\/)?init\.d\//.test(call.name)) return undefined
  loadAll(call, plain(call.args[0]) ?? '')
  return maybe
}

function loadAll({ shell, where }: Call, verb: string): void {
  if (/^(try-|reload-or-|force-)?(restart|reload)$/.test(verb)) makeLoad(shell, where, 'systemd', 'system')
  else if (verb === 'start') makeLoad(shell, where, 'systemd', 'system', alreadyStarted)
}

/** `/lib/systemd/systemd-sysctl [FILE…]`. */
export function runSystemdSysctl({ shell, where, args }: Call): Verdict {
  const files = args.filter(a => !/^-/.test(a.text.text))
  if (args.some(a => /^--(cat-config|tldr|help|version|prefix)/.test(a.text.text))) return likely
  if (files.length === 0) makeLoad(shell, where, 'systemd', 'system')
  else
    makeLoad(
      shell,
      where,
      'systemd',
      files.map(f => absolute(shell, f.text)).filter(f => f !== null),
    )
  return likely
}
