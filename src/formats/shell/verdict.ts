/**
 * What is known of a command's exit status. `true`, `false`: certain. `likely`, `unlikely`: it does (or undoes) its work, so that
 * it succeeds on a healthy host. `exists`, `missing`: a test whether a kernel parameter (or sysctl itself) is there.
 */
export interface Verdict {
  readonly kind: 'true' | 'false' | 'likely' | 'unlikely' | 'exists' | 'missing' | 'maybe'
  /** The path below /proc/sys that was tested, if one. */
  readonly path?: string
}

export const always: Verdict = { kind: 'true' }
export const never: Verdict = { kind: 'false' }
export const likely: Verdict = { kind: 'likely' }
export const maybe: Verdict = { kind: 'maybe' }

const opposite = {
  true: 'false',
  false: 'true',
  likely: 'unlikely',
  unlikely: 'likely',
  exists: 'missing',
  missing: 'exists',
  maybe: 'maybe',
} as const

/** The verdict on `! command`. */
export function negate(verdict: Verdict): Verdict {
  return { ...verdict, kind: opposite[verdict.kind] }
}

/** The verdict on `a && b` and `a || b`. */
export function combine(left: Verdict, operator: '&&' | '||', right: Verdict): Verdict {
  if (operator === '||') return negate(combine(negate(left), '&&', negate(right)))
  if (left.kind === 'true' || left.kind === 'likely') return right
  if (left.kind === 'false') return never
  if (left.kind === 'exists' && (right.kind === 'true' || right.kind === 'likely' || right.kind === 'exists'))
    return left
  return maybe
}

/** The verdict on a test for a file: `[ -f PATH ]`, `[[ -w PATH ]]`. */
export function fileTest(operator: string, path: string): Verdict {
  if (!/^-[efrwdsxah]$/.test(operator)) return maybe
  if (/^\/proc\/sys\/.*[^/]$/.test(path) && operator !== '-d') return { kind: 'exists', path }
  if (/^\/(proc(\/sys)?(\/[\w-]+)*|etc\/sysctl\.d)\/?$/.test(path)) return likely
  if (/(^|\/)sysctl$/.test(path)) return { kind: 'exists' }
  return maybe
}

/** The verdict on the operands of `[` or `test`, as far as it asks for files: `-f A -a -w A`, `! -e A`. */
export function testVerdict(operands: readonly string[]): Verdict {
  if (operands.length > 40) return maybe
  const and = operands.indexOf('-a', 1)
  if (operands.includes('-o')) return maybe
  if (and > 0 && and < operands.length - 1)
    return combine(testVerdict(operands.slice(0, and)), '&&', testVerdict(operands.slice(and + 1)))
  if (operands[0] === '!') return negate(testVerdict(operands.slice(1)))
  return operands.length === 2 ? fileTest(operands[0]!, operands[1]!) : maybe
}
