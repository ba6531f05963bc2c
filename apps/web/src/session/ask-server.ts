/** Questions to a server that may be away. */
import { CLOSE } from '@coeval/sync'
import { ApiError } from '../api/client.ts'

/** The server may be away just when it has to be asked who I am here. */
const ASK_AGAIN_MS = 2_000
const TOO_MANY_REQUESTS = 429

/** What the server said: an answer, or that I get none. */
export type Answer<T> = { kind: 'answer'; value: T } | { kind: 'refusal'; error: unknown }

/** Asks until the server answers or refuses; null once the caller has given up. */
export async function askUntilAnswered<T>(ask: () => Promise<T>, isWanted: () => boolean): Promise<Answer<T> | null> {
  while (isWanted()) {
    try {
      return { kind: 'answer', value: await ask() }
    } catch (error) {
      if (isRefusal(error)) return { kind: 'refusal', error }
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
    }
  }
  return null
}

/** What the promise gives within that time, else null. */
export function soon<T>(promise: Promise<T>, withinMs: number): Promise<T | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), withinMs)
    const settle = (value: T | null) => {
      clearTimeout(timer)
      resolve(value)
    }
    promise.then(settle, () => settle(null))
  })
}

/** The close code that means the same for a connection as this refusal for a request; null if there is none. */
export function closeCodeOf(error: unknown): number | null {
  if (!(error instanceof ApiError)) return null
  switch (error.status) {
    case 401:
      return CLOSE.noSession.code
    case 403:
      return CLOSE.forbidden.code
    case 404:
      return CLOSE.notFound.code
    default:
      return null
  }
}

function isRefusal(error: unknown): boolean {
  if (!(error instanceof ApiError)) return true
  return error.status >= 400 && error.status < 500 && error.status !== TOO_MANY_REQUESTS
}
