import { gunzipSync } from 'node:zlib'

/** Unpacks gzip. The one place outside of io that uses Node: the text is needed in the middle of reading. */
export type Gunzip = (bytes: Uint8Array, limit: number) => Uint8Array | 'too-long' | 'no-gzip'

/** Unpacks gzip up to a number of bytes, past which it stops without having unpacked more. */
export const gunzip: Gunzip = (bytes, limit) => {
  try {
    return gunzipSync(bytes, { maxOutputLength: limit })
  } catch (error) {
    return (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-long' : 'no-gzip'
  }
}
