/** Everything that the server answers, as one Hono app with nothing started: tests call `app.request`. */
import { readFile } from 'node:fs/promises'
import { type RoomHost, StorageError } from '@coeval/sync'
import { Hono } from 'hono'
import type { Logger } from 'pino'
import type { Chronologies } from './chronologies.ts'
import { type Api, createApi } from './http/api.ts'
import { metricsRoute, type MetricsOptions } from './http/metrics-route.ts'
import { isOwnOrigin, type OriginRules, sameOrigin, securityHeaders } from './http/security.ts'
import { StaticFiles } from './http/static-files.ts'
import { syncSocket, type SyncSocketOptions } from './http/sync-socket.ts'
import { Refusal } from './refusal.ts'

const STORAGE_PATIENCE_MS = 1000

export interface AppDeps {
  chronologies: Chronologies
  host: RoomHost
  /** Rejects where nothing can be read from the storage. */
  checkStorage: () => Promise<void>
  origins: OriginRules
  log: Logger
  /** Where the page was built to. */
  webFolder: string
  isDraining: () => boolean
  sockets: Pick<SyncSocketOptions, 'heartbeat' | 'limits' | 'meter'>
  metrics: MetricsOptions
}

/** For `hono/client` in the web app: `hc<AppType>('/api').chronologies.$get()`. */
export type AppType = Api

export function createApp(deps: AppDeps): Hono {
  const { chronologies, host, checkStorage, origins, log, webFolder, isDraining, sockets, metrics } = deps
  const app = new Hono()
  const files = new StaticFiles(webFolder)

  app.use(securityHeaders)
  app.get('/livez', (c) => c.text('alive'))
  app.get('/readyz', async (c) => {
    const trouble = isDraining() ? 'draining' : (host.trouble ?? (await troubleOf(checkStorage())))
    // Told to end meanwhile.
    if (isDraining()) return c.text('draining', 503)
    return trouble === undefined ? c.text('ready') : c.text(trouble, 503)
  })
  app.get('/metrics', metricsRoute(metrics))
  app.get(
    '/sync/:id',
    async (c, next) => {
      const headers = {
        origin: c.req.header('origin'),
        host: c.req.header('host'),
        fetchSite: c.req.header('sec-fetch-site'),
      }
      // Cookies travel with every upgrade, so this check is all that keeps other sites' pages out (CWE-1385).
      if (!isOwnOrigin(headers, origins)) return c.text('Only pages of this server may connect.', 403)
      return next()
    },
    syncSocket({ host, log, ...sockets, whyClosed: (id) => chronologies.whyClosed(id) }),
  )
  app.use('/api/*', sameOrigin(origins))
  app.use('/api/*', async (c, next) => {
    await next()
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
  })
  app.route('/api', createApi(chronologies, loadSchema))
  app.all('/api/*', () => {
    throw new Refusal(404, 'no-such-address', 'The API has nothing at this address.')
  })
  app.get('*', (c) => files.serve(c))

  app.onError((error, c) => {
    if (error instanceof Refusal) {
      const problems = error.problems.length > 0 ? { problems: error.problems } : {}
      return c.json({ error: { code: error.code, message: error.message, ...problems } }, error.status)
    }
    if (error instanceof StorageError) {
      log.error({ err: error, method: c.req.method, path: c.req.path }, 'a request failed for the storage')
      return c.json({ error: { code: 'storage', message: `${sentenceOf(error)} Try again later.` } }, 503)
    }
    const status = 'status' in error ? Number(error.status) : 500
    if (status === 400) return c.json({ error: { code: 'bad-request', message: 'The body is not JSON.' } }, 400)
    log.error({ err: error, method: c.req.method, path: c.req.path }, 'a request failed')
    return c.json({ error: { code: 'internal', message: 'The server could not do this. Its log says why.' } }, 500)
  })
  return app
}

/** In words, where the storage fails or does not answer in time. */
async function troubleOf(check: Promise<void>): Promise<string | undefined> {
  const { promise: silence, resolve } = Promise.withResolvers<string>()
  const timer = setTimeout(() => resolve('The database does not answer.'), STORAGE_PATIENCE_MS)
  const answer = check.then(
    () => undefined,
    (error: unknown) => sentenceOf(error),
  )
  try {
    return await Promise.race([answer, silence])
  } finally {
    clearTimeout(timer)
  }
}

function sentenceOf(error: unknown): string {
  const sentence = error instanceof StorageError ? error.forPeople : undefined
  return sentence ?? 'The database of the server cannot be used.'
}

async function loadSchema(): Promise<string> {
  return readFile(new URL(import.meta.resolve('@coeval/formats/coeval.schema.json')), 'utf8')
}
