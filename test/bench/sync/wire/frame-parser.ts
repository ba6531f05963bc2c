/**
 * One frame of a server. `bytes` from `start` to `end` is its payload, valid during the call only; `length` is the
 * payload's whole length, which is more than `end - start` where only the beginning was kept.
 */
export type OnFrame = (opcode: number, bytes: Uint8Array, start: number, end: number, length: number) => void

/**
 * Websocket frames (RFC 6455, 5.2) out of a byte stream that may be cut anywhere. A frame that lies in one piece is
 * handed on where it lies; only one that is cut is copied, `keepBytes` of it at most. It is a server's stream to a
 * client that offers no extension: a masked, compressed or fragmented frame throws.
 */
export class FrameParser {
  readonly #onFrame: OnFrame
  readonly #keepBytes: number
  #state: 'first' | 'second' | 'length' | 'payload' = 'first'
  #opcode = 0
  #length = 0
  /** Bytes of the length field, or of the payload, that are still to come. */
  #left = 0
  #kept: Uint8Array = EMPTY
  #keptLength = 0

  constructor(onFrame: OnFrame, keepBytes = Number.POSITIVE_INFINITY) {
    this.#onFrame = onFrame
    this.#keepBytes = keepBytes
  }

  push(bytes: Uint8Array, start: number, end: number): void {
    let at = start
    while (at < end) {
      switch (this.#state) {
        case 'first': {
          const byte = bytes[at++] as number // below `end`
          if ((byte & 0xf0) !== 0x80) throw new Error(`a frame that begins with 0x${byte.toString(16)}`)
          this.#opcode = byte & 0x0f
          this.#state = 'second'
          break
        }
        case 'second': {
          const byte = bytes[at++] as number // below `end`
          if (byte > 127) throw new Error('a masked frame from the server')
          if (byte < 126) {
            this.#length = byte
            at = this.#begin(bytes, at, end)
          } else {
            this.#length = 0
            this.#left = byte === 126 ? 2 : 8
            this.#state = 'length'
          }
          break
        }
        case 'length':
          this.#length = this.#length * 256 + (bytes[at++] as number) // below `end`
          if (--this.#left === 0) at = this.#begin(bytes, at, end)
          break
        case 'payload':
          at = this.#collect(bytes, at, end)
          break
      }
    }
  }

  /** The header is read: the payload is here whole, or is collected. Returns where to read on. */
  #begin(bytes: Uint8Array, at: number, end: number): number {
    if (end - at >= this.#length) {
      this.#state = 'first'
      this.#onFrame(this.#opcode, bytes, at, at + this.#length, this.#length)
      return at + this.#length
    }
    this.#kept = new Uint8Array(Math.min(this.#length, this.#keepBytes))
    this.#keptLength = 0
    this.#left = this.#length
    this.#state = 'payload'
    return at
  }

  #collect(bytes: Uint8Array, at: number, end: number): number {
    const taken = Math.min(this.#left, end - at)
    const kept = Math.min(taken, this.#kept.length - this.#keptLength)
    if (kept > 0) {
      this.#kept.set(bytes.subarray(at, at + kept), this.#keptLength)
      this.#keptLength += kept
    }
    this.#left -= taken
    if (this.#left === 0) {
      const whole = this.#kept
      this.#kept = EMPTY
      this.#state = 'first'
      this.#onFrame(this.#opcode, whole, 0, whole.length, this.#length)
    }
    return at + taken
  }
}

const EMPTY = new Uint8Array(0)
