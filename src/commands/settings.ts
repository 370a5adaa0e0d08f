import type { Arguments } from '../io/arguments.ts'
import { wantsColour } from '../io/colour.ts'
import { oneOf } from '../io/options.ts'
import { complain } from '../io/output.ts'
import { stage } from '../io/stage.ts'
import { passedOverLine } from '../reports/passed-over-line.ts'
import { settingsJson } from '../reports/settings-json.ts'
import { settingsText } from '../reports/settings-text.ts'
import { run } from '../run.ts'
import { deliver } from './deliver.ts'
import { readLintArguments } from './lint-arguments.ts'
import { tellConfig } from './tell-config.ts'

/** Every setting found, judged by nothing. */
export async function settings(args: Arguments): Promise<0> {
  const format = oneOf(args.values.format ?? 'text', ['text', 'json'], '--format')
  const options = await readLintArguments(args)
  const report = await run({ ...options, judge: false })
  tellConfig(options)
  stage('report')
  if (format === 'text') {
    const colour = options.output === null ? await wantsColour(args.colour, process.env) : args.colour === true
    await deliver(settingsText(report, { colour, quiet: options.quiet }), options)
  } else {
    await deliver(settingsJson(report), options)
    if (!options.quiet && report.passedOver.length > 0) complain(passedOverLine(report))
  }
  return 0
}
