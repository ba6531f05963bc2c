/** A websocket as the room host sees it. */
import type { Socket } from 'node:net'
import { CLOSE, type Connection, type Payer } from '@coeval/sync'
import type { WebSocket } from 'ws'
import { encodeFrames } from './wire.ts'

const FRAME_TOO_LARGE = 1009
const PROTOCOL_ERROR = 1002
/** Close codes of the sync protocol, wherever in the server they come from. */
const OWN_CODES = new Set<number>(Object.values(CLOSE).map(({ code }) => code))

/** What is worth counting, for metrics. */
export interface SocketMeter {
  /** A frame was refused, and the connection with it, with this close code. */
  refused(code: number): void
  /** A connection has ended. A client's code may be any number. */
  ended(code: number, by: 'server' | 'client'): void
}

/**
 * The frames that were sent last, of all connections: a room hands the same array to each of its sockets in turn. Only
 * where they became one small buffer: large ones are not copied anyway, and would be kept until something else is sent.
 */
let lastFrames: readonly Uint8Array[] | undefined
let lastWire: Buffer | undefined

export function connectionOf(socket: WebSocket, meter: SocketMeter, payer?: Payer): Connection {
  const closeSocket = socket.close.bind(socket)
  /** What ws said on its own: why it refused a frame, or the client's own code back to it. */
  let saidByWs = PROTOCOL_ERROR
  /** What this server ended it with. */
  let endedWith: number | undefined
  // ws refuses a frame above maxPayload by itself, with a code on which y-websocket would send it again for ever.
  socket.close = (code, reason) => {
    const isTooLarge = code === FRAME_TOO_LARGE
    saidByWs = isTooLarge ? CLOSE.frameTooLarge.code : (code ?? PROTOCOL_ERROR)
    if (OWN_CODES.has(saidByWs)) endedWith ??= saidByWs
    closeSocket(isTooLarge ? saidByWs : code, isTooLarge ? CLOSE.frameTooLarge.reason : reason)
  }
  socket.on('error', () => {
    // ws refused a frame. What was wrong with it is in the close code, and 'close' follows.
    endedWith ??= saidByWs
    meter.refused(saidByWs)
  })
  socket.on('close', (code) => meter.ended(endedWith ?? code, endedWith === undefined ? 'client' : 'server'))
  // ws writes a message as two chunks and makes the header anew for each socket. Without an extension it keeps no queue
  // of its own, so frames of ours may go between those of ws (pings, close).
  const stream = streamOf(socket)
  return {
    send(frames) {
      if (!stream.writable) return 0
      if (lastWire && frames === lastFrames) return stream.write(lastWire) ? 0 : stream.writableLength
      const wire = encodeFrames(frames)
      if (wire.length === 1) {
        lastFrames = frames
        lastWire = wire[0] as Buffer // just counted
        return stream.write(lastWire) ? 0 : stream.writableLength
      }
      stream.cork()
      for (const buffer of wire) stream.write(buffer)
      stream.uncork()
      return stream.writableLength
    },
    close({ code, reason }) {
      socket.close(code, reason)
    },
    queuedBytes: () => unsentBytes(stream),
    ...(payer && { payer }),
  }
}

/** The TCP socket under a websocket; ws has no public name for it. */
export function streamOf(socket: WebSocket): Socket {
  const { _socket: stream, extensions } = socket as unknown as { _socket?: Socket; extensions: string }
  if (!stream || extensions !== '') throw new Error('the websocket has no plain stream to write to')
  return stream
}

/**
 * What the kernel has not taken yet. `writableLength` counts a write that is under way as a whole until its end, and one
 * write may be a state of 50 MB: its slow reader would look like one that reads nothing. Node has no public name for
 * how much of it is left, though its own timeouts go by it.
 */
function unsentBytes(stream: Socket): number {
  const { _handle: handle } = stream as unknown as { _handle?: { bytesWritten: number; writeQueueSize: number } | null }
  if (!handle) return stream.writableLength
  return stream.bytesWritten - handle.bytesWritten + handle.writeQueueSize
}
