/** One app for a file of tests, with a page that was built, asked as the command line on this machine asks. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { createApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { openDataFolder } from '../folder/data-folder.ts'
import { ConnectionLimits } from '../net/connection-limits.ts'
import { Heartbeat } from '../net/heartbeat.ts'
import type { Env } from '../http/context.ts'
import type { PublicOrigins } from '../net/public-origins.ts'
import { ServerMetrics } from '../metrics.ts'
import { openCore, type Core } from '../program.ts'
import { withCheckedAnswers } from './checked-answers.ts'

const HOST = '127.0.0.1:8787'

/** The other end of the connection, as the adapter of a real server tells it. */
export const FROM_HERE = {
  incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 50_000, remoteFamily: 'IPv4' } },
}

/** As the command line on this machine. */
export let LOCAL: Record<string, string>
export let folder: string
export let core: Core
export let app: Hono<Env>
let isDraining: boolean

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'coeval-app-'))
  mkdirSync(join(folder, 'web/assets'), { recursive: true })
  writeFileSync(join(folder, 'web/index.html'), '<!doctype html><title>Coeval</title>')
  writeFileSync(join(folder, 'web/assets/main-abc.js'), 'export const text = "x"\n'.repeat(500))
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  const config = readConfig({ PORT: '0', COEVAL_DATA: join(folder, 'data'), LOG: 'error' }, { isTerminal: false })
  core = await openCore(config, await openDataFolder(config.dataFolder), { port: 8787 })
  LOCAL = { host: HOST, authorization: `Bearer ${core.folder.machineToken}` }
})

afterAll(async () => {
  await core.close()
  rmSync(folder, { recursive: true })
})

beforeEach(() => {
  isDraining = false
  app = makeApp()
})

/** What answers from here on, to the end of the test. */
export function serve(other: Hono<Env>): void {
  app = other
}

/** Whether the server is about to end. */
export function drain(isBeingDrained: boolean): void {
  isDraining = isBeingDrained
}

export function makeApp(places?: PublicOrigins, webFolder = join(folder, 'web')): Hono<Env> {
  const { chronologies, transfers, host, services, folder: data, log } = core
  const checkStorage = () => data.storage.check()
  const limits = new ConnectionLimits({ maxConnections: 10, maxPerAddress: 10 })
  const figures = new ServerMetrics()
  const made = createApp({
    chronologies,
    transfers,
    host,
    services: places ? { ...services, places } : services,
    checkStorage,
    log,
    webFolder,
    dataFolder: folder,
    trustedProxies: undefined,
    oidcName: undefined,
    securityContact: undefined,
    version: '0',
    isDraining: () => isDraining,
    sockets: { limits, heartbeat: new Heartbeat(), meter: figures },
    metrics: { figures, readers: { behindProxy: false } },
  })
  return withCheckedAnswers(made)
}

export function ask(path: string, init: RequestInit): Promise<Response> {
  return Promise.resolve(app.request(path, init, FROM_HERE))
}

export async function get(path: string): Promise<Response> {
  return ask(path, { headers: LOCAL })
}

export async function send(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return ask(path, {
    method,
    headers: { ...LOCAL, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

export async function importFile(text: string, query = '', headers: Record<string, string> = {}): Promise<Response> {
  return ask(`/api/chronologies/import${query}`, {
    method: 'POST',
    headers: { ...LOCAL, 'content-type': 'application/json', ...headers },
    body: text,
  })
}

export async function expectError(response: Response, status: number, message: RegExp): Promise<void> {
  expect(response.status).toBe(status)
  const { error } = (await response.json()) as { error: { code: string; message: string } }
  expect(error.message).toMatch(message)
  expect(error.code).toMatch(/^[a-z-]+$/)
}
