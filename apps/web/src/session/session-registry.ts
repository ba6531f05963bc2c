/** Open sessions by chronology, counted: StrictMode's double mount and two components share one session. */
import { api } from '../api.ts'
import { ChronologySession } from './chronology-session.ts'

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

export function releaseSession(id: string): void {
  const entry = held.get(id)
  if (!entry || --entry.users > 0) return
  entry.closing = setTimeout(() => {
    held.delete(id)
    entry.session.then(
      (session) => session.close(),
      () => undefined, // It never opened; whoever asked was told.
    )
  }, LINGER_MS)
}

/**
 * Opens with the generation known on this device, else the server's. The server refuses a generation that it has
 * replaced, so an old one never merges.
 */
async function openSession(id: string): Promise<ChronologySession> {
  const generation = knownGeneration(id) ?? (await api.chronology(id)).generation
  rememberGeneration(id, generation)
  return ChronologySession.open(id, generation)
}

function knownGeneration(id: string): string | null {
  try {
    return localStorage.getItem(generationKey(id))
  } catch {
    return null // Storage is blocked: ask the server each time.
  }
}

function rememberGeneration(id: string, generation: string): void {
  try {
    localStorage.setItem(generationKey(id), generation)
  } catch {
    // Storage is blocked: ask the server each time.
  }
}

/** The next opening takes the server's generation; the local copy of the old one stays on this device. */
export function forgetGeneration(id: string): void {
  try {
    localStorage.removeItem(generationKey(id))
  } catch {
    // Storage is blocked: nothing was remembered.
  }
}

function generationKey(id: string): string {
  return `coeval-generation:${id}`
}
