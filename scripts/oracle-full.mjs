#!/usr/bin/env node
// Compares what sysctl-lint says with the real Ansible, systemd-sysctl and sysctl, at the full size: hours on two cores. Run as root, with
// the Debian packages ansible, procps, systemd and util-linux installed.
// usage: node scripts/oracle-full.mjs [--projects N] [--trees N] [--seed N] [--workers N] [--kept FOLDER]
// FOLDER keeps the answers of the real Ansible, so that a run goes on where the last one ended.
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    projects: { type: 'string', default: '1000' },
    trees: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    kept: { type: 'string' },
  },
})
const root = resolve(import.meta.dirname, '..')
if (values.kept !== undefined) mkdirSync(values.kept, { recursive: true })
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    ...['run', '--config', 'vitest.oracle.config.ts', '--reporter=default', '--no-file-parallelism'],
    ...['test/oracle/loaders.test.ts', 'test/oracle/ansible.test.ts'],
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      SYSCTL_LINT_ORACLE: 'require',
      SYSCTL_LINT_ORACLE_PROJECTS: values.projects,
      SYSCTL_LINT_ORACLE_TREES: values.trees,
      SYSCTL_LINT_ORACLE_SEED: values.seed,
      SYSCTL_LINT_ORACLE_WORKERS: values.workers,
      ...(values.kept === undefined ? {} : { SYSCTL_LINT_ORACLE_KEPT: resolve(values.kept) }),
    },
  },
)
process.exitCode = status ?? 1
