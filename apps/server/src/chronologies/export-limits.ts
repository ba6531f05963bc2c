/** What nobody in particular may export, by address. Whoever is signed in is not limited here. */
import type { Initiator } from '../access/audit.ts'
import { FailureLimits } from '../access/failure-limits.ts'
import { tooManyTries } from '../access/refusals.ts'
import { limitedAddress } from '../net/client-address.ts'

/** Exports that are logged: else anybody could fill the disk with the log. */
const LOGGED = { most: 20, everyMs: 60_000 }
/** Exports that have to be made. What was made already costs nothing. */
const MADE = { most: 20, everyMs: 3000 }

export class ExportLimits {
  readonly #logged: FailureLimits
  readonly #made: FailureLimits

  constructor(nowMs: () => number) {
    this.#logged = new FailureLimits(LOGGED, nowMs)
    this.#made = new FailureLimits(MADE, nowMs)
  }

  /** Before a file is made. Throws Refusal. */
  takeMaking({ who, address }: Initiator): void {
    const waitMs = who.kind === 'nobody' ? this.#made.take(limitedAddress(address ?? '')) : 0
    if (waitMs > 0) throw tooManyTries('tries.exports', waitMs)
  }

  takeLogging({ who, address }: Initiator): boolean {
    return who.kind !== 'nobody' || this.#logged.take(limitedAddress(address ?? '')) === 0
  }
}
