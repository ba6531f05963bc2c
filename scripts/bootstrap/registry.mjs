import { execFile } from 'node:child_process'
import { connect } from 'node:net'
import { withoutNpm } from './environment.mjs'

const ANSWER_MS = 5_000
const PROXIES = ['https_proxy', 'http_proxy', 'HTTPS_PROXY', 'HTTP_PROXY', 'npm_config_proxy', 'npm_config_https_proxy']

/**
 * Whether the npm registry takes a connection. Asked before installing, because pnpm waits for minutes where there is
 * no network, and can install from its store if it is told not to try. Behind a proxy the answer is assumed to be yes.
 * @param {string} root where npm looks for the project's settings
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>}
 */
export async function registryAnswers(root, env) {
  if (PROXIES.some((name) => env[name])) return true
  const url = new URL(env.npm_config_registry ?? env.NPM_CONFIG_REGISTRY ?? (await configuredRegistry(root, env)))
  return new Promise((resolve) => {
    const socket = connect({ host: url.hostname, port: Number(url.port) || (url.protocol === 'http:' ? 80 : 443) })
    const answer = (/** @type {boolean} */ answers) => {
      socket.destroy()
      resolve(answers)
    }
    socket.setTimeout(ANSWER_MS, () => answer(false))
    socket.once('connect', () => answer(true)).once('error', () => answer(false))
  })
}

/**
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>}
 */
function configuredRegistry(root, env) {
  return new Promise((resolve) => {
    const options = { cwd: root, env: withoutNpm(env), shell: process.platform === 'win32' }
    execFile('npm', ['config', 'get', 'registry', '--loglevel=error'], options, (_error, stdout) => {
      const said = stdout.trim()
      resolve(URL.canParse(said) ? said : 'https://registry.npmjs.org/')
    })
  })
}
