const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ERR_PNPM_META_FETCH_FAIL|ERR_PNPM_FETCH|ERR_PNPM_NO_OFFLINE|ENOTCACHED|NETWORK_ERROR|error sending request|tcp connect error|dns error/
const DISK_FULL = /ENOSPC|No space left on device/
const NO_PERMISSION = /EACCES|EROFS|EPERM|Permission denied|Read-only file system/
const OLD_LOCKFILE = /ERR_PNPM_OUTDATED_LOCKFILE|ERR_PNPM_LOCKFILE/

const LAST_LINES = 20

/**
 * What npx or pnpm printed when it failed, as one sentence that says what to do. Only an unforeseen failure
 * brings the last lines of their own words, after the sentence.
 * @param {string} output
 * @param {string} pnpm `pnpm@VERSION`
 * @returns {string}
 */
export function explainInstallFailure(output, pnpm) {
  if (DISK_FULL.test(output)) {
    return 'Coeval could not install what it needs because the disk is full: free about 1 GB and run the command again.'
  }
  if (OLD_LOCKFILE.test(output)) {
    return `pnpm-lock.yaml does not fit the package.json files: run "npx ${pnpm} install" and commit the lockfile.`
  }
  if (NO_NETWORK.test(output)) {
    return 'Coeval could not download what it needs: connect to the internet (or set an npm registry mirror) and run the command again.'
  }
  if (NO_PERMISSION.test(output)) {
    return 'Coeval may not write where it installs (this folder, or the caches of npm and pnpm in your home folder): make them writable for your user and run the command again.'
  }
  const words = output.trim().split('\n').slice(-LAST_LINES).join('\n')
  return `Coeval could not install what it needs: see what pnpm says below, and run the command again.\n${words}`
}
