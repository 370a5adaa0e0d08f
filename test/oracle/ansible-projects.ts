import { conditionalStory } from './ansible/conditional-story.ts'
import { type Draft, openDraft } from './ansible/draft.ts'
import { furtherStories } from './ansible/further-stories.ts'
import { drawLayout, drawRoles } from './ansible/layout.ts'
import { listStory, mapStory } from './ansible/list-stories.ts'
import type { Home } from './ansible/places.ts'
import { needsConfig, printProject } from './ansible/print.ts'
import { type Random, randomOf } from './ansible/random.ts'
import { dictStory, flagStory, joinStory, literalStory, scalarStory } from './ansible/stories.ts'

/** A host of an inventory, whose plays are run alone. */
export interface Job {
  readonly inventory: string
  readonly playbook: string
  readonly host: string
  /** Whether it has systemd's link to /etc/sysctl.conf. */
  readonly link: boolean
  /** Whether the project has an ansible.cfg. */
  readonly own: boolean
  /** What the host's target is called. */
  readonly target: string
}

export interface Project {
  readonly seed: number
  readonly files: ReadonlyMap<string, string>
  readonly jobs: readonly Job[]
  /** The constructs it holds. */
  readonly marks: ReadonlySet<string>
  /** Parameters of which nobody need know the value, with the reason. */
  readonly conditional: ReadonlyMap<string, string>
  /** The pieces that can be left out: stories, and what is within them. */
  readonly pieces: readonly string[]
  /** Parameter → the stories that set it. */
  readonly stories: ReadonlyMap<string, readonly string[]>
}

/**
 * A small Ansible project that runs without failing and sets parameters through variables.
 * @param dropped pieces that are left out; the rest stays as it is
 */
export function makeProject(seed: number, dropped: ReadonlySet<string> = new Set()): Project {
  const random = randomOf(seed)
  const draft = openDraft(seed, random, drawLayout(random), dropped)
  drawRoles(draft)
  const count = 3 + random.below(4)
  for (let i = 0; i < count; i++) {
    if (draft.kept()) tellStory(draft.within(String(i)))
    else draft.random.fork()
  }
  const link = random.chance(0.5)
  if (draft.hash('further') % 3 === 0) tellFurther(draft)
  const files = printProject(draft)
  const jobs = draft.inventories.flatMap(({ path, file }) =>
    draft.hosts.map(host => ({
      ...{ inventory: path, playbook: `${draft.book}site.yml`, host, link },
      target: draft.inventories.length > 1 ? `${host} (${file})` : host,
      own: needsConfig(draft),
    })),
  )
  return {
    seed,
    files,
    jobs,
    marks: draft.marks,
    conditional: draft.conditional,
    pieces: draft.pieces,
    stories: draft.used,
  }
}

function tellStory(draft: Draft): void {
  const home = drawHome(draft, draft.random)
  const tell = draft.random.weigh([
    [30, scalarStory],
    [14, dictStory],
    [14, listStory],
    [14, mapStory],
    [11, flagStory],
    [6, joinStory],
    [7, literalStory],
    [14, conditionalStory],
  ])
  tell(draft, home)
}

/** Beyond the constructs that every run counts: what else people write, in a third of the projects. */
function tellFurther(draft: Draft): void {
  const random = randomOf(draft.hash('stories'))
  for (let i = 0; i < 1 + random.below(2); i++) {
    const own = { ...draft.within(`further${i}`), random: random.fork() }
    if (draft.kept()) random.pick(furtherStories)(own, drawHome(own, own.random))
  }
}

function drawHome({ plays }: Draft, random: Random): Home {
  const play = random.pick(plays)
  const homes: (readonly [number, Home])[] = [
    [1, { play, role: null, tasks: play.before }],
    [2, { play, role: null, tasks: play.tasks }],
    [1, { play, role: null, tasks: play.after }],
    [1, { play, role: null, tasks: play.more }],
  ]
  for (const role of play.roles) {
    homes.push([5, { play, role, tasks: role.tasks }])
    homes.push([2, { play, role, tasks: role.more }])
  }
  return random.weigh(homes)
}
