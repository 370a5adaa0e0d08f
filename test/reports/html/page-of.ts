import { htmlReport } from '../../../src/commands/html-report.ts'
import type { Report } from '../../../src/core/report.ts'
import { defaultKernel } from '../../../src/kernel/range.ts'
import { lintTexts } from '../../../src/lint-texts.ts'
import type { Compared } from '../../../src/reports/html/changes.ts'

/** The report of texts that are at hand. */
export async function reportOfTexts(files: Readonly<Record<string, string>>): Promise<Report> {
  const { effects, problems, findings, settled } = await lintTexts(
    Object.entries(files).map(([path, text]) => ({ path, text })),
  )
  const all = Object.keys(files).length
  return { settings: effects, problems, findings, targets: settled, files: all, passedOver: [] }
}

/** The page of a report. */
export function pageOf(report: Report, since: Compared | null = null): string {
  return htmlReport(report, { cwd: '/srv/infra', kernel: defaultKernel, loader: 'systemd', since })
}

/** A small repository with something of everything. */
export const someFiles: Readonly<Record<string, string>> = {
  'hosts/web1/etc/sysctl.d/60-tcp.conf': `net.ipv4.tcp_fin_timeout = 60
net.ipv4.tcp_keepalive_time = 600
net.ipv4.tcp_keepalive_intvl = 90
net.ipv4.tcp_keepalive_probes = 5
net.ipv4.tcp_rmem = 4096 87380 16777216
net.ipv4.tcp_tw_reuse = 0
`,
  'hosts/web2/etc/sysctl.d/60-tcp.conf': `net.ipv4.tcp_fin_timeout = 20
net.ipv4.tcp_fin_timeout = 30s
net.ipv4.tcp_keepalive_intvl = 20
net.core.somaxconn = 65535
# sysctl-lint: ignore[tcp-tw-recycle] the balancer is older than the rule
net.ipv4.tcp_tw_recycle = 1
net.ipv4.tcp_fastopen_key = 00112233-44556677-8899aabb-ccddeeff
`,
  'hosts/db1/etc/sysctl.d/60-tcp.conf': `net.ipv4.tcp_keepalive_time = 600
net.ipv4.tcp_keepalive_intvl = 90
net.ipv4.tcp_keepalive_probes = 5
net.ipv4.tcp_congestion_control = bbr
net.ipv4.tcp_fin_timout = 15
net.core.somaxconn = 128
`,
  'tune.sh': `#!/bin/sh
sysctl -w net.ipv4.tcp_fin_timeout=120
sysctl -w net.ipv4.tcp_keepalive_probes="$PROBES"
`,
}

/** Findings that an earlier report had and that are gone. */
export function fixedSince(report: Report, fixed: number): Compared {
  const names = ['new', 'still'] as const
  const moved = report.findings.map((f, i) => (f.suppressed ? ('aside' as const) : names[i % 2]!))
  const count = (state: string) => moved.filter(one => one === state).length
  return {
    name: 'audit-last-week.json',
    moved,
    fixed: Array.from({ length: fixed }, (_, i) => ({
      fingerprint: i.toString(16).padStart(16, '0'),
      suppressed: null,
      rule: 'tcp-fin-timeout',
      severity: 'warning',
      message: 'net.ipv4.tcp_fin_timeout is 60 s, above the recommended 15 to 30 s',
      file: `hosts/old${i}/etc/sysctl.d/60-tcp.conf`,
      line: 3,
    })),
    counts: { new: count('new'), still: count('still'), fixed, setAside: 1 },
  }
}
