const mebibyte = 1024 * 1024

/** The most characters of one text that is read, decoded or put together. */
export const longestText = 4 * mebibyte

/** The most of all decoded texts of one file. */
const allTexts = 16 * mebibyte

/** The most characters of one script, and of all scripts of a file: commands take longer to read, and aliases multiply them. */
const longestScript = mebibyte
const allScripts = 4 * mebibyte

/** How deep user-data may be nested in user-data. */
export const deepest = 8

/** What is left of the bounds, so that a small file cannot ask for boundless work. */
export interface Budget {
  /** Takes a text's length off; false where it is more than is allowed, and nothing is taken. */
  take(length: number): boolean
  /** The same for commands. */
  takeScript(length: number): boolean
  /** Whether this is the first time that something was refused, which is said once. */
  firstRefusal(): boolean
}

/** The bounds of a file. */
export function createBudget(): Budget {
  let texts = allTexts
  let scripts = allScripts
  let refused = false
  return {
    take: length => {
      if (length > longestText || length > texts) return false
      texts -= length
      return true
    },
    takeScript: length => {
      if (length > longestScript || length > scripts) return false
      scripts -= length
      return true
    },
    firstRefusal: () => {
      const first = !refused
      refused = true
      return first
    },
  }
}
