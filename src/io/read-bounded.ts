import { closeSync, openSync, readSync } from 'node:fs'
import { resolve } from 'node:path'
import { UserError } from './user-error.ts'

/**
 * The text of a file that was named on the command line, or of standard input (`-`). A pipe (`<(…)`) is a file too.
 * @param most bytes
 * @param option the option it was named by, for messages
 * @throws a user error for one that cannot be read or is longer
 */
export function readBounded(cwd: string, file: string, most: number, option?: string): string {
  const name = file === '-' ? 'Standard input' : option === undefined ? file : `${option} ${file}`
  const bytes = readAll(file === '-' ? 0 : resolve(cwd, file), name, most)
  return bytes.toString('utf8').replace(/^\uFEFF/, '')
}

function readAll(file: string | 0, name: string, most: number): Buffer {
  let handle = 0
  try {
    if (file !== 0) handle = openSync(file, 'r')
    const chunks: Buffer[] = []
    let length = 0
    for (;;) {
      const chunk = Buffer.allocUnsafe(1 << 20)
      const got = readSome(handle, chunk)
      if (got === 0) return Buffer.concat(chunks)
      length += got
      if (length > most) throw new UserError(`${name} is longer than ${most >> 20} MiB`)
      chunks.push(chunk.subarray(0, got))
    }
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(`${name} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  } finally {
    if (handle !== 0) closeSync(handle)
  }
}

/** A terminal or pipe that does not block has nothing yet, or has ended, which Windows tells by an error. */
function readSome(handle: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(handle, chunk)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EOF') return 0
      if (code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
}
