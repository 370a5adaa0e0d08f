/** Top folders of /proc/sys on Linux (Documentation/admin-guide/sysctl/index.rst). */
const section = /^-?\s*(net|kernel|vm|fs|dev|user|abi|debug|sunrpc|crypto|xen)[./][\w*?[\]!.:/@{}$ -]+?\s*=/

/** Sections that only the BSDs have (FreeBSD sysctl(8), OpenBSD sysctl(2)). */
const bsd =
  /^\s*(kern|hw|vfs|machdep|security|debug|p1003_1b|ddb)\.[\w.]+\s*=|^\s*net\.(inet6?|link|bpf|isr|route|local|pf)\./m

const assignmentNames = /(^|\/)[^/]*(sysctl[^/]*|\.conf)(\.(j2|jinja2?|erb|epp|tpl|tmpl|tftpl|in))?$/

/**
 * Parameters that nobody can set, since the kernel only lets them be read (kernel/utsname_sysctl.c, fs/dcache.c, fs/inode.c,
 * drivers/char/random.c, net/ipv4/sysctl_net_ipv4.c, mode 0444). What `sysctl -a` printed has them all; a configuration has none.
 */
const readOnly =
  /^(fs\.(dentry-state|file-nr|inode-nr|inode-state)|kernel\.(arch|cap_last_cap|ngroups_max|osrelease|ostype|version|random\.(boot_id|entropy_avail|poolsize|uuid)|pty\.nr)|net\.ipv4\.tcp_available_(congestion_control|ulp)|net\.ipv4\.(tcp_ehash_entries|udp_hash_entries))\s*=/
/** One may be a mistake. */
const enoughForADump = 2

/** The lines looked at to tell what kind of file it is. */
const sample = 2000

/**
 * Whether a text is a sysctl file of Linux, and not what `sysctl -a` printed, which states every default and sets nothing.
 * @param named its path already says so, and the text can only speak against it
 */
export function looksLikeSysctlFile(text: string, named: boolean, path: string): boolean {
  if (named) return !isBsd(text)
  if (!assignmentNames.test(path) || isBsd(text)) return false
  let assignments = 0
  let facts = 0
  for (const line of text.split('\n', sample)) {
    const plain = line.trim()
    if (plain === '' || /^[#;]/.test(plain) || /^(\{[%#{]|<%|%\{|\}|-?%\})/.test(plain)) continue
    if (!section.test(plain.slice(0, 300))) return false
    assignments++
    if (readOnly.test(plain) && ++facts === enoughForADump) return false
  }
  return assignments > 0
}

/** `net.inet.tcp.…` in a file without one Linux TCP parameter. `debug.` alone is on both. */
function isBsd(text: string): boolean {
  return bsd.test(text) && !/^\s*-?net[./]ipv4[./]/m.test(text)
}
