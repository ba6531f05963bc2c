/** The environment, checked. */
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { BlockList, isIP } from 'node:net'
import type { QuotaLimits } from './costs/quotas.ts'
import type { TrustedProxies } from './net/client-address.ts'
import { StartupError } from './process/startup-error.ts'
import { sentence } from './messages/sentence.ts'

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
  quotas: QuotaLimits
  /** Clients that send it may read the metrics; without one, programs on this machine may. */
  metricsToken?: string
  /** Undefined: no proxy is believed. */
  trustedProxies: TrustedProxies
  /** How long a session lasts without being renewed. */
  sessionMs: number
  /** A university's sign-in. */
  oidc?: OidcSettings
  /** Whom to tell of a hole in this installation: `mailto:` or `https:`. */
  securityContact?: string
}

export interface OidcSettings {
  issuer: string
  clientId: string
  clientSecret: string
  /** On the button. */
  name: string
}

export interface Limits {
  maxFrameBytes: number
  maxDocumentBytes: number
  /** Per connection. */
  maxUpdatesPerSecond: number
  maxConnections: number
  maxConnectionsPerAddress: number
  /** Of one processor core, what one person may keep busy. */
  maxPercentPerPerson: number
  maxImportBytes: number
  /** Imports and exports at the same time. */
  maxTransfers: number
  /** Processor time of one. */
  maxTransferMs: number
  /** JavaScript's heap for one. */
  maxTransferMemoryMib: number
}

const MIB = 1024 * 1024
/** [F2] Joining alone counts as 25, and what keeps the server busy counts as well: with less, nobody might get in. */
const FEWEST_UPDATES_PER_SECOND = 100
/** With less, a thread could not even be started. */
const MIN_TRANSFER_MEMORY_MIB = 64
const METRICS_TOKEN = /^[\x21-\x7e]{16,}$/

const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const

/**
 * Reads HOST, PORT, BASE_URL, TRUST_PROXY, OIDC_…, SECURITY_CONTACT, LOG, COEVAL_DATA, COEVAL_WEB, COEVAL_SESSION_HOURS, COEVAL_MAX_… and
 * COEVAL_METRICS_TOKEN; COEVAL_URL is an older name of BASE_URL. Throws StartupError.
 */
export function readConfig(env: Record<string, string | undefined>, { isTerminal }: { isTerminal: boolean }): Config {
  const root = resolve(import.meta.dirname, '../../..')
  const port = Number(env.PORT || 8787)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new StartupError(sentence('config.port', { port: env.PORT ?? '' }))
  }
  const logLevel = LOG_LEVELS.find((level) => level === (env.LOG || 'info'))
  if (!logLevel)
    throw new StartupError(sentence('config.log', { log: env.LOG ?? '', logLevels: LOG_LEVELS.join(', ') }))
  return {
    host: env.HOST || '127.0.0.1',
    port,
    dataFolder: resolve(root, env.COEVAL_DATA || 'data'),
    baseUrl: readBaseUrl(env),
    logLevel,
    // A person at a terminal wants to see the address, not the log.
    logTo: isTerminal && !env.LOG ? 'file' : 'stderr',
    webFolder: resolve(root, env.COEVAL_WEB || 'apps/web/dist'),
    limits: {
      maxFrameBytes: readLimit(env, 'COEVAL_MAX_FRAME_MIB', 4) * MIB,
      maxDocumentBytes: readLimit(env, 'COEVAL_MAX_DOCUMENT_MIB', 50) * MIB,
      maxUpdatesPerSecond: readLimit(env, 'COEVAL_MAX_UPDATES_PER_SECOND', 2000, FEWEST_UPDATES_PER_SECOND),
      // [F3]
      maxConnections: readLimit(env, 'COEVAL_MAX_CONNECTIONS', 50_000),
      maxConnectionsPerAddress: readLimit(env, 'COEVAL_MAX_CONNECTIONS_PER_ADDRESS', 20_000),
      maxImportBytes: readLimit(env, 'COEVAL_MAX_IMPORT_MIB', 50) * MIB,
      maxTransfers: readLimit(env, 'COEVAL_MAX_TRANSFERS', availableParallelism() > 2 ? 2 : 1),
      maxTransferMs: readLimit(env, 'COEVAL_MAX_TRANSFER_SECONDS', 10) * 1000,
      maxTransferMemoryMib: readLimit(env, 'COEVAL_MAX_TRANSFER_MEMORY_MIB', 1024, MIN_TRANSFER_MEMORY_MIB),
      maxPercentPerPerson: readLimit(env, 'COEVAL_MAX_PERCENT_PER_PERSON', 30),
    },
    quotas: {
      chronologiesPerPerson: readLimit(env, 'COEVAL_MAX_CHRONOLOGIES_PER_PERSON', 200),
      bytesPerPerson: readLimit(env, 'COEVAL_MAX_MIB_PER_PERSON', 1024) * MIB,
      keysPerPerson: readLimit(env, 'COEVAL_MAX_KEYS_PER_PERSON', 50),
      linksPerChronology: readLimit(env, 'COEVAL_MAX_LINKS_PER_CHRONOLOGY', 500),
      peoplePerChronology: readLimit(env, 'COEVAL_MAX_PEOPLE_PER_CHRONOLOGY', 10_000),
      joinsPerLinkAMinute: readLimit(env, 'COEVAL_MAX_JOINS_PER_LINK_A_MINUTE', 600),
    },
    metricsToken: readMetricsToken(env.COEVAL_METRICS_TOKEN),
    trustedProxies: readTrustedProxies(env.TRUST_PROXY),
    sessionMs: readSessionMs(env.COEVAL_SESSION_HOURS),
    oidc: readOidc(env),
    securityContact: readSecurityContact(env.SECURITY_CONTACT),
  }
}

function readLimit(env: Record<string, string | undefined>, name: string, usual: number, fewest = 1): number {
  const limit = Number(env[name] || usual)
  if (Number.isSafeInteger(limit) && limit >= fewest) return limit
  throw new StartupError(sentence('config.number', { name, value: env[name] ?? '', fewest, usual }))
}

/** What is wrong with it is said without it: standard error may be kept and read by others. */
function readMetricsToken(text: string | undefined): string | undefined {
  if (!text) return undefined
  if (METRICS_TOKEN.test(text)) return text
  throw new StartupError(sentence('config.metrics-token'))
}

function readBaseUrl(env: Record<string, string | undefined>): string | undefined {
  // Vite and Vitest set it to "/" for all that they start.
  const name = env.BASE_URL && env.BASE_URL !== '/' ? 'BASE_URL' : 'COEVAL_URL'
  const text = env[name]
  if (!text) return undefined
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw new StartupError(sentence('config.address', { name, text }))
  }
  return url.origin
}

function readTrustedProxies(text: string | undefined): TrustedProxies {
  if (!text || text === 'false' || text === '0') return undefined
  if (text === 'true') return { hops: 1 }
  if (/^\d$/.test(text)) return { hops: Number(text) }
  const addresses = new BlockList()
  for (const part of text.split(',').map((each) => each.trim())) {
    const [address = '', bits] = part.split('/')
    const version = isIP(address)
    const most = version === 6 ? 128 : 32
    const prefix = bits === undefined ? most : Number(bits)
    if (version === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > most) {
      throw new StartupError(sentence('config.trust-proxy', { text }))
    }
    addresses.addSubnet(address, prefix, version === 6 ? 'ipv6' : 'ipv4')
  }
  return { addresses }
}

const HOUR_MS = 3_600_000
const SHORTEST_SESSION_MS = 2000
const LONGEST_SESSION_HOURS = 24 * 365

function readSessionMs(text: string | undefined): number {
  const hours = Number(text || 720)
  if (hours * HOUR_MS >= SHORTEST_SESSION_MS && hours <= LONGEST_SESSION_HOURS) return hours * HOUR_MS
  throw new StartupError(sentence('config.session-hours', { text: text ?? '', most: LONGEST_SESSION_HOURS }))
}

function readOidc(env: Record<string, string | undefined>): OidcSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name } = env
  if (!issuer && !clientId && !clientSecret) return undefined
  if (!issuer || !clientId || !clientSecret) {
    throw new StartupError(sentence('config.oidc-together'))
  }
  const url = URL.parse(issuer)
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new StartupError(sentence('config.oidc-issuer', { issuer }))
  }
  return { issuer, clientId, clientSecret, name: name || url.host }
}

function readSecurityContact(text: string | undefined): string | undefined {
  if (!text) return undefined
  if (/^(mailto:|https:|tel:)\S+$/.test(text)) return text
  throw new StartupError(sentence('config.security-contact', { text }))
}
