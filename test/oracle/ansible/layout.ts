import { type Draft, emptyPlay, type Inventory, type Layout, type Play, type Role } from './draft.ts'
import type { Random } from './random.ts'

const inventoryNames = {
  ini: ['hosts', 'inventory', 'inventory.ini', 'hosts.ini'],
  yaml: ['hosts.yml', 'inventory.yaml'],
}

/** Where files lie, who the hosts are, which plays and roles there are; nothing is set yet. */
export function drawLayout(random: Random): Layout {
  const count = random.weigh([
    [62, 1],
    [30, 2],
    [8, 3],
  ])
  const webs = random.weigh([
    [30, `web[1:${count}]`],
    [20, `web[01:0${count}]`],
    [10, `web-[a:${'abc'[count - 1]}]`],
    [40, ''],
  ])
  const hosts = Array.from({ length: count }, (_, i) => {
    if (webs.includes('[01')) return `web0${i + 1}`
    if (webs.includes('[a')) return `web-${'abc'[i]}`
    return `web${i + 1}`
  })
  const hasDb = random.chance(0.12)
  const where = random.weigh([
    [45, 'flat'],
    [35, 'inventories'],
    [20, 'playbooks'],
  ])
  const environments = where === 'flat' ? [''] : random.chance(0.2) ? ['prod', 'staging'] : ['prod']
  const style = random.chance(0.55) ? 'ini' : 'yaml'
  const name = random.pick(inventoryNames[style])
  // in a folder Ansible passes over files that end in .ini (INVENTORY_IGNORE_EXTS)
  const asFolder = random.chance(0.3) && !name.endsWith('.ini')
  const inventories = environments.map((environment): Inventory => {
    const folder = environment === '' ? '' : `inventories/${environment}/`
    const path = asFolder && folder !== '' ? folder.slice(0, -1) : folder + name
    return { path, file: folder + name, folder, style, all: {}, groups: new Map(), hosts: new Map() }
  })
  const book = where === 'playbooks' ? 'playbooks/' : ''
  const rolesFolder = where === 'playbooks' && random.chance(0.5) ? 'playbooks/roles/' : 'roles/'
  const plays = drawPlays(random, hasDb)
  return { inventories, plays, book, rolesFolder, hosts: [...hosts, ...(hasDb ? ['db1'] : [])], webs, hasDb }
}

function drawPlays(random: Random, hasDb: boolean): Play[] {
  const plays = [emptyPlay(random.pick(['all', 'web', 'servers', 'web:db', 'all:!absent']))]
  if (random.chance(0.35) || hasDb) plays.push(emptyPlay(random.pick(['all', 'web', 'servers', 'web,db'])))
  return plays
}

const roleNames = ['tcp', 'base', 'net_tuning', 'common', 'app']

/** Up to three roles a play. */
export function drawRoles(draft: Draft): void {
  const { random } = draft
  const names = [...roleNames]
  for (const play of draft.plays) {
    const count = random.weigh([
      [10, 0],
      [55, 1],
      [25, 2],
      [10, 3],
    ])
    for (let i = 0; i < count && names.length > 0; i++) {
      const name = names.splice(random.below(names.length), 1)[0]!
      const how = random.weigh([
        [40, 'listed' as const],
        [20, 'parameters' as const],
        [14, 'import_role' as const],
        [14, 'include_role' as const],
        [play.roles.length > 0 ? 40 : 0, 'dependency' as const],
      ])
      const dependant = how === 'dependency' ? random.pick(play.roles) : null
      play.roles.push(emptyRole(name, how, dependant))
    }
  }
}

function emptyRole(name: string, how: Role['how'], dependant: Role | null): Role {
  return { ...{ name, how, dependant }, defaults: {}, vars: {}, parameters: {}, tasks: [], more: [], handlers: [] }
}
