/** The whole program, put together without a port: data folder, storage, rooms, and what is done with them. */
import { DocumentSummary, readerView } from '@coeval/chronology/ydoc'
import { CLOSE, RoomHost } from '@coeval/sync'
import type { Logger } from 'pino'
import { type AccessServices, openAccessServices } from './access-services.ts'
import { bringInCaj } from './chronologies/caj-seed.ts'
import { Chronologies } from './chronologies/chronologies.ts'
import { ChronologyList } from './chronologies/chronology-list.ts'
import { Exports } from './chronologies/exports.ts'
import { Imports } from './chronologies/imports.ts'
import type { Config } from './config.ts'
import { Costs } from './costs/costs.ts'
import { Quotas } from './costs/quotas.ts'
import { cannotBeUsed, type DataFolder } from './folder/data-folder.ts'
import { meteredStorage } from './metered-storage.ts'
import { ServerMetrics } from './metrics.ts'
import { publicOriginsOf } from './net/public-origins.ts'
import { createLog } from './process/log.ts'
import { systemClock } from './process/system-clock.ts'
import { boundedTo } from './process/time-limit.ts'
import { Transfers } from './transfer/transfers.ts'

/** Time in which everything must be stored and everyone sent away once the program is told to end. */
const CLOSE_DEADLINE_MS = 7000
/** An update that keeps Yjs busy for longer is not one that an editor made. */
const MAX_UPDATE_MS = 2000

export interface Core {
  chronologies: Chronologies
  transfers: Transfers
  services: AccessServices
  host: RoomHost
  folder: DataFolder
  log: Logger
  /** `forRestore`: another database comes, and what open pages hold must not be merged with it. */
  close(options?: { forRestore?: boolean }): Promise<Closed>
}

export interface Closed {
  /** What could not be stored: nothing, as a rule. */
  unsavedRooms: string[]
  /** The database does not answer, and the thread that waits for it would keep `process.exit` waiting as well. */
  hangs: boolean
}

/**
 * Everything but the port: what the command line works with while no server runs. The folder is closed with it, or at
 * once where it cannot be opened. Throws StartupError.
 */
export async function openCore(
  config: Config,
  folder: DataFolder,
  { metrics = new ServerMetrics(), port = config.port }: { metrics?: ServerMetrics; port?: number } = {},
): Promise<Core> {
  try {
    const log = createLog({ level: config.logLevel, ...(config.logTo === 'file' ? { file: folder.logFile } : {}) })
    const rooms = meteredStorage(folder.storage.rooms, metrics)
    const events = {
      info: (message: string, fields: Record<string, unknown>) => log.info(fields, message),
      warn: (message: string, fields: Record<string, unknown>) => log.warn(fields, message),
    }
    const { maxPercentPerPerson: percentPerPerson } = config.limits
    const costs = new Costs({ percentPerPerson, nowMs: () => systemClock.nowMs() })
    const quotas = new Quotas({ storage: folder.storage, limits: config.quotas, nowMs: Date.now })
    const host = new RoomHost({
      storage: rooms,
      clock: systemClock,
      events,
      meter: metrics,
      limits: config.limits,
      bounded: boundedTo(MAX_UPDATE_MS),
      readerView,
      summarise: (doc) => new DocumentSummary(doc),
      spent: costs.spent,
      mayGrow: quotas.mayGrow,
      busyMs: () => {
        const { user, system } = process.threadCpuUsage()
        return (user + system) / 1000
      },
    })
    const { maxTransfers, maxTransferMs, maxTransferMemoryMib } = config.limits
    const transfers = new Transfers({
      storage: folder.storage,
      host,
      limits: {
        ...config.limits,
        atOnce: maxTransfers,
        maxMs: maxTransferMs,
        maxMemoryMib: maxTransferMemoryMib,
      },
      meter: metrics,
    })
    if (await bringInCaj(folder.storage, Date.now())) {
      log.info('added the CAJ chronology')
      // So that the database file alone is worth copying.
      await folder.storage.checkpoint()
    }
    const { storage, secret, machineToken } = folder
    const { sessionMs, oidc } = config
    const services = openAccessServices({
      storage,
      log,
      places: publicOriginsOf(config, port),
      secret,
      machineToken,
      sessionMs,
      oidc,
      costs,
      quotas,
      rooms: host,
    })
    await services.formerCookies?.sinceMs()
    const { changes, nowMs } = services
    const list = await ChronologyList.open({ storage, host })
    const imports = new Imports({ storage, list, transfers, changes, quotas, nowMs })
    const exports = new Exports({ list, transfers, changes, log, nowMs })
    const chronologies = new Chronologies({ storage, host, list, imports, exports, changes, quotas, nowMs })
    return {
      chronologies,
      transfers,
      services,
      host,
      folder,
      log,
      async close({ forRestore = false } = {}) {
        services.live.stop()
        quotas.stop()
        const transfersClosed = transfers.close()
        // Not waited for: a database that does not answer is not to keep the rooms from closing.
        services.audit
          .close()
          .catch((error: unknown) => log.warn({ err: error }, 'the latest counts were not written to the log'))
        const reason = forRestore ? CLOSE.otherGeneration : CLOSE.restarting
        const { unsavedRooms } = await host.close(CLOSE_DEADLINE_MS, reason)
        for (const room of unsavedRooms) log.error({ room }, 'a room has changes that could not be stored')
        await transfersClosed
        const hangs = !(await folder.close())
        if (hangs) log.error('the database is not responding and was not closed')
        return { unsavedRooms, hangs }
      },
    }
  } catch (error) {
    await folder.close()
    throw cannotBeUsed(config.dataFolder, error)
  }
}
