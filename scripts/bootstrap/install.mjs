import { spawn } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { installEnvironment } from './environment.mjs'
import { Failure } from './failure.mjs'
import { explainInstallFailure } from './install-problem.mjs'
import { withLock } from './lock.mjs'
import { registryAnswers } from './registry.mjs'
import { clearStamp, installKey, isInstalled, writeStamp } from './stamp.mjs'

const QUIET_MS = 1_000
const PROGRESS_EVERY_MS = 10_000
/** npx and pnpm try again after these; without them a machine without network is kept waiting for minutes. */
const RETRIES = {
  npx: ['--fetch-retries=1', '--fetch-retry-mintimeout=1000'],
  pnpm: { pnpm_config_fetch_retries: '1', pnpm_config_fetch_retry_mintimeout: '1000' },
}

/**
 * Bring node_modules to what the lockfile says; at once if it is there already. Silent for a second, then a few words
 * on standard error: standard output belongs to the script that follows.
 * @param {string} root the repository
 * @throws {Failure}
 */
export async function install(root) {
  if (isInstalled(root, installKey(root))) return
  assertWritable(root)
  await withLock(
    join(root, '.coeval-install.lock'),
    async () => {
      const key = installKey(root)
      if (isInstalled(root, key)) return
      clearStamp(root)
      await pnpmInstall(root)
      writeStamp(root, key)
    },
    () => say('Another Coeval command is installing here: waiting for it …'),
  )
}

/** @param {string} root */
function assertWritable(root) {
  const modules = join(root, 'node_modules')
  for (const folder of existsSync(modules) ? [root, modules] : [root]) {
    try {
      accessSync(folder, constants.W_OK)
    } catch {
      throw new Failure(
        `Coeval cannot write to ${folder}, where it installs what it needs: make the folder writable for your user, or clone into one that is, and run the command again.`,
      )
    }
  }
}

/** @param {string} root */
async function pnpmInstall(root) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const pnpm = packageManager.split('+')[0]
  const began = Date.now()
  const first = setTimeout(() => say('Installing what Coeval needs (once; about a minute) …'), QUIET_MS)
  const later = setInterval(
    () => say(`  still installing, ${Math.round((Date.now() - began) / 1000)} s …`),
    PROGRESS_EVERY_MS,
  )
  try {
    // Without network both still work from their caches, if these are warm.
    const offline = (await registryAnswers(root, process.env)) ? [] : ['--offline']
    const npx = ['--yes', '--loglevel=error', ...RETRIES.npx, ...offline, '--package', pnpm, '--']
    const install = ['pnpm', 'install', '--frozen-lockfile', '--reporter=append-only', ...offline]
    const { code, output } = await quietly('npx', [...npx, ...install], root)
    if (code !== 0) throw new Failure(explainInstallFailure(output, pnpm))
  } finally {
    clearTimeout(first)
    clearInterval(later)
  }
}

/**
 * Run a command with its output kept for the case that it fails. It has a process group of its own, so that a signal
 * to us ends npx and the pnpm below it together.
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<{ code: number, output: string }>}
 */
function quietly(command, args, cwd) {
  const windows = process.platform === 'win32'
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...installEnvironment(process.env), ...RETRIES.pnpm },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: !windows,
      shell: windows,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text
      })
    }
    const stop = (/** @type {NodeJS.Signals} */ signal) => {
      if (child.pid) process.kill(windows ? child.pid : -child.pid, signal)
      process.exit(130)
    }
    for (const signal of SIGNALS) process.once(signal, stop)
    child.once('error', (cause) =>
      reject(
        new Failure(
          `Coeval needs npm beside Node, and npx did not start (${cause.message}): install npm and run the command again.`,
        ),
      ),
    )
    child.once('close', (code) => {
      for (const signal of SIGNALS) process.removeListener(signal, stop)
      resolve({ code: code ?? 1, output })
    })
  })
}

/** @type {NodeJS.Signals[]} */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** @param {string} words */
function say(words) {
  process.stderr.write(`${words}\n`)
}
