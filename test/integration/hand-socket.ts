/** A websocket client that also says what no client should: every byte after the upgrade is the test's. */
import { connect, type Socket } from 'node:net'
import { FrameParser } from '../bench/sync/wire/frame-parser.ts'
import type { ServerProcess } from './server-process.ts'

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9 } as const
const HEAD_END = '\r\n\r\n'
/** How a connection ended that said no close code. */
const NO_CODE = 1006

export interface FrameOptions {
  opcode?: number
  /** More of the message follows (FIN is not set). */
  isPart?: boolean
  /** Bits 4 to 6 of the first byte. */
  reserved?: number
  isMasked?: boolean
  /** What the header says, where that is not the payload's own length. */
  declaredLength?: number
}

export class HandSocket {
  /** The close code that the server said; 1006 where the connection ended without one. */
  readonly closed: Promise<number>
  readonly messages: Buffer[] = []
  /** What came after the server's close frame, where nothing may (RFC 6455, 5.5.1). */
  readonly late: Buffer[] = []
  readonly #socket: Socket
  #isToldToGo = false
  #isHungUp = false

  /** Resolves when the server has switched protocols. `keepsLine`: it does not hang up when it is told to. */
  static async open(server: ServerProcess, room: string, { keepsLine = false } = {}): Promise<HandSocket> {
    const socket = connect({ port: server.port, host: '127.0.0.1', noDelay: true, allowHalfOpen: keepsLine })
    socket.write(
      `GET /sync/${room} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Authorization: Bearer ${server.key}\r\n` +
        `Sec-WebSocket-Key: ${Buffer.alloc(16, 7).toString('base64')}\r\nSec-WebSocket-Version: 13${HEAD_END}`,
    )
    let hand: HandSocket | undefined
    await new Promise<void>((resolve, reject) => {
      let head = Buffer.alloc(0)
      const readHead = (data: Buffer) => {
        head = Buffer.concat([head, data])
        const end = head.indexOf(HEAD_END)
        if (end < 0) return
        socket.off('data', readHead)
        if (!head.toString('latin1').startsWith('HTTP/1.1 101 ')) return reject(new Error(head.toString('latin1')))
        hand = new HandSocket(socket, head.subarray(end + HEAD_END.length), keepsLine)
        resolve()
      }
      socket.on('data', readHead)
      socket.once('error', reject)
      socket.once('close', () => reject(new Error('the connection ended before the upgrade')))
    })
    return hand as unknown as HandSocket // made before it resolved
  }

  private constructor(socket: Socket, first: Buffer, keepsLine: boolean) {
    this.#socket = socket
    this.closed = new Promise((resolve) => {
      const parser = new FrameParser((opcode, bytes, start, end) => {
        const payload = Buffer.from(bytes.subarray(start, end))
        if (opcode === OPCODE.binary) (this.#isToldToGo ? this.late : this.messages).push(payload)
        if (opcode !== OPCODE.close) return
        this.#isToldToGo = true
        resolve(payload.length < 2 ? NO_CODE : payload.readUInt16BE(0))
        if (!keepsLine) socket.destroy()
      })
      socket.on('error', () => {
        // 'close' follows.
      })
      socket.on('close', () => resolve(NO_CODE))
      socket.on('end', () => {
        this.#isHungUp = true
      })
      socket.on('data', (data) => parser.push(data, 0, data.length))
      parser.push(first, 0, first.length)
    })
  }

  write(bytes: Uint8Array): void {
    this.#socket.write(bytes)
  }

  send(payload: Uint8Array, options?: FrameOptions): void {
    this.write(clientFrame(payload, options))
  }

  stopReading(): void {
    this.#socket.pause()
  }

  /** Resolves when the operating system has taken everything, or the connection is gone. */
  drained(): Promise<void> {
    const socket = this.#socket
    if (!socket.writableNeedDrain || socket.destroyed) return Promise.resolve()
    return new Promise((resolve) => {
      const done = () => {
        socket.off('drain', done)
        socket.off('close', done)
        resolve()
      }
      socket.on('drain', done)
      socket.on('close', done)
    })
  }

  /** The server has ended the line from its side. */
  get isHungUp(): boolean {
    return this.#isHungUp || this.#socket.destroyed
  }

  get isGone(): boolean {
    return this.#socket.destroyed
  }

  destroy(): void {
    this.#socket.destroy()
  }
}

/** One frame of RFC 6455, 5.2. */
export function clientFrame(payload: Uint8Array, options: FrameOptions = {}): Buffer {
  const { opcode = OPCODE.binary, isPart = false, reserved = 0, isMasked = true } = options
  const { declaredLength = payload.length } = options
  const isShort = declaredLength < 126
  const header = Buffer.alloc(isShort ? 2 : 10)
  header[0] = (isPart ? 0 : 0x80) | (reserved << 4) | opcode
  header[1] = (isMasked ? 0x80 : 0) | (isShort ? declaredLength : 127)
  if (!isShort) header.writeBigUInt64BE(BigInt(declaredLength), 2)
  if (!isMasked) return Buffer.concat([header, payload])
  const mask = Buffer.of(0x12, 0x34, 0x56, 0x78)
  return Buffer.concat([header, mask, payload.map((byte, index) => byte ^ (mask[index & 3] as number))]) // within bounds
}
