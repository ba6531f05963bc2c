// What is installed is what node_modules/.coeval-installed says: a hash over all that decides the content of
// node_modules. It is written last, so an interrupted installation leaves none.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const stampPath = (/** @type {string} */ root) => join(root, 'node_modules', '.coeval-installed')

/**
 * A hash of the platform and of every file that decides what is installed.
 * @param {string} root the repository
 */
export function installKey(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`)
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests(root)]) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

/**
 * @param {string} root
 * @param {string} key of installKey
 */
export function isInstalled(root, key) {
  return existsSync(stampPath(root)) && readFileSync(stampPath(root), 'utf8') === key
}

/** @param {string} root */
export function clearStamp(root) {
  rmSync(stampPath(root), { force: true })
}

/**
 * @param {string} root
 * @param {string} key
 */
export function writeStamp(root, key) {
  const draft = `${stampPath(root)}.${process.pid}`
  writeFileSync(draft, key)
  renameSync(draft, stampPath(root))
}

/** @param {string} root */
function manifests(root) {
  const found = ['package.json', 'test/package.json']
  for (const folder of ['apps', 'packages']) {
    if (!existsSync(join(root, folder))) continue
    for (const name of readdirSync(join(root, folder)).sort()) found.push(`${folder}/${name}/package.json`)
  }
  return found.filter((file) => existsSync(join(root, file)))
}
