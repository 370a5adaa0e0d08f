/** The fingerprint that a review comment of ours speaks of, from the marker that ends it; null where it has none. */
export function fingerprintIn(body: string): string | null {
  return findingIn(body)?.[1] ?? null
}

/** Which job wrote a review comment, from the same marker; null where it does not say. */
export function jobIn(body: string): string | null {
  return findingIn(body)?.[2] ?? null
}

function findingIn(body: string): RegExpExecArray | null {
  return /<!-- sysctl-lint:([0-9a-f]{16})(?: ([0-9a-f]{16}))? -->\s*$/.exec(body.slice(-200))
}

/**
 * Hidden in Markdown; ends a review comment.
 * @param job tells the jobs of a repository apart, 16 hexadecimal digits, or nothing
 */
export function findingMarker(fingerprint: string, job = ''): string {
  return `<!-- sysctl-lint:${fingerprint}${job === '' ? '' : ` ${job}`} -->`
}

/** What a review comment says once its finding is gone. It has no fingerprint, so that the finding is new if it comes back. */
export function goneComment(commit: string): string {
  return `No longer found as of ${commit.slice(0, 12)}.\n\n<!-- sysctl-lint:gone -->`
}
