/**
 * How a handler comes to its address: with a route of the contract, so that none is without a rule. What it is given has
 * been checked, and what it answers with is what the contract says.
 */
import {
  type BodyOf,
  type IsRaw,
  MAX_BODY_BYTES,
  type ParamsOf,
  type QueryOf,
  type ReplyOf,
  type Route,
} from '@coeval/api'
import { readInput } from '@coeval/api/server'
import type { Hono, MiddlewareHandler } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Refusal } from '../refusal.ts'
import type { Env, Request } from './context.ts'
import type { Guard } from './guard.ts'
import { limitTo, readJsonObject } from './json-body.ts'

export interface Input<R extends Route> {
  /** Ids in the address. */
  params: ParamsOf<R>
  query: QueryOf<R>
  body: BodyOf<R>
}

type Handled<R extends Route> = ReplyOf<R> | (IsRaw<R> extends true ? Response : never)
export type Handler<R extends Route> = (c: Request, input: Input<R>) => Handled<R> | Promise<Handled<R>>

export interface Api {
  /** Throws Refusal, before the handler is called, for what does not fit the schemas of the route. */
  answer<R extends Route>(route: R, handler: Handler<R>): void
  /** For a websocket: what decides about the upgrade, and the socket. */
  upgrade(route: Route, ...handlers: MiddlewareHandler[]): void
}

const smallBody = limitTo(MAX_BODY_BYTES)
const passOn: MiddlewareHandler = (_c, next) => next()

export function apiOn(app: Hono<Env>, guard: Guard): Api {
  return {
    answer(route, handler) {
      app.on(route.method, route.path, takesJson(route) ? smallBody : passOn, async (c) => {
        const query = route.query && checked(route.query, c.req.query(), 'query')
        const body = await bodyOf(route, c, guard)
        const input = { params: c.get('ids'), query: query ?? {}, body } as Input<typeof route>
        const handled = await handler(c, input)
        if (handled instanceof Response) return handled
        const { status, body: answer } = handled as { status: ContentfulStatusCode; body: object | null }
        return answer === null ? c.body(null, status) : c.json(answer, status)
      })
    },
    upgrade(route, ...handlers) {
      app.on(route.method, [route.path], ...handlers)
    },
  }
}

/** An answer with a status that its route has. */
export function reply<const S extends number, B>(status: S, body: B): { status: S; body: B } {
  return { status, body }
}

export const DONE = { status: 204, body: null } as const

function takesJson({ method, body }: Route): boolean {
  return body ? body.kind === 'schema' : method === 'POST' || method === 'PATCH'
}

async function bodyOf({ body: schema, parts = [] }: Route, c: Request, guard: Guard): Promise<unknown> {
  if (schema?.kind !== 'schema') return undefined
  const body = await readJsonObject(c)
  // Before it is checked: whoever may not ask is not told what would be right.
  for (const part of parts) if (part.isAskedBy(body)) guard.require(part.rule, c)
  return checked(schema, body, 'body')
}

/** Throws Refusal. */
export function checked<S extends NonNullable<Route['query']>>(schema: S, input: unknown, where: 'body' | 'query') {
  const { complaint, value } = readInput(schema, input, where)
  if (complaint) throw new Refusal(400, complaint.code, complaint.message)
  return value
}
