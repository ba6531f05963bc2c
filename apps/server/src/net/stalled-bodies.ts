/**
 * Request bodies that make no progress are dropped, whatever address they are for: half a body would hold a socket, and
 * what has come of it in memory, for as long as its sender likes. One that is slow and moves goes on until Node's own
 * limit for a whole request.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'

const PATIENCE_MS = 30_000
const LOOK_EVERY_MS = 5000
/** Of a request as a whole, body and all: 50 MB at half a megabit a second. */
const WHOLE_REQUEST_MS = 15 * 60_000
const HEADERS_MS = 30_000
/** Node's own limits are looked at this often. */
const CHECK_EVERY_MS = 5000

/** For `createServer`. */
export const REQUEST_TIMEOUTS = {
  headersTimeout: HEADERS_MS,
  requestTimeout: WHOLE_REQUEST_MS,
  connectionsCheckingInterval: CHECK_EVERY_MS,
}

interface Watched {
  incoming: IncomingMessage
  outgoing: ServerResponse
  bytesRead: number
  sinceMs: number
}

export class StalledBodies {
  readonly #nowMs: () => number
  readonly #watched = new Set<Watched>()
  #timer: NodeJS.Timeout | undefined

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  /** Bodies that are still to come. */
  get size(): number {
    return this.#watched.size
  }

  watch(server: Server): void {
    server.prependListener('request', (incoming, outgoing) => this.#add(incoming, outgoing))
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref()
    server.on('close', () => clearInterval(this.#timer))
  }

  /** Drops those of which nothing has come for 30 s. */
  look(): void {
    const nowMs = this.#nowMs()
    for (const watched of this.#watched) {
      const { incoming, bytesRead } = watched
      if (incoming.complete || incoming.socket.destroyed) this.#watched.delete(watched)
      else if (incoming.socket.bytesRead !== bytesRead) {
        watched.bytesRead = incoming.socket.bytesRead
        watched.sinceMs = nowMs
      } else if (nowMs - watched.sinceMs >= PATIENCE_MS) {
        this.#watched.delete(watched)
        drop(watched)
      }
    }
  }

  #add(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { 'content-length': length, 'transfer-encoding': encoding } = incoming.headers
    if (encoding === undefined && (length === undefined || Number(length) === 0)) return
    const watched = { incoming, outgoing, bytesRead: incoming.socket.bytesRead, sinceMs: this.#nowMs() }
    this.#watched.add(watched)
    // Not 'end': who reads none of the body hears of none.
    incoming.once('close', () => this.#watched.delete(watched))
  }
}

/** The body of this request will never be whole: the line is gone, or was cut. */
export function isCutOff(incoming: IncomingMessage | undefined): boolean {
  return incoming !== undefined && !incoming.complete && incoming.socket.destroyed
}

/** Bypasses the code that waits for the body, as Node does with a request that takes too long. */
function drop({ incoming: { socket }, outgoing }: Watched): void {
  if (outgoing.headersSent) {
    socket.destroy()
    return
  }
  const message =
    'The rest of what you sent did not come within 30 seconds. Look at your connection, and send it again.'
  const body = JSON.stringify({ error: { code: 'too-slow', message } })
  const head = [
    'HTTP/1.1 408 Request Timeout',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'connection: close',
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  socket.destroySoon()
}
