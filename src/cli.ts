#!/usr/bin/env node
import { print } from './io/output.ts'
import { version } from './version.ts'

const argv = process.argv.slice(2)
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) await print(`${version}\n`)
else process.exitCode = await (await import('./main.ts')).main(argv)
