/**
 * What somebody does that others must hear of: it is stored, the connections that it concerns are told, and the log has it,
 * in this order and in one go. A verb of the domain (`sharing.revokeLink`, `accounts.signOut` …) describes its change as a
 * value; that value has all three parts, so that none can be forgotten.
 */
import type { AuditAction } from '@coeval/api'
import type { CloseReason } from '@coeval/sync'
import type { Audit, AuditDetails, Initiator } from './audit.ts'
import type { LiveConnections } from './live-connections.ts'

/** Connections that must be looked at again, or closed. */
export type Told =
  /** Everybody in it: a role, a link or the visibility changed. */
  | { chronology: string }
  /** All connections of a person: what they may do changed somewhere. */
  | { person: string }
  /** They are another person now, or go on under another token: they come back as that. */
  | { replaced: string }
  | { renamed: { id: string; name: string; colour: number } }
  | { sessions: readonly string[] }
  | { keys: readonly string[] }
  /** Everybody who has it open is sent away, whatever they may do there. */
  | { sentAway: string; reason: CloseReason }

export interface LogEntry extends AuditDetails {
  action: AuditAction
  /** Who did it, where the log is to name somebody else than the initiator: people who removed themselves have no name. */
  by?: { id: string; name: string }
}

export interface Change<Stored> {
  /** Writes it to the storage. Where it throws, nobody is told and nothing is logged. */
  store: () => Promise<Stored>
  /** Whom it concerns; [] where no open connection rests on it. */
  tells: (stored: Stored) => readonly Told[]
  /** What the log says; [] where it is not logged, and why not is said beside it. */
  logs: (stored: Stored) => readonly LogEntry[]
  /** Is told where the log cannot be written, for what must not fail for that. Else carrying it out throws. */
  notLogged?: (error: unknown) => void
}

/** Sends away everybody who has a chronology open: the room host. */
export interface Rooms {
  evict(chronology: string, reason: CloseReason): void
}

export class Changes {
  readonly #live: LiveConnections
  readonly #audit: Audit
  readonly #rooms: Rooms

  constructor({ live, audit, rooms }: { live: LiveConnections; audit: Audit; rooms: Rooms }) {
    this.#live = live
    this.#audit = audit
    this.#rooms = rooms
  }

  /**
   * Resolves with what was stored, once those concerned have been told and the log is on disk. Throws what `store` throws,
   * and StorageError where the log cannot be written: the change stands then, and has been told.
   */
  async carryOut<Stored>(initiator: Initiator, change: Change<Stored>): Promise<Stored> {
    const stored = await change.store()
    for (const told of change.tells(stored)) await this.#tell(told)
    try {
      for (const entry of change.logs(stored)) await this.#log(initiator, entry)
    } catch (error) {
      if (!change.notLogged) throw error
      change.notLogged(error)
    }
    return stored
  }

  async #tell(told: Told): Promise<void> {
    if ('chronology' in told) await this.#live.chronologyChanged(told.chronology)
    else if ('person' in told) await this.#live.personChanged(told.person)
    else if ('replaced' in told) this.#live.personReplaced(told.replaced)
    else if ('renamed' in told) this.#live.personRenamed(told.renamed)
    else if ('sessions' in told) this.#live.sessionsEnded(told.sessions)
    else if ('sentAway' in told) this.#rooms.evict(told.sentAway, told.reason)
    else for (const key of told.keys) this.#live.keyEnded(key)
  }

  async #log(initiator: Initiator, { action, by, ...details }: LogEntry): Promise<void> {
    if (by) await this.#audit.writeFor(by, action, details, initiator.address)
    else await this.#audit.write(initiator, action, details)
  }
}
