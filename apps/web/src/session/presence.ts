/** Who is here: the awareness states of the others and mine, as plain data. Presence is never stored. */
import { MAX_NAME_LENGTH, PEOPLE_COLOURS } from '@coeval/api/limits'
import { shownLine } from '@coeval/chronology'
import type { Awareness } from 'y-protocols/awareness'
import { Subscribable } from '../ui/subscribable.ts'

export interface User {
  name: string
  /** Slot in the palette of people's colours. */
  colour: number
}

/** Where somebody works: which event, and which field of it ('title', 'date', 'commentary' …). */
export interface Where {
  eventId?: string
  field?: string
}

export interface Person {
  clientId: number
  user: User
  where: Where
  isMe: boolean
}

export class Presence {
  readonly #awareness: Awareness
  readonly #changes = new Subscribable()
  #all: readonly Person[] = []

  /** Without a user I am not here to anybody: readers have no presence. */
  constructor(awareness: Awareness, user: User | null) {
    this.#awareness = awareness
    awareness.setLocalState(user && { user, where: {} })
    awareness.on('change', this.#onChange)
    this.#onChange()
  }

  /** Everybody, me first. The same array until something changes. */
  readonly all = (): readonly Person[] => this.#all

  readonly subscribe = this.#changes.subscribe

  /** Tells the others where I am; merged into what was said before. */
  setWhere(where: Where): void {
    const mine = this.#awareness.getLocalState()?.where as Where | undefined
    // Without a local state, y-protocols passes the next line over.
    if (mine?.eventId === where.eventId && mine?.field === where.field) return
    this.#awareness.setLocalStateField('where', where)
  }

  setUser(user: User): void {
    this.#awareness.setLocalStateField('user', user)
  }

  /**
   * Forgets the others' clocks when the connection is lost. The server sends their states again with the clocks that they
   * had, and y-protocols would pass them over until each one's next heartbeat, up to 20 s later.
   */
  disconnected(): void {
    const me = this.#awareness.clientID
    for (const clientId of this.#awareness.meta.keys()) if (clientId !== me) this.#awareness.meta.delete(clientId)
  }

  close(): void {
    this.#awareness.off('change', this.#onChange)
    this.#changes.clear()
  }

  readonly #onChange = (): void => {
    const me = this.#awareness.clientID
    this.#all = [...this.#awareness.getStates()]
      .flatMap(([clientId, state]) => readPerson(clientId, state, clientId === me) ?? [])
      .sort((a, b) => Number(b.isMe) - Number(a.isMe) || a.clientId - b.clientId)
    this.#changes.tell()
  }
}

/** A colleague's state is what they claim: everything in it is checked before it is shown. */
function readPerson(clientId: number, state: unknown, isMe: boolean): Person | undefined {
  if (typeof state !== 'object' || state === null) return undefined
  const { user, where } = state as { user?: Partial<User>; where?: Partial<Where> }
  if (typeof user?.name !== 'string') return undefined
  const colour = Number.isInteger(user.colour) ? Math.abs(user.colour ?? 0) % PEOPLE_COLOURS : 0
  return {
    clientId,
    user: { name: shownLine(user.name.slice(0, MAX_NAME_LENGTH), MAX_NAME_LENGTH), colour },
    where: {
      eventId: typeof where?.eventId === 'string' ? where.eventId : undefined,
      field: typeof where?.field === 'string' ? where.field : undefined,
    },
    isMe,
  }
}
