import { type ChildProcess, spawn } from 'node:child_process'
import { ROOT } from './root.ts'

export interface Run {
  code: number
  /** Standard output and standard error, as they came. Empty if they went to the terminal. */
  output: string
}

interface RunOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
  /** `show` hands output on to the terminal; `keep` returns it. */
  output: 'show' | 'keep'
}

const running = new Set<ChildProcess>()

/** Run a command to its end. It is ended with us. Rejects only if it cannot be started. */
export function run(command: string, args: string[], options: RunOptions): Promise<Run> {
  return new Promise((resolve, reject) => {
    const stdio = options.output === 'show' ? 'inherit' : 'pipe'
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', stdio, stdio],
    })
    running.add(child)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    }
    child.once('error', reject)
    child.once('close', (code) => {
      running.delete(child)
      resolve({ code: code ?? 1, output })
    })
  })
}

/** End the commands that are still running when this process is told to stop. */
export function stopChildrenOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      for (const child of running) child.kill('SIGTERM')
      process.exit(130)
    })
  }
}
