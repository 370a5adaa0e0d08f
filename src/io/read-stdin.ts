import { largestFile } from './read-files.ts'
import { UserError } from './user-error.ts'

/**
 * The text given on standard input.
 * @throws a user error for more than a file may have, and for what is no text
 */
export async function readStdin(): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > largestFile) throw new UserError('Standard input is longer than 8 MiB, which no configuration is')
    chunks.push(chunk)
  }
  const bytes = Buffer.concat(chunks)
  if (bytes.subarray(0, 8192).includes(0)) throw new UserError('Standard input is binary; give it as UTF-8 text')
  return bytes.toString('utf8')
}
