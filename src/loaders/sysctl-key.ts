/**
 * The path below /proc/sys that a key means. If its first separator is a dot, dots and slashes change places; if it is a slash,
 * nothing does (procps src/sysctl.c slashdot; systemd src/basic/sysctl-util.c sysctl_normalize).
 */
export function keyPath(written: string): string {
  const first = written.search(/[./]/)
  const swapped = first >= 0 && written[first] === '.' ? written.replace(/[./]/g, c => (c === '.' ? '/' : '.')) : written
  return swapped.replace(/\/{2,}/g, '/').replace(/^\//, '')
}

/** The canonical name of a path below /proc/sys: slashes become dots, and dots within a name slashes. */
export function parameterOf(path: string): string {
  return path.replace(/[./]/g, c => (c === '.' ? '/' : '.'))
}

/** The canonical name that a key as written means: `net/ipv4/tcp_x` and `net.ipv4.tcp_x` are one. */
export function canonicalKey(written: string): string {
  return parameterOf(keyPath(written))
}
