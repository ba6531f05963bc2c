import type { Problem } from '@coeval/chronology'

/** A request that cannot be done, with a sentence for the person who asked. `status` is HTTP's. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 503
  readonly code: string
  readonly problems: Problem[]
  /** For 429: when trying again makes sense. */
  readonly retryAfterS: number | undefined

  constructor(
    status: Refusal['status'],
    code: string,
    message: string,
    { problems = [], retryAfterS }: { problems?: Problem[]; retryAfterS?: number } = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.problems = problems
    this.retryAfterS = retryAfterS
  }
}
