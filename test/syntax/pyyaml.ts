import { spawnSync } from 'node:child_process'

// Types and str() of everything, with mappings as sorted pairs, so that both sides can be compared as text
const program = `
import sys, json, yaml, datetime
def plain(v, depth=0):
    if depth > 50: return '...'
    if isinstance(v, dict):
        pairs = [[plain(k, depth + 1), plain(x, depth + 1)] for k, x in v.items()]
        return {'map': sorted(pairs, key=lambda p: json.dumps(p[0]))}
    if isinstance(v, (list, tuple)): return [plain(x, depth + 1) for x in v]
    if isinstance(v, (datetime.date, datetime.datetime)): return 'timestamp'
    return type(v).__name__ + ' ' + str(v)
def load(text, loader):
    try: return {'value': plain(yaml.load(text, Loader=loader))}
    except Exception as e: return {'error': str(e)}
json.dump([[load(t, yaml.SafeLoader), load(t, getattr(yaml, 'CSafeLoader', yaml.SafeLoader))] for t in json.load(sys.stdin)], sys.stdout)
`

/** What PyYAML made of a text: its value as nested lists, or its complaint. */
export interface Loaded {
  readonly value?: unknown
  readonly error?: string
}

/** Each text as PyYAML's own scanner and as libyaml's reads it; null where there is no python3 with yaml. */
export function loadWithPython(texts: readonly string[]): readonly (readonly [Loaded, Loaded])[] | null {
  const run = spawnSync('python3', ['-c', program], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return run.status === 0 ? JSON.parse(run.stdout) : null
}
