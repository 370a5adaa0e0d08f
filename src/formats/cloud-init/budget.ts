/** The most characters of one text that is decoded or put together. */
export const longestText = 4 * 1024 * 1024

/** The most of all such texts of one file. */
const longestFile = 16 * 1024 * 1024

/** How deep user-data may be nested in user-data. */
export const deepest = 8

/** What is left of the bounds, so that a small file cannot ask for boundless work. */
export interface Budget {
  /** Takes a text's length off; false where it is more than is allowed, and nothing is taken. */
  take(length: number): boolean
  /** Whether this is the first time that something was refused, which is said once. */
  firstRefusal(): boolean
}

/** The bounds of a file. */
export function createBudget(): Budget {
  let left = longestFile
  let refused = false
  return {
    take: length => {
      if (length > longestText || length > left) return false
      left -= length
      return true
    },
    firstRefusal: () => {
      const first = !refused
      refused = true
      return first
    },
  }
}
