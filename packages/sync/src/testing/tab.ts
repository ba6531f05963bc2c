/** A tab as y-websocket 3.1 makes one, with its wire in a test's hand: frames go when the test says so. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as awarenessProtocol from 'y-protocols/awareness'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { type CloseReason, readRefused, readSaved, readStorage, TAG } from '../protocol.ts'
import type { Connection, RoomHost, Visit } from '../room-host.ts'

interface Wire {
  visit: Visit
  toServer: Uint8Array[]
  toTab: Uint8Array[]
}

export class Tab {
  readonly doc: Y.Doc
  readonly awareness: awarenessProtocol.Awareness
  readonly wantsReceipts: boolean
  closed: CloseReason | undefined
  synced = false
  /** What the server said is on disk, by the clock of this tab's own changes. */
  savedClock = 0
  storageTrouble: string | undefined
  refusals: string[] = []
  unknownTags: number[] = []
  /** Bytes that the server believes to be unread; a test sets it. */
  queuedBytes = 0
  #wire: Wire | undefined
  #frames = 0
  #answered = false
  #sent: { frame: number; clock: number }[] = []

  constructor({ clientId, wantsReceipts = true }: { clientId?: number; wantsReceipts?: boolean } = {}) {
    this.doc = new Y.Doc()
    if (clientId !== undefined) this.doc.clientID = clientId
    this.wantsReceipts = wantsReceipts
    this.awareness = new awarenessProtocol.Awareness(this.doc)
    this.awareness.setLocalState(null)
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#sendWrite((encoder) => syncProtocol.writeUpdate(encoder, update))
    })
    this.awareness.on('update', ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>) => {
      // As y-websocket does: what was heard from others goes back as well.
      this.#sendAwareness([...added, ...updated, ...removed])
    })
  }

  get isConnected(): boolean {
    return this.#wire !== undefined
  }

  get ownClock(): number {
    return Y.getState(this.doc.store, this.doc.clientID)
  }

  get waitingToServer(): number {
    return this.#wire?.toServer.length ?? 0
  }

  get waitingToTab(): number {
    return this.#wire?.toTab.length ?? 0
  }

  connect(host: RoomHost, room: string, options: { mayWrite?: boolean; generation?: string } = {}): void {
    this.closed = undefined
    this.synced = false
    this.#frames = 0
    this.#answered = false
    this.#sent = []
    const toTab: Uint8Array[] = []
    const connection: Connection = {
      send: (frames) => {
        toTab.push(...frames)
        return this.queuedBytes
      },
      close: (reason) => {
        this.closed = reason
        this.disconnect()
      },
      queuedBytes: () => this.queuedBytes,
    }
    const wire: Wire = { visit: { receive() {}, leave() {} }, toServer: [], toTab }
    this.#wire = wire
    wire.visit = host.connect(room, connection, { mayWrite: true, wantsReceipts: this.wantsReceipts, ...options })
    this.#send((encoder) => {
      encoding.writeVarUint(encoder, TAG.sync)
      syncProtocol.writeSyncStep1(encoder, this.doc)
    })
    if (this.awareness.getLocalState() !== null) this.#sendAwareness([this.doc.clientID])
  }

  /** The line is cut: what is on its way in both directions is lost. */
  disconnect(): void {
    const wire = this.#wire
    if (!wire) return
    this.#wire = undefined
    this.synced = false
    wire.visit.leave()
    const others = [...this.awareness.getStates().keys()].filter((id) => id !== this.doc.clientID)
    awarenessProtocol.removeAwarenessStates(this.awareness, others, 'disconnected')
  }

  /** Delivers one frame to the server; `repeat` delivers it twice, `lose` not at all. */
  pushOne(mishap?: 'repeat' | 'lose'): void {
    const frame = this.#wire?.toServer.shift()
    if (!frame || mishap === 'lose') return
    this.#wire?.visit.receive(frame)
    if (mishap === 'repeat') this.#wire?.visit.receive(frame)
  }

  /** Takes one frame from the server. */
  pullOne(mishap?: 'repeat' | 'lose'): void {
    const frame = this.#wire?.toTab.shift()
    if (!frame || mishap === 'lose') return
    this.#hear(frame)
    if (mishap === 'repeat') this.#hear(frame)
  }

  /** Puts raw bytes on the wire. */
  sendRaw(frame: Uint8Array): void {
    this.#wire?.toServer.push(frame)
  }

  /** Frames that wait for this tab, for a look at the bytes. */
  get inbox(): readonly Uint8Array[] {
    return this.#wire?.toTab ?? []
  }

  destroy(): void {
    this.disconnect()
    this.awareness.destroy()
    this.doc.destroy()
  }

  #hear(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame)
    const tag = decoding.readVarUint(decoder)
    switch (tag) {
      case TAG.sync: {
        const answer = encoding.createEncoder()
        encoding.writeVarUint(answer, TAG.sync)
        const kind = syncProtocol.readSyncMessage(decoder, answer, this.doc, this)
        if (kind === syncProtocol.messageYjsSyncStep2) this.synced = true
        if (encoding.length(answer) > 1) {
          this.#answered = true
          this.#note()
          this.#wire?.toServer.push(encoding.toUint8Array(answer))
        }
        break
      }
      case TAG.awareness:
        awarenessProtocol.applyAwarenessUpdate(this.awareness, decoding.readVarUint8Array(decoder), this)
        break
      case TAG.saved: {
        const frames = readSaved(decoder)
        for (const sent of this.#sent) {
          if (sent.frame <= frames) this.savedClock = Math.max(this.savedClock, sent.clock)
        }
        break
      }
      case TAG.storage: {
        const { failing, reason } = readStorage(decoder)
        this.storageTrouble = failing ? reason : undefined
        break
      }
      case TAG.refused:
        this.refusals.push(readRefused(decoder))
        break
      default:
        this.unknownTags.push(tag)
    }
  }

  #sendWrite(write: (encoder: encoding.Encoder) => void): void {
    if (!this.#wire) return
    this.#note()
    this.#send((encoder) => {
      encoding.writeVarUint(encoder, TAG.sync)
      write(encoder)
    })
  }

  /** [D5] Before the answer to the server's step 1, an update may overtake older ones: it proves nothing. */
  #note(): void {
    this.#sent.push({ frame: ++this.#frames, clock: this.#answered ? this.ownClock : 0 })
  }

  #sendAwareness(clients: number[]): void {
    this.#send((encoder) => {
      encoding.writeVarUint(encoder, TAG.awareness)
      encoding.writeVarUint8Array(encoder, awarenessProtocol.encodeAwarenessUpdate(this.awareness, clients))
    })
  }

  #send(write: (encoder: encoding.Encoder) => void): void {
    this.#wire?.toServer.push(encoding.encode(write))
  }
}

/** Delivers everything, in turns, until nothing is on its way. */
export function deliverAll(tabs: readonly Tab[]): void {
  while (tabs.some((tab) => tab.waitingToServer + tab.waitingToTab > 0)) {
    for (const tab of tabs) {
      tab.pushOne()
      tab.pullOne()
    }
  }
}
