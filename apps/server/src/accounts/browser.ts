import type { Initiator } from '../access/audit.ts'
import type { Principal, SignedIn } from '../access/principal.ts'

/** A browser that asks, as far as verbs need to know it. The routes make one of each request. */
export interface Browser extends Initiator {
  who: Principal
  address: string
  /** For better-auth: its cookies and its name, and the address under our own name. */
  headers: Headers
  /** What it has kept of a sign-in, see known-devices.ts; '' where it has nothing. */
  device: string
  /**
   * It is to keep these, whatever becomes of the rest: a session that began must not be lost to its browser because the log
   * could not be written.
   */
  keep: (kept: { cookies?: readonly string[]; device?: DeviceMark }) => void
  /** Aborts when nobody waits for the answer any more. */
  signal: AbortSignal
}

export interface SignedInBrowser extends Browser {
  who: SignedIn
}

/** What a browser keeps where somebody signed in. */
export interface DeviceMark {
  value: string
  maxAgeS: number
}

/** Who somebody is from now on. The browser has been given what it is to keep for that. */
export interface Entered {
  who: Principal
}
