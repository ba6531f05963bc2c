/**
 * Pings, so that a line that died in silence is noticed. One timer for all sockets, and each second its share of them:
 * thousands that came at once are not all asked at once.
 *
 * Whatever arrives is an answer, not only a pong: our ping waits behind all that the peer has not read yet, and on a slow
 * line a large document takes longer than a round. Such a client still speaks of itself (y-websocket every 15 s).
 */
import type { Socket } from 'node:net'
import { CLOSE } from '@coeval/sync'
import type { WebSocket } from 'ws'
import { streamOf } from './socket-connection.ts'

const ROUND_SECONDS = 25

interface Watched {
  stream: Socket
  /** What had arrived when it was asked last. */
  bytesThen: number
}

export class Heartbeat {
  /** In each, the sockets asked in the same second. */
  readonly #groups = Array.from({ length: ROUND_SECONDS }, () => new Map<WebSocket, Watched>())
  #next = 0
  #turn = 0
  #timer: NodeJS.Timeout | undefined

  watch(socket: WebSocket): void {
    const group = this.#groups[this.#next++ % ROUND_SECONDS] as Map<WebSocket, Watched> // within bounds
    group.set(socket, { stream: streamOf(socket), bytesThen: -1 })
    socket.on('close', () => group.delete(socket))
    this.#timer ??= setInterval(() => this.#ask(), 1000).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #ask(): void {
    const group = this.#groups[this.#turn++ % ROUND_SECONDS] as Map<WebSocket, Watched> // within bounds
    for (const [socket, watched] of group) {
      const { bytesRead } = watched.stream
      // If it is there after all and reads on, it is told what happened.
      if (bytesRead === watched.bytesThen) socket.close(CLOSE.tooSlow.code, CLOSE.tooSlow.reason)
      else {
        watched.bytesThen = bytesRead
        socket.ping()
      }
    }
  }
}
