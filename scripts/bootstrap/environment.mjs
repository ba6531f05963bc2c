/** npm's settings that say where packages come from; the user's own, so the installation keeps them. */
const NETWORK_SETTINGS =
  /^npm_config_(registry|proxy|https_proxy|noproxy|cafile|strict_ssl|cache|userconfig|globalconfig)$/i

/**
 * The environment without what `npm run` adds for its scripts (npm_config_*, npm_package_*, npm_lifecycle_*), which
 * pnpm, npx and the scripts below would take for settings of their own.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function withoutNpm(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_/i.test(name) || NETWORK_SETTINGS.test(name)))
}

/**
 * The environment for installing: a registry that a variable sets for npm is passed to pnpm too, which reads its own
 * names only; and no browser comes with Playwright (Debian's is used).
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function installEnvironment(env) {
  const own = withoutNpm(env)
  const registry = own.npm_config_registry ?? own.NPM_CONFIG_REGISTRY
  return {
    ...own,
    ...(registry && !own.pnpm_config_registry ? { pnpm_config_registry: registry } : {}),
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  }
}
