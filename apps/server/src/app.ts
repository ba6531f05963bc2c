/** Everything that the server answers, as one Hono app with nothing started: tests call `app.request`. */
import type { IncomingMessage } from 'node:http'
import { probes, routes } from '@coeval/api'
import { afterAwake, type RoomHost, StorageError } from '@coeval/sync'
import { type Context, Hono } from 'hono'
import type { Logger } from 'pino'
import type { AccessServices } from './access-services.ts'
import type { Chronologies } from './chronologies/chronologies.ts'
import { AuditLog } from './access/audit-log.ts'
import { checkupRoutes } from './instance/checkup-routes.ts'
import { chronologyRoutes } from './chronologies/routes.ts'
import type { TrustedProxies } from './net/client-address.ts'
import type { Env } from './http/context.ts'
import { descriptionRoutes } from './http/description-routes.ts'
import { Guard } from './http/guard.ts'
import { openInstance } from './instance/instance.ts'
import { instanceRoutes } from './instance/routes.ts'
import { machineRoutes } from './accounts/machine-routes.ts'
import { type MetricsOptions, metricsRoute } from './instance/metrics-route.ts'
import { openAccounts } from './accounts/open-accounts.ts'
import { peopleRoutes } from './accounts/people-routes.ts'
import { ownPagesOnly, securityHeaders, toOwnAddress } from './net/security.ts'
import { securityTxt } from './net/security-txt.ts'
import { apiOn } from './http/serve-route.ts'
import { sharingRoutes } from './sharing/routes.ts'
import { openSharing } from './sharing/sharing.ts'
import { isCutOff } from './net/stalled-bodies.ts'
import { StaticFiles } from './net/static-files.ts'
import { syncSocket, type SyncSocketOptions } from './http/sync-socket.ts'
import { noPageByUpgrade, noRoom } from './net/upgrades.ts'
import type { FileHandles } from './process/file-handles.ts'
import { Refusal, sayRefusal } from './refusal.ts'
import { systemClock } from './process/system-clock.ts'
import type { Transfers } from './transfer/transfers.ts'
import { acceptedLanguages, say, type Sentence, sentence } from './messages/sentence.ts'

const STORAGE_PATIENCE_MS = 1000

export interface AppDeps {
  chronologies: Chronologies
  transfers: Transfers
  host: RoomHost
  /** People and what they may do. */
  services: AccessServices
  /** Rejects where nothing can be read from the storage. */
  checkStorage: () => Promise<void>
  log: Logger
  /** Where the page was built to. */
  webFolder: string
  dataFolder: string
  trustedProxies: TrustedProxies
  oidcName: string | undefined
  /** For security.txt: `mailto:` or `https:`. */
  securityContact: string | undefined
  version: string
  isDraining: () => boolean
  /** Where this program can put a backup in the place of its database. */
  restore?: () => Promise<void>
  /** Whether files and sockets can still be opened. */
  handles?: Pick<FileHandles, 'trouble' | 'notice'>
  sockets: Pick<SyncSocketOptions, 'heartbeat' | 'limits' | 'meter'>
  metrics: MetricsOptions
}

export function createApp(deps: AppDeps): Hono<Env> {
  const { chronologies, transfers, host, services, checkStorage, log, isDraining, sockets, handles } = deps
  const {
    access,
    apiKeys,
    audit,
    changes,
    costs,
    links,
    live,
    nowMs,
    oneTimeLinks,
    identities,
    places,
    quotas,
    storage,
  } = services
  const { list } = chronologies
  const named = (id: string) => list.named(id)
  const auditLog = new AuditLog({ audit, changes, named })
  const app = new Hono<Env>()
  const files = new StaticFiles(deps.webFolder)
  const guard = new Guard({ access, audit, identities, storage, trustedProxies: deps.trustedProxies, costs, nowMs })
  const startedAt = new Date(nowMs()).toISOString()
  const knownTrouble = () => host.trouble ?? handles?.trouble
  const storageTrouble = async () => knownTrouble() ?? (await troubleOf(checkStorage()))
  const titleOf = async (id: string) => (await named(id)).title

  app.use(securityHeaders(places))
  app.get(probes.readLivez.path, (c) => c.text('alive'))
  app.get(probes.readReadyz.path, async (c) => {
    const trouble = isDraining() ? 'draining' : await storageTrouble()
    // Told to end meanwhile.
    if (isDraining()) return c.text('draining', 503)
    return trouble === undefined ? c.text('ready') : c.text(say(trouble, languagesOf(c)), 503)
  })
  app.get(probes.readMetrics.path, metricsRoute(deps.metrics))
  app.get(probes.readSecurityTxt.path, securityTxt({ places, contact: deps.securityContact, nowMs }))
  const api = apiOn(app, guard)
  const whyClosed = (id: string) => list.whyClosed(id)
  api.upgrade(routes.openDocument, ...syncSocket({ host, log, ...sockets, services, guard, whyClosed }))
  app.all('/sync/*', noRoom)

  app.use('/api/*', ownPagesOnly(places))
  app.use('/api/*', async (c, next) => {
    await next()
    // An upgraded socket has no headers any more.
    if (c.res.status !== 101 && !c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
  })
  app.use('/api/*', guard.check)
  peopleRoutes(api, openAccounts({ ...services, titleOf, oidcName: deps.oidcName }), places)
  chronologyRoutes(api, { chronologies, transfers, access })
  const sharing = openSharing({ storage, links, changes, quotas, live, named, nowMs })
  sharingRoutes(api, { sharing, auditLog, places })
  const instance = openInstance({
    storage,
    apiKeys,
    oneTimeLinks,
    changes,
    chronologies: list,
    baseUrl: places.baseUrl,
    dataFolder: deps.dataFolder,
    nowMs,
    health: () => {
      const trouble = knownTrouble()
      return {
        version: deps.version,
        startedAt,
        trouble: trouble === undefined ? null : say(trouble),
        connections: sockets.limits.count,
        openChronologies: host.openRoomCount,
      }
    },
  })
  instanceRoutes(api, { instance, auditLog })
  machineRoutes(api, { apiKeys, oneTimeLinks, restore: deps.restore })
  checkupRoutes(api, {
    places,
    trustedProxies: deps.trustedProxies,
    dataFolder: deps.dataFolder,
    limits: sockets.limits,
    storageTrouble,
    nowMs,
  })
  descriptionRoutes(api, { version: deps.version, places })
  app.get('*', noPageByUpgrade)
  app.get('*', toOwnAddress(places), (c) => files.serve(c))

  app.onError((error, c) => {
    const languages = languagesOf(c)
    if (error instanceof Refusal) {
      const { code, offer, retryAfterS } = error
      const { message, problems } = sayRefusal(error, languages)
      if (error.cause !== undefined)
        log.error({ err: error.cause, path: c.req.path }, 'a request failed because of a bug')
      if (retryAfterS !== undefined) c.header('retry-after', String(retryAfterS))
      return c.json(
        { error: { code, message, ...(problems.length > 0 && { problems }), ...(offer && { offer }) } },
        error.status,
      )
    }
    if (handles?.notice(error)) {
      return c.json(
        { error: { code: 'no-handles', message: say(sentence('failures.no-handles-later'), languages) } },
        503,
      )
    }
    if (error instanceof StorageError) {
      log.error({ err: error, method: c.req.method, path: c.req.path }, 'a request failed in the storage')
      const said = sentence('failures.storage', { trouble: say(sentenceOf(error), languages) })
      return c.json({ error: { code: 'storage', message: say(said, languages) } }, 503)
    }
    if (isCutOff((c.env as { incoming?: IncomingMessage } | undefined)?.incoming)) {
      log.debug({ method: c.req.method, path: c.req.path }, 'a request ended before it arrived completely')
      return c.body(null, 408)
    }
    log.error({ err: error, method: c.req.method, path: c.req.path }, 'a request failed')
    return c.json({ error: { code: 'internal', message: say(sentence('failures.internal'), languages) } }, 500)
  })
  return app
}

/** In words, where the storage fails or does not answer in time. */
async function troubleOf(check: Promise<void>): Promise<Sentence | string | undefined> {
  const { promise: silence, resolve } = Promise.withResolvers<Sentence>()
  const stopWaiting = afterAwake(systemClock, STORAGE_PATIENCE_MS, () => resolve(sentence('storage.silent')))
  const answer = check.then(
    () => undefined,
    (error: unknown) => sentenceOf(error),
  )
  try {
    return await Promise.race([answer, silence])
  } finally {
    stopWaiting()
  }
}

function sentenceOf(error: unknown): Sentence | string {
  const said = error instanceof StorageError ? error.forPeople : undefined
  return said ?? sentence('storage.unusable')
}

function languagesOf(c: Context): string[] {
  return acceptedLanguages(c.req.header('accept-language'))
}
