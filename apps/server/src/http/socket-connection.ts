/** A websocket as the room host sees it. */
import type { Socket } from 'node:net'
import { CLOSE, type Connection } from '@coeval/sync'
import type { WebSocket } from 'ws'
import { encodeFrames } from './wire.ts'

const FRAME_TOO_LARGE = 1009

/** The frames that were sent last, of all connections: a room hands the same array to each of its sockets in turn. */
let lastFrames: readonly Uint8Array[] | undefined
let lastWire: Buffer[] = []

export function connectionOf(socket: WebSocket): Connection {
  const closeSocket = socket.close.bind(socket)
  // ws refuses a frame above maxPayload by itself, with a code on which y-websocket would send it again for ever.
  socket.close = (code, reason) =>
    code === FRAME_TOO_LARGE
      ? closeSocket(CLOSE.frameTooLarge.code, CLOSE.frameTooLarge.reason)
      : closeSocket(code, reason)
  socket.on('error', () => {
    // What was wrong with the frame is in the close code, and 'close' follows.
  })
  // ws writes a message as two chunks and makes the header anew for each socket. Without an extension it keeps no queue
  // of its own, so frames of ours may go between those of ws (pings, close).
  const stream = streamOf(socket)
  return {
    send(frames) {
      if (!stream.writable) return 0
      if (frames !== lastFrames) {
        lastFrames = frames
        lastWire = encodeFrames(frames)
      }
      if (lastWire.length === 1) return stream.write(lastWire[0]) ? 0 : stream.writableLength
      stream.cork()
      for (const buffer of lastWire) stream.write(buffer)
      stream.uncork()
      return stream.writableLength
    },
    close({ code, reason }) {
      socket.close(code, reason)
    },
    queuedBytes: () => stream.writableLength,
  }
}

/** The TCP socket under a websocket; ws has no public name for it. */
export function streamOf(socket: WebSocket): Socket {
  const { _socket: stream, extensions } = socket as unknown as { _socket?: Socket; extensions: string }
  if (!stream || extensions !== '') throw new Error('the websocket has no plain stream to write to')
  return stream
}
