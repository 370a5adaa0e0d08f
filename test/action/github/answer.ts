/** What the server answers. */
export interface Answer {
  readonly status: number
  readonly data: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export function ok(data: unknown): Answer {
  return { status: 200, data }
}

/** A page of a list, 30 long unless asked for another, 100 at most. */
export function pageOf<T>(list: readonly T[], query: URLSearchParams): T[] {
  const size = Math.min(100, Number(query.get('per_page') ?? 30))
  const page = Number(query.get('page') ?? 1)
  return list.slice((page - 1) * size, page * size)
}
