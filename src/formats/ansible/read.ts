import type { Reading } from '../../core/target.ts'
import type { Source } from '../../core/text.ts'
import { runCommandModule } from './command-modules.ts'
import { readSource } from './read-source.ts'

/** readSource with what reads commands, which brings the parser of shells with it. */
export function readAnsible(source: Source): Reading {
  return readSource(source, runCommandModule)
}
