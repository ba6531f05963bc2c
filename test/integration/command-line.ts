/** The real command line as a process of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { buffer, text } from 'node:stream/consumers'

const CLI = resolve(import.meta.dirname, '../../apps/server/src/cli.ts')

export interface Ended {
  /** Null where a signal ended it. */
  code: number | null
  stdout: Buffer
  stderr: string
}

export async function coeval(
  dataFolder: string,
  args: readonly string[],
  { env = {}, execArgv = [], uid }: { env?: Record<string, string>; execArgv?: readonly string[]; uid?: number } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [...execArgv, CLI, ...args], {
    env: { ...process.env, COEVAL_DATA: dataFolder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  const [stdout, stderr, [code]] = await Promise.all([
    buffer(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ])
  return { code, stdout, stderr }
}
