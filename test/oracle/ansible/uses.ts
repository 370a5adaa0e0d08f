import type { Defined } from './define.ts'
import type { Draft } from './draft.ts'
import type { Home } from './places.ts'
import { type Fields, quoted, type Value } from './yaml-value.ts'

/** Puts tasks into their list, after what they need and within a block where that has variables. */
export function emit(home: Home, tasks: readonly Fields[], { first, vars, block }: Defined): void {
  const own = Object.keys(vars).length > 0 ? tasks.map(task => ({ ...task, vars })) : tasks
  home.tasks.push(...first)
  if (Object.keys(block).length > 0) home.tasks.push({ block: own, vars: block })
  else home.tasks.push(...own)
}

export interface SysctlOptions {
  readonly state?: Value
  readonly sysctl_file?: Value
  readonly reload?: Value
}

const files = ['/etc/sysctl.d/60-net.conf', '/etc/sysctl.d/70-tcp.conf', '/etc/sysctl.d/99-tuning.conf']

/** A task of the sysctl module. @param names the parameters it may set */
export function sysctlTask(
  draft: Draft,
  names: readonly string[],
  name: string,
  value: string,
  options: SysctlOptions = {},
): Fields {
  const { random } = draft
  const call: Fields = { [random.chance(0.2) ? 'key' : 'name']: name, [random.chance(0.1) ? 'val' : 'value']: value }
  if (random.chance(0.55)) call['sysctl_file'] = random.pick(files)
  if (random.chance(0.12)) call['state'] = 'present'
  if (random.chance(0.1)) call['sysctl_set'] = random.pick(['true', 'yes', 'no'])
  if (random.chance(0.05)) call['ignoreerrors'] = 'yes'
  if (random.chance(0.22)) call['reload'] = random.pick(['yes', 'true', 'no', 'false'])
  Object.assign(call, options)
  for (const key of ['state', 'sysctl_file', 'reload']) if (call[key] !== undefined) draft.mark(`sysctl ${key}`)
  // at boot /etc/sysctl.conf is read on some hosts only
  if (/no|false/.test(String(call['reload'])) && call['sysctl_file'] === undefined && call['sysctl_set'] === undefined)
    for (const one of names) draft.conditional.set(one, 'it is only in /etc/sysctl.conf')
  const module = random.chance(0.7) ? 'ansible.posix.sysctl' : 'sysctl'
  return random.chance(0.4) ? { name: quoted('Set a parameter'), [module]: call } : { [module]: call }
}

/** Tasks that put lines into a file of sysctl.d, and mostly something that loads it. */
export function fileTasks(draft: Draft, home: Home, lines: readonly string[]): Fields[] {
  const { random } = draft
  const number = random.weigh([
    [6, draft.fresh('20-part')],
    [2, '99-tuning'],
    [2, '80-app'],
  ])
  const dest = `/etc/sysctl.d/${number}.conf`
  const text = [random.chance(0.5) ? '# Managed by Ansible' : '', ...lines].filter(line => line !== '').join('\n')
  const task: Fields = {}
  if (random.chance(0.62)) {
    const file = `${draft.fresh('sysctl')}.conf.j2`
    const folder = home.role ? `${draft.rolesFolder}${home.role.name}/` : draft.book
    draft.files.set(`${folder}templates/${file}`, `${text}\n`)
    task[random.pick(['template', 'ansible.builtin.template'])] = { src: file, dest }
    draft.mark('template')
  } else {
    task[random.pick(['copy', 'ansible.builtin.copy'])] = { content: `|\n${text}`, dest }
    draft.mark('copy content')
  }
  const load = random.pick(['sysctl --system', `sysctl -p ${dest}`, `/sbin/sysctl -p ${dest}`])
  const loading: Fields = { [random.pick(['command', 'ansible.builtin.command', 'shell'])]: load }
  const how = random.weigh([
    [35, 'handler'],
    [30, 'task'],
    [35, 'boot'],
  ])
  if (how === 'boot') return [task]
  if (how === 'task') return [task, loading]
  const name = draft.fresh('reload sysctl')
  ;(home.role ?? home.play).handlers.push({ name, ...loading })
  draft.mark('handler')
  return [{ ...task, notify: name }]
}
