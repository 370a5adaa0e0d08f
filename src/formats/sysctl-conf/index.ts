import type { Format } from '../../core/format.ts'
import { hostPlace } from './host-place.ts'
import { looksLikeSysctlFile } from './looks-like.ts'

const prose = /(^|\/)(README|LICENSE|COPYING)[^/]*$|\.(md|markdown|rst|txt|adoc|html?)$/i

/** sysctl.conf, the files of sysctl.d trees, templates of them, and other files in which every line is an assignment. */
export const sysctlConf: Format = {
  name: 'sysctl-conf',
  claimsPath: path => {
    const place = hostPlace(path)
    return place !== null && !prose.test(path)
  },
  claims: ({ path, text }) => {
    if (prose.test(path)) return false
    return looksLikeSysctlFile(text, hostPlace(path) !== null, path)
  },
  load: async () => (await import('./read.ts')).readSysctlConf,
}
