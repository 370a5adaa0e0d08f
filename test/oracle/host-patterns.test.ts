import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { textOf } from '../../src/core/text.ts'
import { playHosts } from '../../src/formats/ansible/project/host-pattern.ts'
import { readIniHosts } from '../../src/formats/ansible/project/ini-hosts.ts'
import { createGroupOrder, openInventory } from '../../src/formats/ansible/project/inventory.ts'
import { randomOf } from './ansible/random.ts'

const required = process.env['SYSCTL_LINT_ORACLE'] === 'require'
const seed = Number(process.env['SYSCTL_LINT_ORACLE_SEED'] ?? 1)
const python = '/usr/bin/python3'
const possible = spawnSync(python, ['-c', 'import ansible.inventory.manager']).status === 0
if (!possible) console.log('skipped: the oracle of host patterns wants ansible')

const ini = `lone
alpha.example.org
[web]
web1
web2
web03.example.org
web
[db]
db1
web2
db-a
[zero]
[servers:children]
web
db
[one:children]
db
[web_eu]
eu1
eu2
`

const driver = `
import json, sys
from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader
from ansible.utils.display import Display
Display.warning = lambda *a, **k: None
manager = InventoryManager(loader=DataLoader(), sources=[sys.argv[1]])
def ask(patterns):
    try:
        return sorted(h.name for h in manager.get_hosts(patterns) if h.name in manager._inventory.hosts)
    except Exception:
        return None
print(json.dumps([ask(one) for one in json.load(sys.stdin)]))
`

const parts =
  'all * web db web1 web2 lone ungrouped servers one zero nothing w* *eu* web? db-[a:c] db-[abc] [wd]* *.example.org un* al* web[0] web[1] web[-1] web[0:1] web[1:] web[0-1] web[9] web[1:9] web[0:0] web[2:1] servers[0] db[0:1] all[0] lone[0] lone[1] zero[0] web[12] w*[0] ~web.* ~web\\d+ ~^web\\d+$ ~(web|db)1 ~(?:web|db)1 ~web\\d{1}$ ~.*example\\.org$ ~db-[a-c] ~[ ~( ~web.?$ ~(eu|db)\\d ~w(?=e) ~web_eu ~web|db ~(w)\\1 ~a{ ~x*? ~\\w+$ ~\\D+$ ~[^w].* ~web[12]$ web1:22 1.2.3.4 ~^$ ~ localhost ??1'.split(
    ' ',
  )

test.skipIf(!possible && !required)('plays are for the hosts that Ansible finds', { timeout: 120_000 }, () => {
  const random = randomOf(seed)
  const drawn = Array.from({ length: 5000 }, () => {
    const some = Array.from({ length: 1 + random.below(4) }, () => random.pick(['', '', '!', '&']) + random.pick(parts))
    return random.chance(0.2) ? some : [some.join(random.pick([',', ':', ', ', ' ']))]
  })
  const patterns = [...parts.flatMap(part => [[part], [`!${part}`], [`all:!${part}`], [`servers:&${part}`]]), ...drawn]
  const folder = mkdtempSync(join(tmpdir(), 'host-patterns-'))
  const file = join(folder, 'hosts')
  writeFileSync(file, ini)
  const ran = spawnSync(python, ['-c', driver, file], { input: JSON.stringify(patterns), encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  const real: (string[] | null)[] = JSON.parse(ran.stdout)
  const inventory = openInventory()
  const source = { path: 'hosts', text: ini }
  readIniHosts(inventory, { ...textOf(source), source })
  const groupsOf = createGroupOrder(inventory)
  const wrong: string[] = []
  let known = 0
  patterns.forEach((pattern, i) => {
    const means = playHosts(pattern, inventory, () => true)
    for (const [name, host] of inventory.hosts) {
      const is = means(name, groupsOf(host))
      if (is === null) continue
      known++
      // where Ansible ends with an error, no host is known
      if (is !== (real[i]?.includes(name) ?? null)) wrong.push(`${JSON.stringify(pattern)} ${name}: ${is}`)
    }
  })
  console.log(`host patterns: ${patterns.length}, ${known} answers known, ${wrong.length} differences`)
  expect(wrong.slice(0, 20)).toEqual([])
  expect(known).toBeGreaterThan(patterns.length * inventory.hosts.size * 0.6)
})
