/**
 * A WebSocket that tells which write frames go out, for `SaveTracker`. The provider of y-websocket numbers nothing
 * itself; counting at the socket sees exactly what the server will count.
 */
import { SYNC, TAG } from '@coeval/sync'

export interface WriteCounter {
  opening(): void
  sent(kind: 'step2' | 'update'): void
}

/** A WebSocket class bound to one counter, to hand to the provider as its `WebSocketPolyfill`. */
export function countingSocket(counter: WriteCounter, Socket: typeof WebSocket = WebSocket): typeof WebSocket {
  return class extends Socket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      counter.opening()
    }

    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBufferLike>): void {
      if (data instanceof Uint8Array && data[0] === TAG.sync) {
        if (data[1] === SYNC.step2) counter.sent('step2')
        if (data[1] === SYNC.update) counter.sent('update')
      }
      super.send(data as ArrayBuffer)
    }
  }
}
