/** Milliseconds of processor time that something takes: unlike the clock it does not run while other work has the processor. */
export function cpuTime(work: () => void): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/**
 * Whether four times the length takes more than 2.5² times as long, at every one of some lengths: garbage collection spoils some.
 * @param run does the work for a length
 */
export function growsTooFast(
  run: (length: number) => () => void,
  lengths = [5_000, 20_000, 50_000, 100_000, 200_000],
): boolean {
  return lengths.every((length, i) => {
    const tries = i + 1
    const best = (work: () => void) => Math.min(...Array.from({ length: tries }, () => cpuTime(work)))
    const before = best(run(length))
    const after = best(run(length * 4))
    // what is that quick cannot be told from noise
    return after > 20 && after / before > 2.5 ** 2
  })
}
