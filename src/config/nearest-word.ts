import { distance } from 'fastest-levenshtein'

/** `; did you mean X?` for the likeliest of some words, at most one mistake in three letters, cut short or drawn out; else empty. */
export function didYouMean(typed: string, among: readonly string[]): string {
  if (typed.length > 100) return ''
  const word = typed.toLowerCase()
  let best = ''
  let fewest = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const one of among) {
    const isPart = word.length > 2 && (one.startsWith(word) || (one.length > 2 && word.startsWith(one)))
    const steps = isPart ? 1 : distance(word, one.toLowerCase())
    if (steps < fewest) {
      best = one
      fewest = steps
    }
  }
  return best === '' ? '' : `; did you mean ${best}?`
}
