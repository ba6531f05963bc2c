import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from './failure.mjs'

const NEEDED_NODE = 24

/**
 * The Node that runs the TypeScript: the pinned one from node_modules, or, where no package brings one (macOS,
 * Windows), the Node that is running, if it is young enough.
 * @param {string} root
 * @param {{ path: string, version: string }} running
 * @throws {Failure}
 */
export function findNode(root, running) {
  const pinned = join(root, 'node_modules', '.bin', 'node')
  if (process.platform !== 'win32' && existsSync(pinned)) return pinned
  if (Number(running.version.split('.')[0]) >= NEEDED_NODE) return running.path
  throw new Failure(
    `On this system Coeval cannot bring its own Node, and this is Node ${running.version}: install Node ${NEEDED_NODE} or later from https://nodejs.org and run the command again.`,
  )
}
