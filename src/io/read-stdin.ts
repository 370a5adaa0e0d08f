import { largestFile } from './read-files.ts'
import { UserError } from './user-error.ts'

/** What was given on standard input. */
export interface Stdin {
  readonly text: string
  /** Whether the text is all of it: not where a byte is no UTF-8. */
  readonly exact: boolean
}

/**
 * The text given on standard input.
 * @throws a user error for more than a file may have, and for what is no text
 */
export async function readStdin(): Promise<Stdin> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > largestFile) throw new UserError('Standard input is longer than 8 MiB, which no configuration is')
    chunks.push(chunk)
  }
  const bytes = Buffer.concat(chunks)
  if (bytes.subarray(0, 8192).includes(0)) throw new UserError('Standard input is binary; give it as UTF-8 text')
  const text = bytes.toString('utf8')
  return { text, exact: Buffer.from(text).equals(bytes) }
}
