/** The program with its port: what listens, answers, and closes in order. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import { createApp } from './app.ts'
import { bringListUpToDate } from './chronologies/bring-list-up-to-date.ts'
import type { Config } from './config.ts'
import type { DataFolder } from './folder/data-folder.ts'
import type { Env } from './http/context.ts'
import { createSocketServer } from './http/sync-socket.ts'
import { ServerMetrics } from './metrics.ts'
import { ConnectionLimits } from './net/connection-limits.ts'
import { Heartbeat } from './net/heartbeat.ts'
import { addressable } from './net/public-origins.ts'
import { REQUEST_TIMEOUTS, StalledBodies } from './net/stalled-bodies.ts'
import { answeringRefusedUpgrades, isForWebSocket } from './net/upgrades.ts'
import { FileHandles } from './process/file-handles.ts'
import { mostConnections } from './process/handles-limit.ts'
import type { UncaughtOrigin } from './process/last-defence.ts'
import { StartupError } from './process/startup-error.ts'
import { systemClock } from './process/system-clock.ts'
import { readVersion } from './process/version.ts'
import { type Sentence, sentence } from './messages/sentence.ts'
import { type Closed, type Core, openCore } from './program.ts'

const TIDY_UP_AFTER_MS = 1000
/** Then requests that are still being answered are cut off. */
const SERVER_CLOSE_PATIENCE_MS = 1000

export interface Running {
  /** To open in a browser: the public address, or `http://127.0.0.1:8787/`. */
  address: string
  /** Where it listens, if that is another address. */
  local: string | undefined
  /** While nobody owns the instance. */
  ownerLink: string | undefined
  /** Where else it can be reached: it listens for all, and no public address is configured. */
  elsewhere: readonly string[]
  /** Where it listens: another than the configured one, where that is 0. */
  port: number
  /** To be told of what nobody caught. */
  uncaught(error: unknown, origin: UncaughtOrigin, room: string | undefined): void
  close(options?: { forRestore?: boolean }): Promise<Closed>
}

/**
 * Listens. The folder is closed with it, or at once where it cannot start. `restore` ends this server and starts another
 * on an unpacked backup; it resolves when that is sure to happen. Throws StartupError.
 */
export async function startServer(
  config: Config,
  folder: DataFolder,
  { restore }: { restore?: () => Promise<void> } = {},
): Promise<Running> {
  const metrics = new ServerMetrics()
  const sockets = createSocketServer(config.limits)
  // The address must be known before there is anybody to answer to: it is in every link, and no other Origin is taken.
  const app = Promise.withResolvers<Hono<Env>>()
  const fetch = answeringRefusedUpgrades(async (request, env) => (await app.promise).fetch(request, env as object))
  const server = createAdaptorServer({
    fetch,
    websocket: { server: sockets },
    serverOptions: { shouldUpgradeCallback: isForWebSocket, ...REQUEST_TIMEOUTS },
  }) as Server
  new StalledBodies(() => systemClock.nowMs()).watch(server)
  // Before it listens: those who come at once are not to take what the start needs.
  const most = mostConnections()
  if (most !== undefined) server.maxConnections = most
  try {
    await listen(server, config)
  } catch (error) {
    await folder.close()
    throw error
  }
  const { port } = server.address() as AddressInfo
  let core: Core
  try {
    core = await openCore(config, folder, { metrics, port })
  } catch (error) {
    server.close()
    throw error
  }
  const { host, chronologies, transfers, log, services } = core
  folder.storage.whenItFails = (error) => {
    metrics.uncaught('storage-thread')
    log.error({ err: error }, 'the storage thread failed and is replaced')
  }
  let isDraining = false
  const heartbeat = new Heartbeat()
  const { maxConnections, maxConnectionsPerAddress: maxPerAddress } = config.limits
  const limits = new ConnectionLimits({ maxConnections, maxPerAddress })
  metrics.watch({ host, connections: limits, transfers })
  const handles = new FileHandles({ log, nowMs: Date.now })
  handles.start(server)
  app.resolve(
    createApp({
      chronologies,
      transfers,
      host,
      services,
      checkStorage: () => folder.storage.check(),
      log,
      webFolder: config.webFolder,
      dataFolder: config.dataFolder,
      trustedProxies: config.trustedProxies,
      oidcName: config.oidc?.name,
      securityContact: config.securityContact,
      version: readVersion(),
      isDraining: () => isDraining,
      restore,
      handles,
      sockets: { heartbeat, limits, meter: metrics },
      metrics: {
        figures: metrics,
        readers: {
          token: config.metricsToken,
          behindProxy: config.baseUrl !== undefined || config.trustedProxies !== undefined,
        },
      },
    }),
  )
  const local = `http://${addressable(config.host)}:${port}/`
  const address = `${services.places.baseUrl}/`
  folder.announce(local)
  log.info({ address: local, baseUrl: services.places.baseUrl, data: config.dataFolder }, 'listening')
  // Its loading takes half a second of this thread: not before the first who waits for the start.
  const tidying = setTimeout(() => {
    tidyUp(core).catch((error: unknown) => log.error({ err: error }, 'expired data was not removed'))
  }, TIDY_UP_AFTER_MS).unref()
  return {
    address,
    local: config.baseUrl === undefined || local === address ? undefined : local,
    elsewhere: services.places.origins.filter((origin) => origin !== services.places.baseUrl),
    ownerLink: (await services.storage.people.hasOwner())
      ? undefined
      : (await services.oneTimeLinks.makeForOwner()).url,
    port,
    uncaught(error, origin, room) {
      metrics.uncaught(origin)
      log.error({ err: error, origin, room }, 'uncaught error')
      if (room !== undefined) host.giveUp(room, error)
    },
    async close(options) {
      isDraining = true
      handles.stop()
      clearTimeout(tidying)
      heartbeat.stop()
      log.info('closing')
      const result = await core.close(options)
      const serverClosed = new Promise((resolve) => server.close(resolve))
      server.closeIdleConnections()
      const cutOff = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate()
        server.closeAllConnections()
      }, SERVER_CLOSE_PATIENCE_MS)
      await serverClosed
      clearTimeout(cutOff)
      return result
    },
  }
}

/** What has run out goes; nobody waits for it. better-auth is loaded meanwhile, before the first who signs in. */
async function tidyUp({ services, folder, log }: Core): Promise<void> {
  try {
    await bringListUpToDate(folder.storage, Date.now())
    await services.auth()
    await services.guests.prune()
    await services.knownAddresses.prune()
    await services.audit.prune()
    await services.quotas.watch()
  } catch (error) {
    log.warn({ err: error }, 'expired data was not removed')
  }
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new StartupError(listenProblem(cause, host, port), { cause })),
    )
    server.listen(port, host, resolve)
  })
}

function listenProblem({ code, message }: NodeJS.ErrnoException, host: string, port: number): Sentence {
  switch (code) {
    case 'EADDRINUSE':
      return sentence('startServer.port-taken', { port })
    case 'EACCES':
      return sentence('startServer.not-your-port', { port })
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return sentence('startServer.no-such-host', { host })
    default:
      return sentence('startServer.cannot-listen', { host, port, reason: message })
  }
}
