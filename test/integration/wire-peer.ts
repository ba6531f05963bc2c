/**
 * A peer that speaks the protocol over a real socket by hand, counts what arrives, and can stop reading: neither
 * y-websocket's provider nor a browser lets a test do that.
 */
import { TAG } from '@coeval/sync'
import * as decoding from 'lib0/decoding'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { awarenessMessage, EMPTY_STATE_VECTOR, SYNC, syncMessage } from '../bench/sync/wire/messages.ts'
import type { ServerProcess } from './server-process.ts'

export class WirePeer {
  readonly doc = new Y.Doc()
  /** Of the messages that arrived, without frame headers. */
  bytes = 0
  readonly arrived = { answers: 0, updates: 0, presence: 0, saved: 0 }
  /** What others (and the server's echo) say of each client; those who left are not in it. */
  readonly states = new Map<number, Record<string, unknown>>()
  /** The code and reason with which the connection ended; for ever pending while it has not. */
  readonly closed: Promise<{ code: number; reason: string }>
  readonly #socket: WebSocket
  #presenceClock = 0
  #onMessage: () => void = () => {}

  /** Resolves when the document is here. `ack`: it asks for receipts. */
  static async join(server: ServerProcess, room: string, { ack = false } = {}): Promise<WirePeer> {
    const peer = new WirePeer(`${server.syncAddress}/${room}${ack ? '?ack=1' : ''}`, server.asProgram)
    await new Promise<void>((resolve, reject) => {
      peer.#onMessage = () => {
        if (peer.arrived.answers > 0) resolve()
      }
      void peer.closed.then(({ code, reason }) => reject(new Error(`closed with ${code}: ${reason}`)))
    })
    peer.#onMessage = () => {}
    return peer
  }

  private constructor(address: string, headers: Record<string, string>) {
    const socket = new WebSocket(address, { headers })
    socket.binaryType = 'nodebuffer'
    this.#socket = socket
    this.closed = new Promise((resolve) =>
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    )
    socket.on('error', () => {
      // 'close' follows.
    })
    socket.on('open', () => this.ask())
    socket.on('message', (data: Buffer) => this.#receive(data))
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) socket.send(syncMessage(SYNC.update, update))
    })
  }

  /** Sync step 1 of a client that has nothing: the answer is the whole document. */
  ask(): void {
    this.#socket.send(syncMessage(SYNC.step1, EMPTY_STATE_VECTOR))
  }

  /** Says something of itself; null: that it leaves. */
  say(state: Record<string, unknown> | null): void {
    this.sayAs(this.doc.clientID, ++this.#presenceClock, state)
  }

  sayAs(clientId: number, clock: number, state: Record<string, unknown> | null): void {
    this.#socket.send(awarenessMessage(clientId, clock, state))
  }

  sendRaw(message: Uint8Array): void {
    this.#socket.send(message)
  }

  /** Stops taking anything off the TCP connection. */
  stopReading(): void {
    this.#socket.pause()
  }

  readOn(): void {
    this.#socket.resume()
  }

  /** Cuts the connection without a close frame. */
  destroy(): void {
    this.#socket.terminate()
  }

  #receive(data: Buffer): void {
    this.bytes += data.length
    const decoder = decoding.createDecoder(data)
    switch (decoding.readVarUint(decoder)) {
      case TAG.sync:
        this.#receiveSync(decoder)
        break
      case TAG.awareness:
        this.arrived.presence++
        this.#receivePresence(decoding.createDecoder(decoding.readVarUint8Array(decoder)))
        break
      case TAG.saved:
        this.arrived.saved++
        break
    }
    this.#onMessage()
  }

  #receiveSync(decoder: decoding.Decoder): void {
    const kind = decoding.readVarUint(decoder)
    const payload = decoding.readVarUint8Array(decoder)
    if (kind === SYNC.step1) {
      this.#socket.send(syncMessage(SYNC.step2, Y.encodeStateAsUpdate(this.doc, payload)))
      return
    }
    this.arrived[kind === SYNC.step2 ? 'answers' : 'updates']++
    Y.applyUpdate(this.doc, payload, this)
  }

  #receivePresence(body: decoding.Decoder): void {
    for (let left = decoding.readVarUint(body); left > 0; left--) {
      const clientId = decoding.readVarUint(body)
      decoding.readVarUint(body) // the clock
      const state = JSON.parse(decoding.readVarString(body)) as Record<string, unknown> | null
      if (state === null) this.states.delete(clientId)
      else this.states.set(clientId, state)
    }
  }
}
