import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { FrameParser } from './frame-parser.ts'

const HEAD_END = '\r\n\r\n'
const MAX_HEAD_BYTES = 16 * 1024
const OPCODE = { binary: 2, close: 8, ping: 9, pong: 10 } as const
/** One for all sockets of the process: what a read brings is parsed before the next read. */
const READ_BUFFER = new Uint8Array(256 * 1024)

export interface RawSocketOptions {
  port: number
  path: string
  /** Of a message that arrives in pieces, this much is kept. */
  keepBytes?: number
  /** The server has switched protocols. */
  /** Further ones, of the upgrade. */
  headers?: Record<string, string>
  onOpen: () => void
  /** A binary message: its payload, during the call only, and the length of the whole. */
  onMessage: (bytes: Uint8Array, start: number, end: number, length: number) => void
  /** The connection is gone without our `close`, or never was there. */
  onLost: (why: string) => void
}

/**
 * A websocket client that costs little to receive with: no object, copy or event per frame. It answers pings, offers no
 * extension, and believes a 101 without checking the accept key.
 */
export class RawSocket {
  /** Of all that arrived, with the frame headers. */
  bytes = 0
  /** Messages that arrived. */
  messages = 0
  readonly #socket: Socket
  readonly #options: RawSocketOptions
  readonly #parser: FrameParser
  #head: string | undefined = ''
  #closing = false

  constructor(options: RawSocketOptions) {
    this.#options = options
    this.#parser = new FrameParser(this.#onFrame, options.keepBytes)
    this.#socket = connect({
      port: options.port,
      host: '127.0.0.1',
      noDelay: true,
      onread: { buffer: READ_BUFFER, callback: (length) => this.#read(length) },
    })
    this.#socket.on('error', (error) => this.#lose(error.message))
    this.#socket.on('close', () => this.#lose('the connection ended'))
    this.#socket.write(
      `GET ${options.path} HTTP/1.1\r\nHost: 127.0.0.1:${options.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        headerLines(options.headers) +
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13${HEAD_END}`,
    )
  }

  /** Each as one binary frame, all in one write. */
  send(messages: readonly Uint8Array[]): void {
    this.#socket.write(Buffer.concat(messages.map((message) => maskedFrame(OPCODE.binary, message))))
  }

  /** Without a close frame: the server sees the connection end. */
  close(): void {
    this.#closing = true
    this.#socket.destroy()
  }

  #read(length: number): boolean {
    try {
      let at = 0
      if (this.#head !== undefined) {
        at = this.#readHead(length)
        if (at === 0) return true
      }
      this.bytes += length - at
      this.#parser.push(READ_BUFFER, at, length)
    } catch (error) {
      this.#lose(String(error))
    }
    return true
  }

  /** Returns where the frames begin, 0 while the head is not whole. */
  #readHead(length: number): number {
    const before = this.#head?.length ?? 0
    const head = (this.#head ?? '') + Buffer.from(READ_BUFFER.subarray(0, length)).toString('latin1')
    const end = head.indexOf(HEAD_END)
    if (end < 0) {
      if (head.length > MAX_HEAD_BYTES) throw new Error('an endless answer to the upgrade')
      this.#head = head
      return 0
    }
    if (!head.startsWith('HTTP/1.1 101 ')) throw new Error(`the upgrade was refused: ${head.split('\r\n')[0]}`)
    this.#head = undefined
    this.#options.onOpen()
    return end + HEAD_END.length - before
  }

  #onFrame = (opcode: number, bytes: Uint8Array, start: number, end: number, length: number): void => {
    switch (opcode) {
      case OPCODE.binary:
        this.messages++
        this.#options.onMessage(bytes, start, end, length)
        break
      case OPCODE.ping:
        this.#socket.write(maskedFrame(OPCODE.pong, bytes.subarray(start, end)))
        break
      case OPCODE.close:
        this.#lose(`closed by the server: ${closeReason(bytes.subarray(start, end))}`)
        break
    }
  }

  #lose(why: string): void {
    if (this.#closing) return
    this.close()
    this.#options.onLost(why)
  }
}

function maskedFrame(opcode: number, payload: Uint8Array): Buffer {
  const long = payload.length < 126 ? 0 : payload.length < 65_536 ? 2 : 8
  const frame = Buffer.allocUnsafe(6 + long + payload.length)
  frame[0] = 0x80 | opcode
  frame[1] = 0x80 | (long === 0 ? payload.length : long === 2 ? 126 : 127)
  if (long === 2) frame.writeUInt16BE(payload.length, 2)
  if (long === 8) frame.writeBigUInt64BE(BigInt(payload.length), 2)
  // Never zero in all four: `ws` leaves out the unmasking then, which no browser would let it.
  const mask = [1, 2, 3, 4].map(() => 1 + Math.floor(Math.random() * 255))
  const at = 2 + long
  frame.set(mask, at)
  for (let i = 0; i < payload.length; i++) {
    frame[at + 4 + i] = (payload[i] as number) ^ (mask[i & 3] as number) // both within bounds
  }
  return frame
}

function closeReason(payload: Uint8Array): string {
  if (payload.length < 2) return 'no code'
  const buffer = Buffer.from(payload)
  return `${buffer.readUInt16BE(0)} ${buffer.toString('utf8', 2)}`.trim()
}

function headerLines(headers: Record<string, string> = {}): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
}
