/** Whether what a real server answered is what the contract says: for tests. */
import * as v from 'valibot'
import { lineOf, routes } from '../contract.ts'
import { ApiFailure } from '../failure.ts'
import { isRefusedBy } from '../openapi/refusals.ts'
import type { Route } from '../route.ts'

const MATCHERS = Object.values<Route>(routes).map((route) => ({
  route,
  // As written in the path; a fixed path is before one with an id in the contract.
  pattern: new RegExp(`^${route.path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`),
}))

export interface SeenAnswer {
  method: string
  /** Path of the request, without its query. */
  path: string
  status: number
  /** Parsed JSON; undefined where there was none. */
  body: unknown
}

/** In words, where an answer is not described; also a field that no schema has. Undefined: all is well. */
export function answerTrouble({ method, path, status, body }: SeenAnswer): string | undefined {
  const route = MATCHERS.find((each) => each.route.method === method && each.pattern.test(path))?.route
  // Outside the contract everything is 404.
  if (!route) return status === 404 || status === 403 ? undefined : `${method} ${path}: ${status}, and no such route`
  const trouble = status >= 400 ? failureTrouble(route, status, body) : bodyTrouble(route, status, body)
  return trouble === undefined ? undefined : `${lineOf(route)}, ${status}: ${trouble}`
}

function failureTrouble(route: Route, status: number, body: unknown): string | undefined {
  const { success, output } = v.safeParse(ApiFailure, body)
  // A connection that was cut off has no sentence.
  if (!success) return status === 408 ? undefined : `no reason in ${JSON.stringify(body)}`
  const codes = isRefusedBy(route).get(status)
  if (!codes?.includes(output.error.code)) return `the code ${output.error.code} is not described`
  return difference(output, body)
}

function bodyTrouble(route: Route, status: number, body: unknown): string | undefined {
  const answer = route.answers[status]
  if (!answer) return 'this status is not described'
  if (answer.kind === 'nothing') return body === undefined ? undefined : 'a body where none should be'
  if (answer.kind !== 'schema') return undefined
  const { success, output, issues } = v.safeParse(answer, body)
  if (!success) return issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`).join('; ')
  return difference(output, body)
}

/** The place of the first thing that is in the answer and not in its schema. */
function difference(known: unknown, answered: unknown, place = ''): string | undefined {
  if (Object.is(known, answered)) return undefined
  if (typeof known !== 'object' || typeof answered !== 'object' || known === null || answered === null) {
    return `${place} is not described`
  }
  for (const [key, value] of Object.entries(answered)) {
    const found = difference((known as Record<string, unknown>)[key], value, `${place}/${key}`)
    if (found !== undefined) return found
  }
  return undefined
}
