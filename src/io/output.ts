import { lstatSync, renameSync, unlinkSync, writeFileSync, writeSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { stage } from './stage.ts'
import { UserError } from './user-error.ts'

/**
 * Writes to standard output, all of it before the promise is kept. A reader that has had enough (`| head`) is no fault.
 * @throws a user error when it cannot be written (a full disk)
 */
export async function print(text: string): Promise<void> {
  stage('report')
  let bytes = Buffer.from(text)
  try {
    while (bytes.length > 0) bytes = bytes.subarray(writeSync(1, bytes))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // A pipe that does not block is full: the stream waits for it.
    if (code === 'EAGAIN') return await stream(bytes)
    if (code !== 'EPIPE') throw new UserError(`Standard output cannot be written (${code})`)
  }
}

/** Writes a line to standard error, if it can be written. */
export function complain(line: string): void {
  stage('report')
  try {
    writeSync(2, `${line}\n`)
  } catch {}
}

function stream(bytes: Buffer): Promise<void> {
  return new Promise((done, fail) => {
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') done()
      else fail(new UserError(`Standard output cannot be written (${error.code})`))
    })
    process.stdout.write(bytes, () => done())
  })
}

/**
 * Writes a report to a file, whole or not at all. What stands there must be a file of its own: through a link, one that a
 * repository holds, the report would land elsewhere.
 * @param option the name it was asked by, for messages
 * @throws a user error that names the file
 */
export function writeOutput(cwd: string, file: string, text: string, option = '--output'): void {
  const place = resolve(cwd, file)
  const there = statusOf(place)
  if (there?.isSymbolicLink()) throw new UserError(`${option} ${file} is a symbolic link; name the file itself`)
  if (there && !there.isFile()) throw new UserError(`${option} ${file} is not a file`)
  const draft = join(dirname(place), `.${basename(place)}.${process.pid}.tmp`)
  try {
    writeFileSync(draft, text, { flag: 'wx', ...(there ? { mode: there.mode & 0o777 } : {}) })
    renameSync(draft, place)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EEXIST') remove(draft)
    throw new UserError(`${option} ${file} cannot be written (${code})`)
  }
}

function statusOf(place: string) {
  try {
    return lstatSync(place, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file)
  } catch {}
}
