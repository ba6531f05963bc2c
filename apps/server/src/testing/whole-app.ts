/** The app with everything behind it, in a data folder of its own, and no port. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { createApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { openDataFolder } from '../folder/data-folder.ts'
import { ConnectionLimits } from '../net/connection-limits.ts'
import type { Env } from '../http/context.ts'
import { Heartbeat } from '../net/heartbeat.ts'
import { ServerMetrics } from '../metrics.ts'
import { openCore, type Core } from '../program.ts'
import { withCheckedAnswers } from './checked-answers.ts'

export interface WholeApp {
  app: Hono<Env>
  core: Core
  close(): Promise<void>
}

export async function makeWholeApp(): Promise<WholeApp> {
  const folder = mkdtempSync(join(tmpdir(), 'coeval-whole-'))
  const config = readConfig({ PORT: '0', COEVAL_DATA: join(folder, 'data'), LOG: 'error' }, { isTerminal: false })
  const core = await openCore(config, await openDataFolder(config.dataFolder), { port: 8787 })
  const figures = new ServerMetrics()
  const limits = new ConnectionLimits({ maxConnections: 10, maxPerAddress: 10 })
  const { chronologies, transfers, host, services, log } = core
  const app = createApp({
    chronologies,
    transfers,
    host,
    services,
    checkStorage: () => core.folder.storage.check(),
    log,
    webFolder: join(folder, 'web'),
    dataFolder: config.dataFolder,
    trustedProxies: undefined,
    oidcName: undefined,
    securityContact: undefined,
    version: '0',
    isDraining: () => false,
    sockets: { limits, heartbeat: new Heartbeat(), meter: figures },
    metrics: { figures, readers: { behindProxy: false } },
  })
  return {
    app: withCheckedAnswers(app),
    core,
    async close() {
      await core.close()
      rmSync(folder, { recursive: true })
    },
  }
}
