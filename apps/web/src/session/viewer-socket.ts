/**
 * The WebSocket of a reader: it sends nothing but the request for the document (sync step 1). y-websocket
 * would also pass on other people's presence, and announce the departure of a presence that was never there.
 */
import { SYNC, TAG } from '@coeval/sync'

export function viewerSocket(Socket: typeof WebSocket = WebSocket): typeof WebSocket {
  return class extends Socket {
    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBufferLike>): void {
      if (data instanceof Uint8Array && data[0] === TAG.sync && data[1] === SYNC.step1)
        super.send(data as Uint8Array<ArrayBuffer>)
    }
  }
}
