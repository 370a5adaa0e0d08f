/** A mistake of the person at the command line: one sentence that says what to do. It is printed without a stack; exit status 2. */
export class UserError extends Error {
  override readonly name = 'UserError'

  /** dist/ may hold this class twice, and both are the same. */
  static override [Symbol.hasInstance](one: unknown): boolean {
    return one instanceof Error && one.name === 'UserError'
  }
}
