/** The environment, checked. */
import { resolve } from 'node:path'
import { StartupError } from './startup-error.ts'

export interface Config {
  host: string
  port: number
  dataFolder: string
  /** The public address, where it is not the one that the server listens on: scheme, host and port, no path. */
  baseUrl?: string
  logLevel: 'debug' | 'info' | 'warn' | 'error'
  logTo: 'stderr' | 'file'
  /** Where the page was built to. */
  webFolder: string
  limits: Limits
  /** Whoever sends it may read the metrics; without one, programs on this machine may. */
  metricsToken?: string
}

export interface Limits {
  maxFrameBytes: number
  maxDocumentBytes: number
  /** Per connection. */
  maxUpdatesPerSecond: number
  maxConnections: number
  maxConnectionsPerAddress: number
}

const MIB = 1024 * 1024
/** [F2] Joining alone counts as 25, and what keeps the server busy counts as well: with less, nobody might get in. */
const FEWEST_UPDATES_PER_SECOND = 100
const METRICS_TOKEN = /^[\x21-\x7e]{16,}$/

const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const

/** Reads HOST, PORT, COEVAL_DATA, COEVAL_URL, COEVAL_WEB, LOG, COEVAL_MAX_… and COEVAL_METRICS_TOKEN. Throws StartupError. */
export function readConfig(env: Record<string, string | undefined>, { isTerminal }: { isTerminal: boolean }): Config {
  const root = resolve(import.meta.dirname, '../../..')
  const port = Number(env.PORT || 8787)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new StartupError(`PORT is "${env.PORT}"; set it to a number from 1 to 65535.`)
  }
  const logLevel = LOG_LEVELS.find((level) => level === (env.LOG || 'info'))
  if (!logLevel) throw new StartupError(`LOG is "${env.LOG}"; set it to one of ${LOG_LEVELS.join(', ')}.`)
  return {
    host: env.HOST || '127.0.0.1',
    port,
    dataFolder: resolve(root, env.COEVAL_DATA || 'data'),
    baseUrl: readBaseUrl(env.COEVAL_URL),
    logLevel,
    // A person at a terminal wants to see the address, not the log.
    logTo: isTerminal && !env.LOG ? 'file' : 'stderr',
    webFolder: resolve(root, env.COEVAL_WEB || 'apps/web/dist'),
    limits: {
      maxFrameBytes: readLimit(env, 'COEVAL_MAX_FRAME_MIB', 4) * MIB,
      maxDocumentBytes: readLimit(env, 'COEVAL_MAX_DOCUMENT_MIB', 50) * MIB,
      maxUpdatesPerSecond: readLimit(env, 'COEVAL_MAX_UPDATES_PER_SECOND', 2000, FEWEST_UPDATES_PER_SECOND),
      maxConnections: readLimit(env, 'COEVAL_MAX_CONNECTIONS', 50_000),
      maxConnectionsPerAddress: readLimit(env, 'COEVAL_MAX_CONNECTIONS_PER_ADDRESS', 20_000),
    },
    metricsToken: readMetricsToken(env.COEVAL_METRICS_TOKEN),
  }
}

function readLimit(env: Record<string, string | undefined>, name: string, usual: number, fewest = 1): number {
  const limit = Number(env[name] || usual)
  if (Number.isSafeInteger(limit) && limit >= fewest) return limit
  throw new StartupError(
    `${name} is "${env[name]}"; set it to a whole number from ${fewest}, or leave it out for ${usual}.`,
  )
}

/** What is wrong with it is said without it: standard error may be kept and read by others. */
function readMetricsToken(text: string | undefined): string | undefined {
  if (!text) return undefined
  if (METRICS_TOKEN.test(text)) return text
  throw new StartupError(
    'COEVAL_METRICS_TOKEN is too short or has spaces in it; set it to 16 or more letters, digits and signs.',
  )
}

function readBaseUrl(text: string | undefined): string | undefined {
  if (!text) return undefined
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/') {
    throw new StartupError(`COEVAL_URL is "${text}"; set it to an address like https://chronology.example.org`)
  }
  return url.origin
}
