// The rooms that must not know Node are compiled without its types; gunzip.ts is the one place that uses a part of it.
declare module 'node:zlib' {
  export function gunzipSync(bytes: Uint8Array, options: { readonly maxOutputLength: number }): Uint8Array
}
