/** A mistake of the person at the command line: one sentence that says what to do. It is printed without a stack; exit status 2. */
export class UserError extends Error {
  override readonly name = 'UserError'
}
