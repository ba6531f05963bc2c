/**
 * Whether somebody may open a chronology's socket, decided before the upgrade is answered: nothing is read from one who may
 * not be here. Whoever may not is let through to the open socket all the same, and told there with a close code: a
 * y-websocket client would try again for ever after an HTTP refusal.
 */
import { afterAwake, CLOSE, type CloseReason, StorageError } from '@coeval/sync'
import type { MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import type { AccessServices } from '../access-services.ts'
import { Refusal } from '../refusal.ts'
import { systemClock } from '../process/system-clock.ts'
import type { Admission, Env, Request } from './context.ts'
import { type Guard, isNobody } from './guard.ts'

export interface AdmissionOptions {
  services: AccessServices
  guard: Guard
  log: Logger
  /** Why a chronology cannot be opened, if it cannot. */
  whyClosed: (id: string) => CloseReason | undefined
}

/** Less than a page waits for a connection. */
const PATIENCE_MS = 3000

export function admit({ services, guard, whyClosed, log }: AdmissionOptions): MiddlewareHandler<Env> {
  const { access, live, recent } = services
  return async (c, next) => {
    const id = c.req.param('id') ?? ''
    c.set('address', guard.addressOf(c))
    c.set('admission', await admissionTo(c, id))
    await next()
  }

  async function admissionTo(c: Request, id: string): Promise<Admission> {
    const credentials = c.req.header('authorization') ?? c.req.header('cookie') ?? ''
    try {
      const admission = await inTime(decide(c, id))
      if (!admission.reason) recent.remember(credentials, admission)
      return admission
    } catch (error) {
      const admitted = error instanceof StorageError && recent.find(credentials, id, live.changes)
      if (admitted) return admitted
      log.error({ err: error, room: id }, 'who connects could not be found out')
      return { reason: CLOSE.notLoaded }
    }
  }

  async function decide(c: Request, id: string): Promise<Admission> {
    const { changes } = live
    const who = await guard.identify(c).catch((error: unknown) => {
      if (error instanceof Refusal) return undefined
      throw error
    })
    if (!who) return { reason: CLOSE.noSession }
    const standing = await access.standingOf(who, id)
    // Whoever is nobody is not told what there is.
    if (!standing?.role && isNobody(who)) return { reason: CLOSE.noSession }
    if (!standing) return { reason: CLOSE.notFound }
    const { role } = standing
    if (!role) return { reason: CLOSE.forbidden }
    const reason = whyClosed(id)
    return reason ? { reason } : { who, standing, role, changes }
  }
}

/** A disk that hangs does not answer at all. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise: silence, reject } = Promise.withResolvers<T>()
  const stopWaiting = afterAwake(systemClock, PATIENCE_MS, () =>
    reject(new StorageError('the database does not answer')),
  )
  try {
    return await Promise.race([work, silence])
  } finally {
    stopWaiting()
  }
}
