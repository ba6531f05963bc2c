/**
 * Loaded into a program under test (`node --import`), in front of its own code: ends the process by SIGKILL at its n-th
 * change to the disk (`COEVAL_TEST_DIE_AT`), before that is made. With `COEVAL_TEST_DIE_NEAR` only changes whose path
 * contains that count. Calls are those of the main thread.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { isMainThread } from 'node:worker_threads'

const { COEVAL_TEST_DIE_AT: dieAt, COEVAL_TEST_DIE_NEAR: near = '' } = process.env
const CHANGES = ['renameSync', 'mkdirSync', 'rmSync', 'writeFileSync', 'copyFileSync', 'fsyncSync'] as const

if (isMainThread && dieAt !== undefined) {
  let left = Number(dieAt)
  for (const name of CHANGES) {
    const original = fs[name] as (...args: unknown[]) => unknown
    ;(fs as unknown as Record<string, unknown>)[name] = (...args: unknown[]) => {
      const paths = args.filter((arg) => typeof arg === 'string')
      if ((near === '' || paths.some((path) => path.includes(near))) && --left === 0) {
        process.kill(process.pid, 'SIGKILL')
      }
      return original(...args)
    }
  }
  syncBuiltinESMExports()
}
