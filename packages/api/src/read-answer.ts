/** What a server answered, checked: it may be another version, a proxy, or a page that somebody must sign in to. */
import * as v from 'valibot'
import { ApiFailure } from './failure.ts'
import type { ReplyOf, Route } from './route.ts'

export type ReadAnswer<R extends Route> =
  | { reply: ReplyOf<R> }
  /** A refusal, in the words of the server. */
  | { failure: ApiFailure['error'] }
  /** Neither: why, for people who look for the cause. */
  | { trouble: string }

/** `body`: parsed JSON; undefined where there was none. Fields that are not known are left out. Throws nothing. */
export function readAnswer<R extends Route>(route: R, status: number, body: unknown): ReadAnswer<R> {
  if (status >= 400) {
    const { success, output } = v.safeParse(ApiFailure, body)
    return success ? { failure: output.error } : { trouble: `${status} without a reason` }
  }
  const answer = route.answers[status]
  if (!answer) return { trouble: `the status ${status} is not expected` }
  if (answer.kind === 'nothing') return { reply: { status, body: null } as ReplyOf<R> }
  if (answer.kind !== 'schema') return { trouble: 'this is no JSON' }
  const { success, output, issues } = v.safeParse(answer, body)
  if (success) return { reply: { status, body: output } as ReplyOf<R> }
  return { trouble: issues.map((issue) => `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`).join('; ') }
}
