import type { Loader } from '../core/setting.ts'

/**
 * The path below /proc/sys that a key means, as the loader compares it with others. If its first separator is a dot, dots and
 * slashes change places; if it is a slash, nothing does (procps src/sysctl.c slashdot; systemd src/basic/sysctl-util.c
 * sysctl_normalize). systemd then drops repeated and final separators (path_simplify), procps leaves them to the kernel.
 */
export function keyPath(written: string, loader: Loader): string {
  const first = written.search(/[./]/)
  const swapped = first >= 0 && written[first] === '.' ? written.replace(/[./]/g, swap) : written
  return loader === 'systemd' ? collapse(swapped).replace(/\/$/, '') : swapped
}

/** The canonical name that a key as written means: `net/ipv4/tcp_x` and `net.ipv4.tcp_x` are one. */
export function canonicalKey(written: string, loader: Loader = 'procps'): string {
  return collapse(keyPath(written, loader)).replace(/[./]/g, swap)
}

/** The path below /proc/sys of a parameter by its canonical name. */
export function parameterPath(parameter: string): string {
  return parameter.replace(/[./]/g, swap)
}

function swap(separator: string): string {
  return separator === '.' ? '/' : '.'
}

/** Looking up a path, the kernel takes repeated slashes for one. */
function collapse(path: string): string {
  return path.replace(/\/{2,}/g, '/').replace(/^\//, '')
}
