/** The HTTP API, as one typed Hono app: `hono/client` infers requests and answers from `Api`. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { validator } from 'hono/validator'
import type { Chronologies } from '../chronologies.ts'
import { Refusal } from '../refusal.ts'

const MAX_REQUEST_BYTES = 64 * 1024
export const MAX_IMPORT_BYTES = 50 * 1024 * 1024

type CreateRequest = { title: string } | { from: 'caj' }
type ChangeRequest = { title: string } | { trashed: boolean }

export function createApi(chronologies: Chronologies, loadSchema: () => Promise<string>) {
  return new Hono()
    .get('/chronologies', async (c) => c.json({ chronologies: await chronologies.list() }))
    .post('/chronologies', limitTo(MAX_REQUEST_BYTES), validator('json', readCreate), async (c) => {
      const request = c.req.valid('json')
      const info = 'from' in request ? await chronologies.createCaj() : await chronologies.create(request.title)
      return c.json(info, 201)
    })
    .post('/chronologies/import', limitTo(MAX_IMPORT_BYTES), requireJson, async (c) => {
      const text = await c.req.text()
      if (c.req.query('dryRun') === '1') return c.json(await chronologies.check(text))
      const { info, problems } = await chronologies.import(text, c.req.query('title'))
      return c.json({ ...info, problems }, 201)
    })
    .get('/chronologies/:id', async (c) => c.json(await chronologies.get(c.req.param('id'))))
    .patch('/chronologies/:id', limitTo(MAX_REQUEST_BYTES), validator('json', readChange), async (c) => {
      const change = c.req.valid('json')
      const id = c.req.param('id')
      return c.json(
        'title' in change
          ? await chronologies.rename(id, change.title)
          : await chronologies.setTrashed(id, change.trashed),
      )
    })
    .delete('/chronologies/:id', async (c) => {
      await chronologies.remove(c.req.param('id'))
      return c.body(null, 204)
    })
    .get('/chronologies/:id/export', async (c) => {
      const { fileName, mediaType, text } = await chronologies.export(
        c.req.param('id'),
        c.req.query('format') ?? 'json',
      )
      c.header('content-type', `${mediaType}; charset=utf-8`)
      c.header('content-disposition', attachment(fileName))
      c.header('cache-control', 'no-store')
      return c.body(text)
    })
    .get('/schema/coeval-chronology-1.schema.json', async (c) => {
      c.header('content-type', 'application/schema+json')
      return c.body(await loadSchema())
    })
}

export type Api = ReturnType<typeof createApi>

/** Counts what arrives, so a chunked body without a length is stopped as well. */
function limitTo(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: () => {
      const megabytes = maxSize / 1024 / 1024
      throw new Refusal(
        413,
        'too-large',
        `What you sent is larger than the ${megabytes < 1 ? '64 kB' : `${megabytes} MB`} that the server takes.`,
      )
    },
  })
}

/** A form of another site cannot send this type without asking first. */
async function requireJson(
  c: Parameters<Parameters<typeof validator>[1]>[1],
  next: () => Promise<void>,
): Promise<void> {
  if (!/^application\/json(;|$)/i.test(c.req.header('content-type') ?? '')) {
    throw new Refusal(415, 'not-json', 'Send the body as application/json.')
  }
  await next()
}

function readCreate(body: unknown): CreateRequest {
  if (isObject(body)) {
    if (body.from === 'caj') return { from: 'caj' }
    if (typeof body.title === 'string') return { title: body.title }
  }
  throw new Refusal(400, 'bad-request', 'Send { "title": "…" } for an empty chronology, or { "from": "caj" }.')
}

function readChange(body: unknown): ChangeRequest {
  if (isObject(body)) {
    if (typeof body.title === 'string') return { title: body.title }
    if (typeof body.trashed === 'boolean') return { trashed: body.trashed }
  }
  throw new Refusal(400, 'bad-request', 'Send { "title": "…" } to rename, or { "trashed": true } or false.')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** RFC 6266: a plain name for old readers, the real one in UTF-8. */
function attachment(fileName: string): string {
  const plain = fileName.normalize('NFKD').replace(/[^\w.-]+/g, '') || 'chronology.json'
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`
}
