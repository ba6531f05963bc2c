/** Asks the server by a route of the contract, and checks what it answers. */
import { addressWith, type AskedOf, readAnswer, type ReplyOf, type Route } from '@coeval/api'
import { t } from '../i18n/index.ts'
import { ApiError } from './api-error.ts'
import { notUnderstood } from './not-understood.ts'

/** Rejects with ApiError alone. */
export async function ask<R extends Route>(route: R, { params, query, body }: AskedOf<R>): Promise<ReplyOf<R>> {
  const sends = route.method === 'POST' || route.method === 'PATCH'
  const asked = fetch(addressWith(route, params, query), {
    method: route.method,
    ...(sends && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) }),
  })
  // What browsers say here ("Failed to fetch") tells nobody what to do.
  const response = await asked.catch((cause: unknown) => {
    throw new ApiError(0, 'unreachable', t('app.unreachable'), [], { cause })
  })
  const answered: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined)
  return replyOf(route, response, answered)
}

/** `answered`: parsed JSON. Throws ApiError: a refusal in the server's words, or that it was not understood. */
export function replyOf<R extends Route>(
  route: R,
  { status, statusText }: { status: number; statusText: string },
  answered: unknown,
): ReplyOf<R> {
  const read = readAnswer(route, status, answered)
  if ('reply' in read) return read.reply
  if ('failure' in read) throw new ApiError(status, read.failure.code, read.failure.message, read.failure.problems)
  // Not from our server, but from what stands before it.
  if (status >= 400) throw new ApiError(status, 'unknown', `${status} ${statusText}`)
  throw notUnderstood(status, `${route.method} ${route.path}: ${read.trouble}`)
}
