/**
 * The server's HTTP API, typed and with its error sentences. What it asks and what it checks answers against is loaded beside
 * the page that is shown, not with the first code.
 */
import { t } from '../i18n/index.ts'
import { ApiError } from './api-error.ts'
import type { calls } from './calls.ts'

export type * from '@coeval/api'
export { ApiError } from './api-error.ts'

export type Api = typeof calls

/** Resolves when nothing need be loaded any more to ask the server. Rejects with ApiError. */
export async function loadApi(): Promise<Api> {
  try {
    return (await import('./calls.ts')).calls
  } catch (cause) {
    throw new ApiError(0, 'unreachable', t('app.unreachable'), [], { cause })
  }
}

const callsByName = new Map<keyof Api, unknown>()

/** Everything that the page may ask. Rejects with ApiError alone. Each call keeps its identity, as hooks need it. */
export const api: Api = new Proxy({} as Api, {
  get(_, name: keyof Api) {
    const call = callsByName.get(name) ?? lateCall(name)
    callsByName.set(name, call)
    return call
  },
})

function lateCall(name: keyof Api) {
  return async (...asked: never[]) => {
    const call = (await loadApi())[name] as (...asked: never[]) => unknown
    return call(...asked)
  }
}
