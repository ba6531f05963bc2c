import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 200

/**
 * Run `work` while no other process on this machine holds the lock file; a lock whose process is gone is taken over.
 * It guards installing and building, both of which would still end well without it, only later: so the short moment in
 * which two processes can take over the same dead lock is let be.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once if another process is at it
 * @returns {Promise<T>}
 */
export async function withLock(path, work, onWait) {
  let told = false
  while (!take(path)) {
    if (!told) onWait?.()
    told = true
    await sleep(POLL_MS)
  }
  const release = () => rmSync(path, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.removeListener('exit', release)
    release()
  }
}

/** @param {string} path */
function take(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
  }
  if (!isHeld(path)) rmSync(path, { force: true })
  return false
}

/** @param {string} path */
function isHeld(path) {
  try {
    const pid = Number(readFileSync(path, 'utf8'))
    // Empty: its owner is between creating and writing it.
    if (pid !== 0) process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM is a living process of somebody else; ESRCH a dead one; ENOENT a lock just given back.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}
