/**
 * The sockets that are open, and what each rests on. Whenever a role, link, key, session or the visibility changes, those
 * concerned are looked at again: who may no longer be here is sent away, and who may do something else connects anew.
 */
import { CLOSE, type CloseReason, type Identity } from '@coeval/sync'
import type { Logger } from 'pino'
import type { Storage } from '../storage/contract/index.ts'
import type { Access, Standing } from './access.ts'
import { personOf, type Principal } from './principal.ts'
import { mayWrite } from './roles.ts'

export interface LiveConnection {
  who: Principal
  standing: Standing
  /** It said which lineage its copy is of, so a copy of a reader is never taken for a writer's. */
  namesGeneration: boolean
  close(reason: CloseReason): void
  /** The person has another name or colour. */
  updateIdentity(user: Identity): void
}

const LOOK_EVERY_MS = 1000

export class LiveConnections {
  readonly #access: Access
  readonly #storage: Storage
  readonly #log: Logger
  readonly #nowMs: () => number
  readonly #connections = new Set<LiveConnection>()
  readonly #failed = (error: unknown) => this.#log.error({ err: error }, 'connections could not be checked again')
  #changes = 0
  #timer: NodeJS.Timeout | undefined

  constructor(options: { access: Access; storage: Storage; log: Logger; nowMs: () => number }) {
    this.#access = options.access
    this.#storage = options.storage
    this.#log = options.log
    this.#nowMs = options.nowMs
  }

  /** How often anything has changed. */
  get changes(): number {
    return this.#changes
  }

  /**
   * Watched until the function that is returned is called. Who it is was decided when so many changes had happened;
   * where there are more by now, it is decided anew.
   */
  add(connection: LiveConnection, decidedAtChanges: number): () => void {
    this.#connections.add(connection)
    if (decidedAtChanges !== this.#changes) this.#lookAt([connection]).catch(this.#failed)
    this.#timer ??= setInterval(() => {
      this.#lookAtEnded().catch(this.#failed)
    }, LOOK_EVERY_MS).unref()
    return () => this.#connections.delete(connection)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** In one chronology, now. */
  here(chronology: string): readonly LiveConnection[] {
    return [...this.#connections].filter(({ standing }) => standing.chronology === chronology)
  }

  /** Something has changed in a chronology. Resolves when those concerned have been told. */
  async chronologyChanged(chronology: string): Promise<void> {
    this.#changes++
    await this.#lookAt(this.here(chronology))
  }

  async personChanged(person: string): Promise<void> {
    this.#changes++
    await this.#lookAt(this.#of(person))
  }

  /** A guest became an account: their sockets come back as that. */
  personReplaced(person: string): void {
    this.#changes++
    for (const connection of this.#of(person)) connection.close(CLOSE.roleChanged)
  }

  personRenamed(user: { id: string; name: string; colour: number }): void {
    for (const connection of this.#of(user.id)) {
      const { who } = connection
      if (who.kind === 'person' || who.kind === 'key') connection.who = { ...who, person: { ...who.person, ...user } }
      connection.updateIdentity(user)
    }
  }

  sessionsEnded(sessions: readonly string[]): void {
    this.#changes++
    const ended = new Set(sessions)
    for (const connection of this.#connections) {
      if (connection.who.kind === 'person' && ended.has(connection.who.session.id)) connection.close(CLOSE.signedOut)
    }
  }

  keyEnded(key: string): void {
    this.#changes++
    for (const connection of this.#connections) {
      if (connection.who.kind === 'key' && connection.who.key.id === key) connection.close(CLOSE.signedOut)
    }
  }

  #of(person: string): LiveConnection[] {
    return [...this.#connections].filter(({ who }) => personOf(who)?.id === person)
  }

  async #lookAtEnded(): Promise<void> {
    const nowMs = this.#nowMs()
    await this.#lookAt([...this.#connections].filter(({ standing }) => standing.untilMs <= nowMs))
  }

  async #lookAt(connections: readonly LiveConnection[]): Promise<void> {
    await Promise.all(
      connections.map(async (connection) => {
        try {
          const reason = await this.#whyEnd(connection)
          if (reason && this.#connections.has(connection)) connection.close(reason)
        } catch (error) {
          // It cannot be known whether it may stay, so it may not. It comes back, and is asked again then.
          this.#log.warn({ err: error }, 'a connection could not be checked again')
          connection.close(CLOSE.notLoaded)
        }
      }),
    )
  }

  async #whyEnd(connection: LiveConnection): Promise<CloseReason | undefined> {
    const { who, standing } = connection
    const stillIs = await this.#asNow(who)
    if (!stillIs) return CLOSE.signedOut
    const now = await this.#access.standingOf(stillIs, standing.chronology)
    if (!now) return CLOSE.notFound
    if (now.role === null) return whyOut(standing)
    if (now.role !== standing.role) {
      const becomesWriter = mayWrite(now.role) && !mayWrite(standing.role)
      // [R6] A stock client would come back with its reader's copy, and delete the trash for everyone.
      return becomesWriter && !connection.namesGeneration ? CLOSE.otherGeneration : CLOSE.roleChanged
    }
    connection.who = stillIs
    connection.standing = now
    return undefined
  }

  /** The session may have been renewed meanwhile. Undefined where it or the key has ended. */
  async #asNow(who: Principal): Promise<Principal | undefined> {
    const nowMs = this.#nowMs()
    if (who.kind === 'key') {
      const isThere = who.key.expiresMs > nowMs && (await this.#storage.keys.get(who.key.id))
      return isThere ? who : undefined
    }
    if (who.kind !== 'person') return who
    const session = await this.#storage.sessions.get(who.session.id)
    const expiresMs = session ? Date.parse(session.expiresAt) : 0
    return expiresMs > nowMs ? { ...who, session: { id: who.session.id, expiresMs } } : undefined
  }
}

function whyOut({ restsOn }: Standing): CloseReason {
  if (typeof restsOn === 'object') return CLOSE.linkEnded
  return restsOn === 'membership' ? CLOSE.removed : CLOSE.forbidden
}
