import { writeSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { listenToStages, type Stage } from './stage.ts'

/** What the run and the thread that draws share: which stage it is, who may write, whether the run is over, whether a line stands there. */
const cells = { stage: 0, lock: 1, over: 2, drawn: 3 } as const
/** Of the lock: the run takes it for good. */
const [free, drawing, taken] = [0, 1, 2]

const doing: Readonly<Record<Exclude<Stage, 'report'>, string>> = {
  find: 'looking for files',
  read: 'reading files',
  load: 'reading settings',
  judge: 'judging',
}
const stages = Object.keys(doing)

/** Milliseconds before anything is shown, and between two lines. */
const patience = 1000
const pause = 200

interface Shared {
  readonly buffer: SharedArrayBuffer
  readonly cells: typeof cells
  readonly words: readonly string[]
  readonly patience: number
  readonly pause: number
}

/**
 * Shows on standard error what a run is busy with once it takes longer than a second, and wipes that away before anything else is
 * printed. A run does not give way to timers, so a thread of its own draws. Nothing from outside is shown.
 */
export function showProgress(): void {
  const buffer = new SharedArrayBuffer(16)
  const shared = new Int32Array(buffer)
  const workerData: Shared = { buffer, cells, words: Object.values(doing), patience, pause }
  const worker = new Worker(`(${draw})(require('node:worker_threads').workerData)`, { eval: true, workerData })
  worker.unref()
  worker.on('error', () => {})
  listenToStages(name => {
    if (name === 'report') wipe(shared)
    else Atomics.store(shared, cells.stage, stages.indexOf(name))
  })
}

/** Ends the drawing, and waits while a line is being written. */
function wipe(shared: Int32Array): void {
  while (Atomics.compareExchange(shared, cells.lock, free, taken) === drawing)
    Atomics.wait(shared, cells.lock, drawing, pause)
  Atomics.store(shared, cells.over, 1)
  Atomics.notify(shared, cells.over)
  if (Atomics.exchange(shared, cells.drawn, 0) === 0) return
  try {
    writeSync(2, '\r\x1b[K')
  } catch {}
}

/** Runs in the thread, which has nothing but what it is given. */
function draw({ buffer, cells, words, patience, pause }: Shared): void {
  const { writeSync } = process.getBuiltinModule('node:fs')
  const shared = new Int32Array(buffer)
  const start = Date.now()
  let left = patience
  while (Atomics.wait(shared, cells.over, 0, left) === 'timed-out') {
    if (Atomics.compareExchange(shared, cells.lock, 0, 1) !== 0) return
    const seconds = Math.floor((Date.now() - start) / 1000)
    try {
      writeSync(2, `\r\x1b[Ksysctl-lint: ${words[Atomics.load(shared, cells.stage)]}, ${seconds} s`)
    } catch {}
    Atomics.store(shared, cells.drawn, 1)
    Atomics.store(shared, cells.lock, 0)
    Atomics.notify(shared, cells.lock)
    left = pause
  }
}
