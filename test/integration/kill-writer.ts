/**
 * A writer that costs its machine little: a socket that sends Yjs updates and reads of the answers only what it is
 * asked for and what is saved. It appends 0, 1, 2, … to a list of its own in the document, and comes back by itself.
 */
import { readSaved, TAG } from '@coeval/sync'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import WebSocket from 'ws'
import * as Y from 'yjs'

const SYNC_STEP_1 = 0
const SYNC_STEP_2 = 1
const UPDATE = 2
const COME_BACK_AFTER_MS = 100

export class KillWriter {
  readonly name: string
  /** Numbers below it were made. */
  made = 0
  /** Numbers below it were acknowledged. */
  acknowledged = 0
  readonly latenciesMs: number[] = []
  onAcknowledged: () => void = () => {}
  readonly #address: string
  readonly #headers: Record<string, string>
  readonly #doc = new Y.Doc()
  /** Write frames of the present connection, oldest first; `upTo` numbers are made when they have all arrived. */
  #unanswered: { frame: number; upTo: number; sentMs: number }[] = []
  #frames = 0
  #socket: WebSocket | undefined
  #mayWrite = false
  #isClosed = false

  constructor(address: string, headers: Record<string, string>, n: number) {
    this.#address = address
    this.#headers = headers
    this.name = `writer-${n}`
    this.#doc.on('update', (update: Uint8Array) => {
      if (this.#mayWrite) this.#send(UPDATE, update)
    })
    this.#connect()
  }

  /** The next number; sent at once, or with all that the server lacks when the connection is back. */
  append(): void {
    this.made++
    this.#doc.getArray(this.name).push([this.made - 1])
  }

  get isSaved(): boolean {
    return this.#mayWrite && this.acknowledged === this.made
  }

  close(): void {
    this.#isClosed = true
    this.#socket?.terminate()
  }

  #connect(): void {
    if (this.#isClosed) return
    const socket = new WebSocket(this.#address, { headers: this.#headers })
    socket.binaryType = 'nodebuffer'
    this.#socket = socket
    this.#frames = 0
    this.#unanswered = []
    socket.on('message', (data: Buffer) => this.#receive(data))
    socket.on('error', () => {
      // 'close' follows.
    })
    socket.on('close', () => {
      this.#mayWrite = false
      setTimeout(() => this.#connect(), COME_BACK_AFTER_MS)
    })
  }

  #receive(data: Buffer): void {
    if (data[0] === TAG.saved) {
      const decoder = decoding.createDecoder(data)
      decoding.readVarUint(decoder)
      this.#hearSaved(readSaved(decoder))
    } else if (data[0] === TAG.sync && data[1] === SYNC_STEP_1) {
      const decoder = decoding.createDecoder(data.subarray(2))
      const stateVector = decoding.readVarUint8Array(decoder)
      this.#mayWrite = true
      this.#send(SYNC_STEP_2, Y.encodeStateAsUpdate(this.#doc, stateVector))
    }
  }

  #hearSaved(frames: number): void {
    const nowMs = performance.now()
    for (;;) {
      const oldest = this.#unanswered[0]
      if (!oldest || oldest.frame > frames) break
      this.#unanswered.shift()
      this.acknowledged = Math.max(this.acknowledged, oldest.upTo)
      this.latenciesMs.push(nowMs - oldest.sentMs)
    }
    this.onAcknowledged()
  }

  #send(kind: number, payload: Uint8Array): void {
    this.#unanswered.push({ frame: ++this.#frames, upTo: this.made, sentMs: performance.now() })
    this.#socket?.send(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, TAG.sync)
        encoding.writeVarUint(encoder, kind)
        encoding.writeVarUint8Array(encoder, payload)
      }),
    )
  }
}
