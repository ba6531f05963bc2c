/** A tab as y-websocket 3.1 makes one, with its wire in a test's hand: frames go when the test says so. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as awarenessProtocol from 'y-protocols/awareness'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import type { Identity } from '../room/session.ts'
import type { CloseReason } from '../wire/close.ts'
import { readRefused, readSaved, readStorage } from '../wire/private-messages.ts'
import { TAG } from '../wire/tags.ts'
import type { Connection, ConnectOptions, Visit } from '../host/connection.ts'
import type { RoomHost } from '../host/room-host.ts'

/**
 * What a bad line does to one frame: it arrives twice, never, or after the frame that follows it. A websocket does none of
 * these while it lives; they are for clients whose write frames nobody counts.
 */
export type Mishap = 'repeat' | 'lose' | 'overtake'

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
  /** Messages with a tag that only clients with `ack=1` may hear [H5]. */
  privateFrames = 0
  /** Bytes that the server believes to be unread; a test sets it. */
  queuedBytes = 0
  #wire: Wire | undefined
  #frames = 0
  #answered = false
  #sent: { frame: number; clock: number; update: Uint8Array }[] = []
  #promised: Uint8Array[] = []
  #promisedFrames = 0

  constructor({ clientId, wantsReceipts = true }: { clientId?: number; wantsReceipts?: boolean } = {}) {
    this.doc = new Y.Doc()
    if (clientId !== undefined) this.doc.clientID = clientId
    this.wantsReceipts = wantsReceipts
    this.awareness = new awarenessProtocol.Awareness(this.doc)
    this.awareness.setLocalState(null)
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#sendUpdate(update)
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

  connect(host: RoomHost, room: string, options: Partial<ConnectOptions> = {}): void {
    this.closed = undefined
    this.synced = false
    this.#frames = 0
    this.#answered = false
    this.#sent = []
    this.#promisedFrames = 0
    this.queuedBytes = 0
    this.storageTrouble = undefined
    const toTab: Uint8Array[] = []
    const connection: Connection = {
      send: (frames) => {
        toTab.push(...frames)
        for (const frame of frames) this.#notePromise(frame)
        return this.queuedBytes
      },
      close: (reason) => {
        this.closed = reason
        this.disconnect()
      },
      queuedBytes: () => this.queuedBytes,
    }
    const wire: Wire = { visit: { receive() {}, updateIdentity() {}, leave() {} }, toServer: [], toTab }
    this.#wire = wire
    wire.visit = host.connect(room, connection, { mayWrite: true, wantsReceipts: this.wantsReceipts, ...options })
    this.#send((encoder) => {
      encoding.writeVarUint(encoder, TAG.sync)
      syncProtocol.writeSyncStep1(encoder, this.doc)
    })
    if (this.awareness.getLocalState() !== null) this.#sendAwareness([this.doc.clientID])
  }

  /** The server learns that the person's name or colour has changed. */
  updateIdentity(user: Identity): void {
    this.#wire?.visit.updateIdentity(user)
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

  /** Delivers one frame to the server. */
  pushOne(mishap?: Mishap): void {
    const frame = takeOne(this.#wire?.toServer, mishap)
    if (!frame || mishap === 'lose') return
    this.#wire?.visit.receive(frame)
    if (mishap === 'repeat') this.#wire?.visit.receive(frame)
  }

  /** Takes one frame from the server. */
  pullOne(mishap?: Mishap): void {
    const frame = takeOne(this.#wire?.toTab, mishap)
    if (!frame || mishap === 'lose') return
    this.#hear(frame)
    if (mishap === 'repeat') this.#hear(frame)
  }

  /**
   * Updates of this tab (Yjs V1) that the server has called saved since the last call, on this connection or an earlier
   * one, whether or not the tab has heard it yet.
   */
  takePromised(): Uint8Array[] {
    const promised = this.#promised
    this.#promised = []
    return promised
  }

  /** Puts raw bytes on the wire. */
  sendRaw(frame: Uint8Array): void {
    this.#wire?.toServer.push(frame)
  }

  /** Frames that wait for this tab, for a look at the bytes. */
  get inbox(): readonly Uint8Array[] {
    return this.#wire?.toTab ?? []
  }

  /** Frames of this tab that have not gone yet. */
  get outbox(): readonly Uint8Array[] {
    return this.#wire?.toServer ?? []
  }

  destroy(): void {
    this.disconnect()
    this.awareness.destroy()
    this.doc.destroy()
  }

  #hear(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame)
    const tag = decoding.readVarUint(decoder)
    if (tag >= TAG.saved) this.privateFrames++
    switch (tag) {
      case TAG.sync: {
        const answer = encoding.createEncoder()
        encoding.writeVarUint(answer, TAG.sync)
        const kind = syncProtocol.readSyncMessage(decoder, answer, this.doc, this)
        if (kind === syncProtocol.messageYjsSyncStep2) this.synced = true
        if (encoding.length(answer) > 1) {
          this.#answered = true
          const frame = encoding.toUint8Array(answer)
          this.#note(updateIn(frame))
          this.#wire?.toServer.push(frame)
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

  #sendUpdate(update: Uint8Array): void {
    if (!this.#wire) return
    this.#note(update)
    this.#send((encoder) => {
      encoding.writeVarUint(encoder, TAG.sync)
      syncProtocol.writeUpdate(encoder, update)
    })
  }

  /** [D5] Before the answer to the server's step 1, an update may overtake older ones: it proves nothing. */
  #note(update: Uint8Array): void {
    this.#sent.push({ frame: ++this.#frames, clock: this.#answered ? this.ownClock : 0, update })
  }

  /** [D1] What the server says here is true from the moment it is said. */
  #notePromise(frame: Uint8Array): void {
    if (frame[0] !== TAG.saved) return
    const decoder = decoding.createDecoder(frame)
    decoding.readVarUint(decoder)
    const frames = readSaved(decoder)
    for (const { update } of this.#sent.slice(this.#promisedFrames, frames)) this.#promised.push(update)
    this.#promisedFrames = frames
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

const MAX_TURNS = 30_000

/** Delivers everything, in turns, until nothing is on its way. Throws where that never comes. */
export function deliverAll(tabs: readonly Tab[]): void {
  for (let turn = 0; tabs.some((tab) => tab.waitingToServer + tab.waitingToTab > 0); turn++) {
    if (turn > MAX_TURNS) throw new Error('frames answer frames without end')
    for (const tab of tabs) {
      tab.pushOne()
      tab.pullOne()
    }
  }
}

function takeOne(queue: Uint8Array[] | undefined, mishap: Mishap | undefined): Uint8Array | undefined {
  return mishap === 'overtake' && queue && queue.length > 1 ? queue.splice(1, 1)[0] : queue?.shift()
}

function updateIn(step2Frame: Uint8Array): Uint8Array {
  const decoder = decoding.createDecoder(step2Frame)
  decoding.readVarUint(decoder)
  decoding.readVarUint(decoder)
  return decoding.readVarUint8Array(decoder)
}
