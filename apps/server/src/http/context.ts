/** What is known of a request once the guard has let it through. */
import type { CloseReason } from '@coeval/sync'
import type { Context } from 'hono'
import type { Standing } from '../access/access.ts'
import type { Initiator } from '../access/audit.ts'
import { type Principal, type SignedIn } from '../access/principal.ts'
import type { Admitted } from '../access/recent-admissions.ts'

/** Whether one who opens a socket may come in, or the reason why they may not. */
export type Admission = { reason: CloseReason } | (Admitted & { reason?: undefined })

export interface Env {
  Variables: {
    who: Principal
    /** Cookies under the names that they have now, where the request brought them under former ones. */
    cookie: string | undefined
    /** The client's, as far as it is to be believed. */
    address: string
    /** Of the chronology in the address; set where the rule is about one. */
    standing: Standing
    /** Ids in the address, as the guard has checked them. */
    ids: Readonly<Record<string, string>>
    /** Of one who opens a socket: when they asked, by the clock of timers. */
    arrivedMs: number
    /** Of one who opens a socket. */
    admission: Admission
  }
}

export type Request = Context<Env>

export function initiatorOf(c: Request): Initiator {
  return { who: c.get('who'), address: c.get('address') }
}

/** Rules let only persons come here. */
export function personActing(c: Request): { who: SignedIn; address: string } {
  const who = c.get('who')
  if (who.kind !== 'person') throw new Error('no person asks')
  return { who, address: c.get('address') }
}

export function keepCookies(c: Context, cookies: readonly string[]): void {
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
}
