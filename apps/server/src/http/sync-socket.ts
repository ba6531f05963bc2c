/** A browser's socket: from the upgrade to its place in a room, and out again. */
import { upgradeWebSocket } from '@hono/node-server'
import { CLOSE, type CloseReason, type Connection, MAX_FRAME_BYTES, type RoomHost, type Visit } from '@coeval/sync'
import type { MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import { WebSocket, WebSocketServer } from 'ws'

const PING_EVERY_MS = 25_000
/** How long a peer may take to answer our close before its socket is cut. */
const CLOSE_PATIENCE_MS = 2000
const FRAME_TOO_LARGE = 1009

export function createSocketServer(): WebSocketServer {
  // Deflate costs memory and a zip bomb is cheap to send; documents are small after the first answer.
  return new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false })
}

export interface SyncSocketOptions {
  host: RoomHost
  log: Logger
  /** Why a chronology cannot be opened, if it cannot. */
  whyClosed: (id: string) => CloseReason | undefined
}

export function syncSocket({ host, log, whyClosed }: SyncSocketOptions): MiddlewareHandler {
  return upgradeWebSocket((c) => {
    const id = c.req.param('id') ?? ''
    const wantsReceipts = c.req.query('ack') === '1'
    const generation = c.req.query('generation')
    return {
      onOpen(_event, ctx) {
        const socket = ctx.raw as unknown as WebSocket
        const connection = connectionOf(socket)
        // A mistake of ours in one room must not end the process, and with it all the others.
        const guard = (work: () => void) => {
          try {
            work()
          } catch (error) {
            log.error({ err: error, room: id }, 'a room failed')
            connection.close(CLOSE.notLoaded, String(error))
          }
        }
        guard(() => {
          const closed = whyClosed(id)
          if (closed) connection.close(closed, closed.reason)
          else
            follow(
              socket,
              connection,
              host.connect(id, connection, { mayWrite: true, wantsReceipts, generation }),
              guard,
            )
        })
      },
    }
  }) as unknown as MiddlewareHandler
}

function follow(socket: WebSocket, connection: Connection, visit: Visit, guard: (work: () => void) => void): void {
  socket.binaryType = 'nodebuffer'
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (isBinary) guard(() => visit.receive(data))
    else connection.close(CLOSE.malformed, 'a text frame')
  })
  let isAlive = true
  const pinging = setInterval(() => {
    if (!isAlive) return socket.terminate()
    isAlive = false
    socket.ping()
  }, PING_EVERY_MS)
  socket.on('pong', () => {
    isAlive = true
  })
  socket.on('close', () => {
    clearInterval(pinging)
    guard(() => visit.leave())
  })
}

function connectionOf(socket: WebSocket): Connection {
  const closeSocket = socket.close.bind(socket)
  // ws refuses a frame above maxPayload by itself, with a code on which y-websocket would send it again for ever.
  socket.close = (code, reason) =>
    code === FRAME_TOO_LARGE
      ? closeSocket(CLOSE.frameTooLarge.code, CLOSE.frameTooLarge.reason)
      : closeSocket(code, reason)
  socket.on('error', () => {
    // What was wrong with the frame is in the close code, and 'close' follows.
  })
  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame)
    },
    close({ code, reason }) {
      closeSocket(code, reason)
      setTimeout(() => socket.terminate(), CLOSE_PATIENCE_MS).unref()
    },
    queuedBytes: () => socket.bufferedAmount,
  }
}
