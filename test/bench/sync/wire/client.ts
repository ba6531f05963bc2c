import * as decoding from 'lib0/decoding'
import { dialectOf, type Dialect, type PeerName } from './dialect.ts'
import { EMPTY_STATE_VECTOR, EMPTY_UPDATE, SYNC, syncMessage } from './messages.ts'
import { RawSocket } from './raw-socket.ts'

/** Tags of a sync message: y-protocols' own, and Hocuspocus' `SyncReply`. */
const SYNC_TAGS = [0, 4]

export interface Target {
  peer: PeerName
  port: number
  room: string
  /** Of the upgrade: who may write shows a key; who only reads comes like a page of the server. */
  headers?: { writer: Record<string, string>; reader: Record<string, string> }
}

export interface ClientOptions extends Target {
  writes: boolean
  keepBytes?: number
  /** The Yjs update of a message, during the call only. The state that comes on joining is not told. */
  onUpdate?: (bytes: Uint8Array, start: number, end: number) => void
  onLost: (why: string) => void
}

/**
 * What a fresh y-websocket client (or Hocuspocus provider) does on the wire: it says who it is, asks for the state with
 * sync step 1, answers the server's question, and then listens.
 */
export class Client {
  readonly socket: RawSocket
  readonly #dialect: Dialect

  private constructor(socket: RawSocket, dialect: Dialect) {
    this.socket = socket
    this.#dialect = dialect
  }

  /**
   * Resolves when the whole state has arrived; from a server without documents, when the connection is open. Throws if
   * the connection is lost before that; later losses are told to `onLost`.
   */
  static join({ onUpdate, onLost, ...options }: ClientOptions): Promise<{ client: Client; stateBytes: number }> {
    const dialect = dialectOf(options.peer, options.room, options.writes)
    return new Promise((resolve, reject) => {
      let isJoined = false
      const finish = (stateBytes: number) => {
        isJoined = true
        resolve({ client, stateBytes })
      }
      const socket = new RawSocket({
        ...options,
        path: dialect.path,
        headers: options.headers?.[options.writes ? 'writer' : 'reader'],
        onOpen() {
          if (dialect.credentials) socket.send([dialect.credentials])
          if (dialect.hasDocument) client.send([syncMessage(SYNC.step1, EMPTY_STATE_VECTOR)])
          else finish(0)
        },
        onMessage(bytes, start, end, length) {
          const at = start + dialect.prefix.length
          if (!SYNC_TAGS.includes(bytes[at] ?? -1)) return
          const kind = bytes[at + 1]
          if (kind === SYNC.step1) {
            if (dialect.hasDocument) client.send([syncMessage(SYNC.step2, EMPTY_UPDATE)])
          } else if (kind === SYNC.step2 && !isJoined) {
            finish(length)
          } else if (onUpdate) {
            const { from, to } = lengthPrefixed(bytes, at + 2, end)
            onUpdate(bytes, from, to)
          }
        },
        onLost: (why) => (isJoined ? onLost(why) : reject(new Error(why))),
      })
      const client = new Client(socket, dialect)
    })
  }

  /** Messages of y-protocols, one frame each, in one write. */
  send(messages: readonly Uint8Array[]): void {
    const { prefix } = this.#dialect
    this.socket.send(prefix.length === 0 ? messages : messages.map((message) => Buffer.concat([prefix, message])))
  }

  close(): void {
    this.socket.close()
  }
}

function lengthPrefixed(bytes: Uint8Array, at: number, end: number): { from: number; to: number } {
  const first = bytes[at] ?? 0
  if (first < 128) return { from: at + 1, to: at + 1 + first }
  const decoder = decoding.createDecoder(bytes.subarray(at, end))
  const length = decoding.readVarUint(decoder)
  return { from: at + decoder.pos, to: at + decoder.pos + length }
}
