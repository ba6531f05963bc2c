import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withoutNpm } from './environment.mjs'
import { Failure } from './failure.mjs'
import { install } from './install.mjs'
import { findNode } from './pinned-node.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/**
 * Install what is missing, then run a TypeScript script of the repository under the pinned Node, and end as it ends.
 * @param {string[]} args the script's path from the root, and its arguments
 */
export async function launch([script, ...args]) {
  try {
    if (!script) throw new Failure('Name the script to run: node scripts/run.mjs SCRIPT.ts [arguments]')
    await install(root)
    run(findNode(root, { path: process.execPath, version: process.versions.node }), [join(root, script), ...args])
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}

/**
 * @param {string} node
 * @param {string[]} args
 */
function run(node, args) {
  const bin = join(root, 'node_modules', '.bin')
  const env = { ...withoutNpm(process.env), PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` }
  const child = spawn(node, args, { cwd: root, env, stdio: 'inherit' })
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal))
  // The terminal sends Ctrl-C to the script as well as to us; sent on, it would count as a second, impatient one.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  child.once('exit', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)))
}
