/**
 * Sessions that began with a one-time link: for a while they may set a password without the one that is lost. Kept in
 * memory: after a restart, whoever has not done it asks for another link.
 */
const REPLACE_PASSWORD_MS = 3_600_000

export class PasswordReplacements {
  readonly #nowMs: () => number
  readonly #untilMsBySession = new Map<string, number>()

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  may(session: string): boolean {
    return (this.#untilMsBySession.get(session) ?? 0) > this.#nowMs()
  }

  /** This session began with a one-time link, now. */
  note(session: string): void {
    const nowMs = this.#nowMs()
    for (const [other, untilMs] of this.#untilMsBySession) if (untilMs <= nowMs) this.#untilMsBySession.delete(other)
    this.#untilMsBySession.set(session, nowMs + REPLACE_PASSWORD_MS)
  }

  /** The password is set. */
  forget(session: string): void {
    this.#untilMsBySession.delete(session)
  }
}
