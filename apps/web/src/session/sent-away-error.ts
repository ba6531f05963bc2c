/** The server sent this device away before it had anything to show. */
export class SentAwayError extends Error {
  readonly code: number
  constructor(code: number, reason: string) {
    super(reason)
    this.name = 'SentAwayError'
    this.code = code
  }
}
