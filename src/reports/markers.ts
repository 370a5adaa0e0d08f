/** The fingerprint that a review comment of ours speaks of, from the marker that ends it; null where it has none. */
export function fingerprintIn(body: string): string | null {
  return /<!-- sysctl-lint:([0-9a-f]{16}) -->\s*$/.exec(body.slice(-200))?.[1] ?? null
}

/** Hidden in Markdown; ends a review comment. */
export function findingMarker(fingerprint: string): string {
  return `<!-- sysctl-lint:${fingerprint} -->`
}

/** What a review comment says once its finding is gone. It has no fingerprint, so that the finding is new if it comes back. */
export function goneComment(commit: string): string {
  return `No longer found as of ${commit.slice(0, 12)}.\n\n<!-- sysctl-lint:gone -->`
}
