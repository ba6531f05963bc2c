import { personOf } from '../access/principal.ts'
import { limitedAddress } from '../net/client-address.ts'
import { Refusal } from '../refusal.ts'
import type { Asker } from '../transfer/transfers.ts'
import type { Request } from './context.ts'
import { sentence } from '../messages/sentence.ts'

/** Who waits in the queue for it, and until when. */
export function askerOf(c: Request): Asker {
  const who = c.get('who')
  const key = personOf(who)?.id ?? (who.kind === 'nobody' ? limitedAddress(c.get('address')) : who.kind)
  // The adapter's own reason is a text, which nobody could catch as an error.
  const gone = new AbortController()
  const leave = () => gone.abort(new Refusal(400, 'cancelled', sentence('http.cancelled')))
  const { signal } = c.req.raw
  if (signal.aborted) leave()
  else signal.addEventListener('abort', leave, { once: true })
  return { key, signal: gone.signal }
}
