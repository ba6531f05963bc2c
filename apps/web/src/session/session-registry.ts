/** Open sessions by chronology, counted: StrictMode's double mount and two components share one session. */
import { CLOSE } from '@coeval/sync'
import { api } from '../api.ts'
import { ChronologySession, SentAwayError } from './chronology-session.ts'
import { forgetGeneration, knownGeneration, rememberGeneration } from './local-copy.ts'

/** A session closes this long after its last user, so that a remount finds it open. */
const LINGER_MS = 1_000

interface Held {
  session: Promise<ChronologySession>
  users: number
  closing?: ReturnType<typeof setTimeout>
}

const held = new Map<string, Held>()

/** The session of a chronology, opened if need be. Every call needs one `releaseSession`. */
export function acquireSession(id: string): Promise<ChronologySession> {
  const existing = held.get(id)
  if (existing) {
    existing.users++
    clearTimeout(existing.closing)
    return existing.session
  }
  const session = openSession(id)
  held.set(id, { session, users: 1 })
  session.catch(() => held.delete(id))
  return session
}

/** Whoever goes to another page of the app leaves his changes with the session: it goes on until they are saved. */
export function releaseSession(id: string): void {
  const entry = held.get(id)
  if (!entry || --entry.users > 0) return
  entry.closing = setTimeout(() => {
    entry.session.then(
      (session) => whenSaved(session, () => closeUnused(id, entry, session)),
      () => undefined, // It never opened; whoever asked was told.
    )
  }, LINGER_MS)
}

function closeUnused(id: string, entry: Held, session: ChronologySession): void {
  if (entry.users > 0 || held.get(id) !== entry) return
  held.delete(id)
  session.close()
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

/**
 * Opens with the generation known on this device, else the server's. The server refuses a generation that it has
 * replaced, so an old one never merges.
 */
async function openSession(id: string): Promise<ChronologySession> {
  const generation = knownGeneration(id) ?? (await api.chronology(id)).generation
  rememberGeneration(id, generation)
  const session = await ChronologySession.open(id, generation)
  session.ready.catch((error: unknown) => {
    // Nothing came to be shown or kept: whoever asks again begins anew, with the server's own generation.
    if (error instanceof SentAwayError && error.code === CLOSE.otherGeneration.code) forgetGeneration(id)
    held.delete(id)
    session.close()
  })
  return session
}
