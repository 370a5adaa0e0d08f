/** What `sysctl -a` printed on a host. */
export interface Dump {
  /** Parameter → value, blanks collapsed. */
  readonly values: ReadonlyMap<string, string>
  /** Parameters that it was not allowed to read: they may be there all the same. */
  readonly denied: ReadonlySet<string>
}

/** sysctl.c of procps ReadSetting: `permission denied on key 'kernel.cad_pid'`, with other quotes before version 4. */
const refusal = /permission denied on key ['"‘]([\w./-]+)['"’]/

/** Only root may read it (net/ipv4/sysctl_net_ipv4.c: mode 0600), and sysctl says so on standard error, which a file rarely has. */
const secret = 'net.ipv4.tcp_fastopen_key'

/**
 * Reads a dump. Lines that are no `key = value` are passed over: warnings, and further lines of values that have several. Of a key that comes
 * twice the last counts.
 */
export function readDump(text: string): Dump {
  const values = new Map<string, string>()
  const denied = new Set<string>()
  for (const line of text.split('\n')) {
    const equals = line.indexOf(' =')
    const key = line.slice(0, equals)
    if (equals > 0 && /^[\w./-]+$/.test(key)) values.set(key, collapsed(line.slice(equals + 2)))
    else {
      const key = refusal.exec(line.slice(0, 500))?.[1]
      if (key !== undefined) denied.add(key)
    }
  }
  if (!values.has(secret)) denied.add(secret)
  return { values, denied }
}

function collapsed(value: string): string {
  return value.trim().replace(/\s+/g, ' ')
}
