#!/usr/bin/env node
import { print } from './io/output.ts'
import { version } from './version.ts'

const argv = process.argv.slice(2)
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) print(`${version}\n`)
else
  import('./main.ts')
    .then(({ main }) => main(argv))
    // all is written by now; Node would wait for what its threads still compile and collect, up to a tenth of a run
    .then(status => process.exit(status))
