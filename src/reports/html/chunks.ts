/** Findings in one list: browsers leave a list that is out of sight alone, so that each is kept short. style/findings.css knows the number. */
export const mostTogether = 40

/** A long list in short ones, as the page has them and as its script makes them anew. */
export function inChunks<T>(items: readonly T[]): (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / mostTogether) }, (_, i) =>
    items.slice(i * mostTogether, (i + 1) * mostTogether),
  )
}
