/**
 * For tests: the real room engine behind a `WebSocket` that this process speaks to, with roles. Writers and readers have
 * a document each, under a generation of its own, as on the server.
 */
import type { ChronologyInfo, Me, Role } from '@coeval/api'
import { CLOSE, type Connection, MemoryStorage, RoomHost, type Visit } from '@coeval/sync'
import { addEvent, emptyChronology, seedDocument, trashEvent } from '@coeval/chronology/ydoc'
import * as Y from 'yjs'
import { ApiError } from '../api/client.ts'
import { isWriter } from './role.ts'

const CHRONOLOGY = 'caj'

interface Line {
  end: (code: number, reason: string) => void
}

export class FakeServer {
  role: Role | null
  isAway = false
  /** All frames that clients have sent, by the generation that they asked for. */
  readonly heard: { generation: string; frame: Uint8Array }[] = []
  readonly generations = { write: 'writers', read: 'readers' }
  asked = 0
  readonly #lines = new Set<Line>()
  readonly #host: RoomHost
  readonly #storage = new MemoryStorage()

  constructor(role: Role) {
    this.role = role
    const after = (delayMs: number, callback: () => void) => {
      const timer = setTimeout(callback, delayMs)
      return () => clearTimeout(timer)
    }
    this.#host = new RoomHost({
      storage: this.#storage,
      clock: { nowMs: () => performance.now(), dateMs: Date.now, after },
    })
  }

  static async start(role: Role): Promise<FakeServer> {
    const server = new FakeServer(role)
    await server.#create('write', (doc) => trashEvent(doc, 'secret', new Date()))
    await server.#create('read', () => undefined, ['open'])
    return server
  }

  readonly info = async (): Promise<ChronologyInfo> => {
    this.asked++
    if (this.isAway) throw new ApiError(0, 'unreachable', 'away')
    if (this.role === null) throw new ApiError(403, 'forbidden', 'not shared with you')
    return {
      id: CHRONOLOGY,
      title: 'CAJ',
      generation: this.#generationOf(this.role),
      createdAt: '',
      updatedAt: '',
      trashedAt: null,
      events: 1,
      role: this.role,
      visibility: 'private',
    }
  }

  /** Everybody is told, as the server does it. */
  changeRole(role: Role): void {
    this.role = role
    this.closeAll(CLOSE.roleChanged)
  }

  closeAll({ code, reason }: { code: number; reason: string }): void {
    for (const line of this.#lines) line.end(code, reason)
  }

  /** What is stored in the writers' document. */
  async events(): Promise<string[]> {
    const keys = await this.#host.read('write', (doc) => [...doc.getMap('events').keys()])
    return keys ?? []
  }

  /** A `WebSocket` class that leads here. */
  get socket(): typeof WebSocket {
    // oxlint-disable-next-line typescript/no-this-alias -- the class below has a `this` of its own
    const server = this
    class FakeSocket {
      static readonly OPEN = 1
      readonly OPEN = 1
      readyState = 0
      onopen: (() => void) | null = null
      onmessage: ((event: { data: Uint8Array }) => void) | null = null
      onclose: ((event: { code: number; reason: string }) => void) | null = null
      readonly #generation: string
      #visit: Visit | undefined
      readonly #line: Line = { end: (code, reason) => this.#end(code, reason) }

      constructor(url: string | URL) {
        this.#generation = new URL(url).searchParams.get('generation') ?? ''
        queueMicrotask(() => this.#open())
      }

      send(frame: Uint8Array): void {
        if (this.readyState !== 1) return
        server.heard.push({ generation: this.#generation, frame: frame.slice() })
        this.#visit?.receive(frame)
      }

      close(): void {
        this.#end(1000, '')
      }

      #open(): void {
        if (this.readyState !== 0) return
        if (server.isAway) return this.#end(1006, '')
        this.readyState = 1
        server.#lines.add(this.#line)
        const refusal = server.refusalOf(this.#generation)
        if (refusal) {
          this.onopen?.()
          return this.#end(refusal.code, refusal.reason)
        }
        const connection: Connection = {
          send: (frames) => {
            for (const frame of frames) queueMicrotask(() => this.readyState === 1 && this.onmessage?.({ data: frame }))
            return 0
          },
          close: ({ code, reason }) => this.#end(code, reason),
          queuedBytes: () => 0,
        }
        const mayWrite = server.role !== null && isWriter(server.role)
        this.#visit = server.#host.connect(mayWrite ? 'write' : 'read', connection, { mayWrite, wantsReceipts: true })
        this.onopen?.()
      }

      #end(code: number, reason: string): void {
        if (this.readyState === 3) return
        this.readyState = 3
        server.#lines.delete(this.#line)
        this.#visit?.leave()
        this.onclose?.({ code, reason })
      }
    }
    return FakeSocket as unknown as typeof WebSocket
  }

  /** Null where the address is for the person who asks. */
  refusalOf(generation: string): { code: number; reason: string } | null {
    if (this.role === null) return CLOSE.forbidden
    return generation === this.#generationOf(this.role) ? null : CLOSE.otherGeneration
  }

  #generationOf(role: Role): string {
    return isWriter(role) ? this.generations.write : this.generations.read
  }

  async #create(id: 'write' | 'read', change: (doc: Y.Doc) => void, events = ['open', 'secret']): Promise<void> {
    const doc = new Y.Doc()
    seedDocument(doc, emptyChronology('CAJ'))
    for (const event of events) addEvent(doc, { id: event, title: event })
    change(doc)
    await this.#storage.create({ id, generation: this.generations[id], state: Y.encodeStateAsUpdateV2(doc) })
    doc.destroy()
  }
}

/** Somebody with an account and nothing else; perhaps a guest before. */
export function me(id: string, formerIds: string[] = []): Me {
  return {
    person: {
      id,
      formerIds,
      name: 'Aigerim',
      colour: 3,
      email: 'aigerim@example.org',
      isGuest: false,
      isOwner: false,
      hasPassword: true,
      choseName: true,
    },
    session: { expiresAt: '2100-01-01T00:00:00Z', mayReplacePassword: false },
    instance: { hasOwner: true, signUp: 'invitation', oidc: null },
    may: { createChronologies: true, signUp: false },
  }
}
