/** A pull request as Octokit's parameters name it. */
export interface PullRequest {
  readonly owner: string
  readonly repo: string
  readonly pull_number: number
}

const page = 100

/** Everything of a list that comes in pages of a hundred, up to a hundred pages. */
export async function* allPages<T>(get: (page: number) => Promise<{ readonly data: readonly T[] }>): AsyncGenerator<T> {
  for (let at = 1; at <= 100; at++) {
    const { data } = await get(at)
    if (!Array.isArray(data)) throw new Error('what should be a list is none')
    yield* data
    if (data.length < page) return
  }
}
