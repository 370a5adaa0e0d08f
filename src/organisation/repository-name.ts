import * as v from 'valibot'

/**
 * `owner/name` as GitHub has them (letters, digits, `-`, `_` and `.`), and never a step up: names become parts of addresses and of paths
 * of reports.
 */
export const repositoryName = v.pipe(
  v.string(),
  v.maxLength(200),
  v.regex(/^[\w-][\w.-]*\/[\w.-]+$/),
  v.check(name => !/\/\.{1,2}$/.test(name)),
)

/** A branch as git allows it (git-check-ref-format(1)), so that it is one name in a request and nothing else. */
export const branchName = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(255),
  v.regex(/^[^\x00-\x20\x7f~^:?*[\\]+$/),
  v.check(name => !name.includes('..') && !name.includes('@{')),
)
