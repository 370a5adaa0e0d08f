import type { Arguments } from '../io/arguments.ts'
export async function completion(_: Arguments): Promise<0> {
  return 0
}
