import { spawn } from 'node:child_process'

export interface ChildOptions {
  readonly cwd: string
  /** The whole environment: nothing of ours is inherited. */
  readonly env: Readonly<Record<string, string>>
  /** For its standard input. */
  readonly input?: string | Buffer
  /** Milliseconds, then it and all that it started are killed. */
  readonly timeout: number
  /** Bytes of standard output, then likewise. */
  readonly mostOutput: number
  /** Bytes that one of its files may have (RLIMIT_FSIZE), and of address space (RLIMIT_AS), where the system has such limits. */
  readonly limits?: { readonly file: number; readonly memory: number }
}

export interface ChildResult {
  /** Why it was killed by us; null: it ended by itself. */
  readonly killed: 'timeout' | 'output' | null
  /** null: a signal ended it, or it could not be started. */
  readonly status: number | null
  readonly stdout: Buffer
  /** The first 16 KiB. Not safe to print as it is. */
  readonly stderr: string
}

const mostComplaint = 16 << 10
/** POSIX counts a file's limit in blocks of 512 bytes; ulimit -v, where it exists, in KiB. */
const limiter = 'ulimit -f "$1" 2>/dev/null; ulimit -v "$2" 2>/dev/null; shift 2; exec "$@"'

/**
 * Runs a program in a process group of its own, so that nothing it started outlives it: killed alone, git leaves its transport behind,
 * which goes on talking to a server that does not answer.
 */
export function runChild(command: string, args: readonly string[], options: ChildOptions): Promise<ChildResult> {
  const { cwd, env, timeout, mostOutput, limits } = options
  const grouped = process.platform !== 'win32'
  const [program, words] =
    limits && grouped
      ? ['/bin/sh', ['-c', limiter, 'sh', blocks(limits.file, 512), blocks(limits.memory, 1024), command, ...args]]
      : [command, args]
  const child = spawn(program, words, { cwd, env, detached: grouped, stdio: 'pipe', windowsHide: true })
  const chunks: Buffer[] = []
  let length = 0
  let complaint = ''
  let killed: ChildResult['killed'] = null
  const stop = (why: ChildResult['killed']): void => {
    killed ??= why
    killGroup(child.pid, grouped)
  }
  child.stdout.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > mostOutput) stop('output')
    else chunks.push(chunk)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(0, mostComplaint)
  })
  // one that ends without reading its input is told by its status
  child.stdin.on('error', () => {})
  child.stdin.end(options.input ?? '')
  const timer = setTimeout(() => stop('timeout'), timeout)
  const unhook = onOurEnd(() => killGroup(child.pid, grouped))
  return new Promise(done => {
    const end = (status: number | null): void => {
      clearTimeout(timer)
      unhook()
      // what it left running in the background
      killGroup(child.pid, grouped)
      done({ killed, status, stdout: Buffer.concat(chunks), stderr: complaint })
    }
    child.on('error', error => {
      complaint = error.message
      end(null)
    })
    child.on('close', end)
  })
}

function blocks(bytes: number, size: number): string {
  return String(Math.ceil(bytes / size))
}

function killGroup(pid: number | undefined, grouped: boolean): void {
  if (pid === undefined) return
  try {
    process.kill(grouped ? -pid : pid, 'SIGKILL')
  } catch {}
}

/** A group of its own does not get the signals that end ours, so they are handed on before we end as we would have. */
function onOurEnd(kill: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const unhook = (): void => {
    for (const signal of signals) process.off(signal, handle)
  }
  const handle = (signal: NodeJS.Signals): void => {
    kill()
    unhook()
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
  }
  for (const signal of signals) process.on(signal, handle)
  return unhook
}
