/**
 * Pings, so that a line that died in silence is noticed. One timer for all sockets, and each second its share of them:
 * thousands that came at once are not all asked at once.
 */
import type { WebSocket } from 'ws'

const ROUND_SECONDS = 25

export class Heartbeat {
  /** In each, the sockets asked in the same second, and whether they have answered. */
  readonly #groups = Array.from({ length: ROUND_SECONDS }, () => new Map<WebSocket, boolean>())
  #next = 0
  #turn = 0
  #timer: NodeJS.Timeout | undefined

  watch(socket: WebSocket): void {
    const group = this.#groups[this.#next++ % ROUND_SECONDS] as Map<WebSocket, boolean> // within bounds
    group.set(socket, true)
    socket.on('pong', () => group.set(socket, true))
    socket.on('close', () => group.delete(socket))
    this.#timer ??= setInterval(() => this.#ask(), 1000).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #ask(): void {
    const group = this.#groups[this.#turn++ % ROUND_SECONDS] as Map<WebSocket, boolean> // within bounds
    for (const [socket, hasAnswered] of group) {
      if (!hasAnswered) socket.terminate()
      else {
        group.set(socket, false)
        socket.ping()
      }
    }
  }
}
