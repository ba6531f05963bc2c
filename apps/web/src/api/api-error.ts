import type { Problem } from '@coeval/chronology'

/** The server's refusal, in a sentence for the person who asked. Status 0: it could not be reached. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly problems: Problem[]

  constructor(status: number, code: string, message: string, problems: Problem[] = [], options?: ErrorOptions) {
    super(message, options)
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.problems = problems
  }
}
