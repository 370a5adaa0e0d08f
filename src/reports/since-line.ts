import type { Since } from '../core/since.ts'
import { clean } from './clean.ts'

/** What moved since an earlier report, in one line: `3 new, 2 fixed, 10 still there since audit.json`. */
export function sinceLine({ counts, name }: Pick<Since, 'counts'> & { readonly name: string }): string {
  const aside = counts.setAside === 0 ? '' : `, ${counts.setAside} set aside now`
  return `${counts.new} new, ${counts.fixed} fixed, ${counts.still} still there${aside} since ${clean(name)}`
}
