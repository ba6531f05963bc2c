import type { Problem } from '@coeval/chronology'

/** A request that cannot be done, with a sentence for the person who asked. `status` is HTTP's. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly status: 400 | 403 | 404 | 409 | 413 | 415 | 422 | 503
  readonly code: string
  readonly problems: Problem[]

  constructor(status: Refusal['status'], code: string, message: string, problems: Problem[] = []) {
    super(message)
    this.status = status
    this.code = code
    this.problems = problems
  }
}
