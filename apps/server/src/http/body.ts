/** Bodies of requests: limited while they arrive, JSON, and read by hand into what is expected. */
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Refusal } from '../refusal.ts'

const MAX_REQUEST_BYTES = 64 * 1024

/** Counts what arrives, so a chunked body without a length is stopped as well. */
export function limitTo(maxSize: number): MiddlewareHandler {
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

export const smallBody = limitTo(MAX_REQUEST_BYTES)

/** A form of another site cannot send this type without asking first. */
export function requireJson(c: Context): void {
  if (!/^application\/json(;|$)/i.test(c.req.header('content-type') ?? '')) {
    throw new Refusal(415, 'not-json', 'Send the body as application/json.')
  }
}

/** The body as an object; an empty one where there is none. */
export async function readBody(c: Context): Promise<Record<string, unknown>> {
  const text = await c.req.text()
  if (text === '') return {}
  requireJson(c)
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new Refusal(400, 'bad-request', 'The body is not JSON.')
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  throw new Refusal(400, 'bad-request', 'Send a JSON object.')
}

export function textIn(body: Record<string, unknown>, name: string, { most = 1000 } = {}): string {
  const value = body[name]
  if (typeof value === 'string' && value !== '' && value.length <= most) return value
  throw new Refusal(400, 'bad-request', `Send "${name}" as text of at most ${most} characters.`)
}

export function optionalTextIn(body: Record<string, unknown>, name: string): string | undefined {
  return body[name] === undefined || body[name] === null || body[name] === '' ? undefined : textIn(body, name)
}

export function oneOf<T extends string>(body: Record<string, unknown>, name: string, values: readonly T[]): T {
  const value = values.find((each) => each === body[name])
  if (value !== undefined) return value
  throw new Refusal(400, 'bad-request', `Send "${name}" as one of: ${values.join(', ')}.`)
}

/** A whole number from 1; null for "no limit"; undefined where it is not named. */
export function limitIn(body: Record<string, unknown>, name: string, most: number): number | null | undefined {
  const value = body[name]
  if (value === undefined || value === null) return value
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value
  throw new Refusal(400, 'bad-request', `Send "${name}" as a whole number from 1 to ${most}, or null.`)
}

/** An instant to come, as ms since 1970; null for "never"; undefined where it is not named. */
export function instantIn(body: Record<string, unknown>, name: string): number | null | undefined {
  const value = body[name]
  if (value === undefined || value === null) return value
  const ms = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isFinite(ms)) return ms
  throw new Refusal(400, 'bad-request', `Send "${name}" as an instant such as 2027-02-28T18:00:00Z, or null.`)
}
