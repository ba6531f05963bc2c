/** Open chronologies by id, counted: StrictMode's double mount and two components share one. */
import { api } from '../api/client.ts'
import { currentMe, loadMe, subscribe as subscribeMe } from '../person/me-store.ts'
import type { ChronologySession } from './chronology-session.ts'
import { OpenChronology } from './open-chronology.ts'
import { takeWhatWasTyped } from './unsent-drafts.ts'

/** A chronology closes this long after its last user, so that a remount finds it open. */
const LINGER_MS = 1_000

interface Held {
  chronology: OpenChronology
  users: number
  closing?: ReturnType<typeof setTimeout>
}

const held = new Map<string, Held>()

/** The chronology, opened if need be. Every call needs one `releaseChronology`. */
export function acquireChronology(id: string): OpenChronology {
  const existing = held.get(id)
  if (existing) {
    existing.users++
    clearTimeout(existing.closing)
    return existing.chronology
  }
  const chronology = new OpenChronology(id, {
    info: api.chronology,
    me: loadMe,
    followMe: (listener) => subscribeMe(() => listener(currentMe())),
    beforeReplacing: () => takeWhatWasTyped(document),
  })
  held.set(id, { chronology, users: 1 })
  return chronology
}

/** People who go to another page of the app leave their changes with the session, which goes on until they are saved. */
export function releaseChronology(id: string): void {
  const entry = held.get(id)
  if (!entry || --entry.users > 0) return
  entry.closing = setTimeout(() => {
    const { session } = entry.chronology
    if (session) whenSaved(session, () => closeUnused(id, entry))
    else closeUnused(id, entry)
  }, LINGER_MS)
}

function closeUnused(id: string, entry: Held): void {
  if (entry.users > 0 || held.get(id) !== entry) return
  held.delete(id)
  entry.chronology.close()
}

/** Calls back once nothing is unsaved, or nothing more can be saved. */
function whenSaved({ saving }: ChronologySession, callback: () => void): void {
  const isOver = () => saving.unsaved === 0 || saving.state().kind === 'closed' || saving.state().kind === 'reading'
  if (isOver()) return callback()
  const stop = saving.subscribe(() => {
    if (!isOver()) return
    stop()
    callback()
  })
}
