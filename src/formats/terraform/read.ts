import type { Origin } from '../../core/setting.ts'
import type { Reading, ReadProblem, Target } from '../../core/target.ts'
import { type Source, type Text, textOf } from '../../core/text.ts'
import { createBudget } from '../cloud-init/budget.ts'
import { isMime, shellOf, userDataType } from '../cloud-init/detect.ts'
import { readUserData } from '../cloud-init/read-user-data.ts'
import { isHcl } from './claims.ts'
import { hclHeredocs } from './heredocs.ts'

const origin: Origin = { format: 'terraform', within: ['cloud-init'], conditional: null, onError: 'continues' }

/** Reads the user-data of a Terraform file; every here-document is for machines of its own. */
export function readTerraform(source: Source): Reading {
  const texts = isHcl(source.path)
    ? hclHeredocs(textOf(source))
        .map(h => h.content)
        .filter(isUserData)
    : [textOf(source)]
  const targets: Target[] = []
  const problems: ReadProblem[] = []
  const budget = createBudget()
  for (const [i, text] of texts.entries()) {
    const reading = readUserData(text, { origin, name: source.path, templating: 'terraform', budget })
    problems.push(...reading.problems)
    const { steps, dropped } = reading
    if (steps.length === 0 && dropped.length === 0) continue
    const id = `cloud-init:${source.path}${texts.length > 1 ? `#${i + 1}` : ''}`
    targets.push({ id, kind: 'run', format: 'terraform', scope: source.path, steps, dropped })
  }
  return { targets, problems }
}

/** Whether a here-document begins as user-data does. */
function isUserData({ text }: Text): boolean {
  const type = userDataType(text)
  if (type === 'text/x-shellscript') return shellOf(text.trimStart().slice(0, 400)) !== null
  return type === null ? isMime(text) : !/include|part-handler/.test(type)
}
