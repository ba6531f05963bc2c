/** Somebody's websocket, opened with any headers: how it was answered, and every byte that it got. */
import { CLOSE, TAG } from '@coeval/sync'
import * as decoding from 'lib0/decoding'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { awarenessMessage, EMPTY_STATE_VECTOR, SYNC, syncMessage } from '../../bench/sync/wire/messages.ts'

/** Let in; or refused before the upgrade with a status of HTTP; or closed after it with a code. */
export type Outcome = 'in' | { status: number } | { code: number }

export class Peer {
  readonly doc = new Y.Doc()
  readonly outcome: Promise<Outcome>
  /** The close code; for ever pending while it is open. */
  readonly closed: Promise<number>
  readonly received: Buffer[] = []
  /** The sentences with which frames were not accepted. */
  readonly refusals: string[] = []
  readonly states = new Map<number, Record<string, unknown>>()
  saved = 0
  readonly socket: WebSocket
  #isIn: () => void = () => {}

  constructor(address: string, headers: Record<string, string> = {}) {
    const socket = new WebSocket(address, { headers })
    socket.binaryType = 'nodebuffer'
    this.socket = socket
    this.closed = new Promise((resolve) => socket.on('close', resolve))
    this.outcome = new Promise((resolve) => {
      this.#isIn = () => resolve('in')
      socket.on('unexpected-response', (_request, { statusCode = 0 }) => {
        resolve({ status: statusCode })
        socket.terminate()
      })
      socket.on('close', (code) => resolve({ code }))
    })
    socket.on('error', () => {
      // 'close' follows.
    })
    socket.on('open', () => socket.send(syncMessage(SYNC.step1, EMPTY_STATE_VECTOR)))
    socket.on('message', (data: Buffer) => this.#receive(data))
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) socket.send(syncMessage(SYNC.update, update))
    })
  }

  /** Throws where it is not let in. */
  async join(): Promise<this> {
    const outcome = await this.outcome
    if (outcome !== 'in') throw new Error(`not let in: ${JSON.stringify(outcome)}`)
    return this
  }

  say(state: Record<string, unknown> | null, { as = this.doc.clientID, clock = 1 } = {}): void {
    this.socket.send(awarenessMessage(as, clock, state))
  }

  /** All that came, as text: what is in it in clear can be found. */
  get words(): string {
    return Buffer.concat(this.received).toString('latin1')
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN
  }

  close(): void {
    this.socket.terminate()
  }

  #receive(data: Buffer): void {
    this.received.push(data)
    const decoder = decoding.createDecoder(data)
    switch (decoding.readVarUint(decoder)) {
      case TAG.sync:
        this.#receiveSync(decoder)
        break
      case TAG.awareness:
        this.#receivePresence(decoding.createDecoder(decoding.readVarUint8Array(decoder)))
        break
      case TAG.saved:
        this.saved = decoding.readVarUint(decoder)
        break
      case TAG.refused:
        this.refusals.push(decoding.readVarString(decoder))
        break
    }
  }

  #receiveSync(decoder: decoding.Decoder): void {
    const kind = decoding.readVarUint(decoder)
    const payload = decoding.readVarUint8Array(decoder)
    if (kind === SYNC.step1) {
      this.socket.send(syncMessage(SYNC.step2, Y.encodeStateAsUpdate(this.doc, payload)))
      return
    }
    Y.applyUpdate(this.doc, payload, this)
    if (kind === SYNC.step2) this.#isIn()
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

/** Of one server: peers that are cut when the test is over. */
export class Peers {
  readonly #syncAddress: () => string
  readonly #open: Peer[] = []

  constructor(syncAddress: () => string) {
    this.#syncAddress = syncAddress
  }

  open(room: string, headers: Record<string, string> = {}): Peer {
    const peer = new Peer(`${this.#syncAddress()}/${room}?ack=1`, headers)
    this.#open.push(peer)
    return peer
  }

  join(room: string, headers: Record<string, string>): Promise<Peer> {
    return this.open(room, headers).join()
  }

  closeAll(): void {
    for (const peer of this.#open.splice(0)) peer.close()
  }
}

export const CODE = {
  noSession: CLOSE.noSession.code,
  forbidden: CLOSE.forbidden.code,
  notFound: CLOSE.notFound.code,
  linkEnded: CLOSE.linkEnded.code,
  removed: CLOSE.removed.code,
  signedOut: CLOSE.signedOut.code,
  trashed: CLOSE.trashed.code,
  roleChanged: CLOSE.roleChanged.code,
  malformed: CLOSE.malformed.code,
} as const
