/** What a run is busy with, for scripts/bench.mjs and for who waits at a terminal. */
export type Stage = 'find' | 'read' | 'load' | 'judge' | 'report'

const listener = Symbol.for('sysctl-lint.stage')

/** Says that a stage begins. Mostly nobody listens, and then this is one look-up. */
export function stage(name: Stage): void {
  const listen: unknown = Reflect.get(globalThis, listener)
  if (typeof listen === 'function') listen(name)
}

/** Has every stage told from now on, in place of who listened before. */
export function listenToStages(listen: (name: Stage) => void): void {
  Reflect.set(globalThis, listener, listen)
}
