/**
 * A cookie that tells a browser in which somebody has signed in to an account before, so that others at the same address
 * cannot use up its tries (see sign-in-tries.ts). It signs nobody in, and tells nothing to who reads it: a random id, an end,
 * and a keyed hash over these and the e-mail.
 */
import { createHmac } from 'node:crypto'
import { isSameSecret, newToken } from '../access/tokens.ts'

const KEPT_MS = 180 * 24 * 3_600_000

export class KnownDevices {
  readonly #secret: string
  readonly #nowMs: () => number

  constructor({ secret, nowMs }: { secret: string; nowMs: () => number }) {
    this.#secret = secret
    this.#nowMs = nowMs
  }

  /** For a browser that signs in to this account; good for `maxAgeS`. */
  make(email: string): { value: string; maxAgeS: number } {
    const untilMs = this.#nowMs() + KEPT_MS
    const id = newToken()
    return { value: `${id}.${untilMs}.${this.#mac(id, untilMs, email)}`, maxAgeS: KEPT_MS / 1000 }
  }

  /** The id of the browser; undefined where it is not one that signed in to this account. */
  find(value: string, email: string): string | undefined {
    const [id = '', until = '', mac = ''] = value.split('.')
    const untilMs = Number(until)
    if (!(untilMs > this.#nowMs()) || !isSameSecret(mac, this.#mac(id, untilMs, email))) return undefined
    return id
  }

  #mac(id: string, untilMs: number, email: string): string {
    return createHmac('sha256', this.#secret)
      .update(`known device\n${id}\n${untilMs}\n${email.trim().toLowerCase()}`)
      .digest('base64url')
  }
}
