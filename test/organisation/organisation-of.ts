import type { ListedRepository } from '../../src/organisation/repository-list.ts'
import type { RepositoryReport, SavedFinding } from '../../src/organisation/saved-report.ts'

export function listedRepository(full_name: string, more: Partial<ListedRepository> = {}): ListedRepository {
  const flags = { private: false, archived: false, disabled: false, fork: false }
  return { full_name, size: 100, ...flags, topics: [], default_branch: 'main', ...more }
}

/** The same numbers each time, evenly between 0 and 1. */
export function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Sizes as organisations have them: half below 200 KiB, one in a hundred a gigabyte, some a hundred of them (a Pareto distribution). */
export function tenThousand(): ListedRepository[] {
  const random = randomNumbers(1)
  return Array.from({ length: 10_000 }, (_, i) =>
    listedRepository(`acme/service-${i}`, { size: Math.min(5e8, Math.floor(50 * (1 - random()) ** -2)) }),
  )
}

export function savedFinding(more: Partial<SavedFinding> = {}): SavedFinding {
  return {
    ...({ rule: 'tcp-fin-timeout', severity: 'warning', file: 'etc/sysctl.d/60-tcp.conf' } as const),
    message: 'net.ipv4.tcp_fin_timeout is 60 s, above the recommended 15 to 30 s; set it to 30',
    ...{ line: 7, column: 1, endLine: 7, endColumn: 30, parameter: 'net.ipv4.tcp_fin_timeout', value: '60' },
    ...{ fingerprint: '0123456789abcdef', suppressed: null },
    ...more,
  }
}

export function repositoryReport(name: string, more: Partial<RepositoryReport> = {}): RepositoryReport {
  return {
    ...({ name, private: false, status: 'ok', why: '', commit: null, at: null, findings: [] } as const),
    summary: { files: 3, settings: 2, errors: 0, warnings: 1, notices: 0, suppressed: 0 },
    ...more,
  }
}
