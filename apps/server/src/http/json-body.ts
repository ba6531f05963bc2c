/** Bodies of requests: limited while they arrive, and JSON. What is in them the contract's schemas say. */
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Refusal } from '../refusal.ts'
import { sentence } from '../messages/sentence.ts'

/** Counts what arrives, so a chunked body without a length is stopped as well. */
export function limitTo(maxSize: number): MiddlewareHandler {
  return bodyLimit({
    maxSize,
    onError: () => {
      const kilobytes = maxSize / 1024
      const most = kilobytes < 1024 ? `${kilobytes} kB` : `${kilobytes / 1024} MB`
      throw new Refusal(413, 'too-large', sentence('http.too-large', { most }))
    },
  })
}

/** A form of another site cannot send this type without asking first. */
export function requireJson(c: Context): void {
  if (!/^application\/json(;|$)/i.test(c.req.header('content-type') ?? '')) {
    throw new Refusal(415, 'not-json', sentence('http.not-json'))
  }
}

/** The body as an object; an empty one where there is none. Throws Refusal. */
export async function readJsonObject(c: Context): Promise<Record<string, unknown>> {
  const text = await c.req.text()
  if (text === '') return {}
  requireJson(c)
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new Refusal(400, 'bad-request', sentence('http.bad-json'))
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  throw new Refusal(400, 'bad-request', sentence('http.no-object'))
}
