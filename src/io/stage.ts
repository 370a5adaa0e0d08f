/** What a run is busy with, for scripts/bench.mjs. */
export type Stage = 'find' | 'read' | 'load' | 'judge' | 'report'

const listener = Symbol.for('sysctl-lint.stage')

/** Says that a stage begins. Nobody listens but the bench, and then this is one look-up. */
export function stage(name: Stage): void {
  const listen: unknown = Reflect.get(globalThis, listener)
  if (typeof listen === 'function') listen(name)
}
