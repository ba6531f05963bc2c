/** A browser's socket: from the upgrade to its place in a room, and out again. */
import { getConnInfo } from '@hono/node-server/conninfo'
import { upgradeWebSocket } from '@hono/node-server'
import { CLOSE, type CloseReason, type Connection, type RoomHost, type Visit } from '@coeval/sync'
import type { MiddlewareHandler } from 'hono'
import { nanoid } from 'nanoid'
import type { Logger } from 'pino'
import { type WebSocket, WebSocketServer } from 'ws'
import type { ConnectionLimits } from './connection-limits.ts'
import type { Heartbeat } from './heartbeat.ts'
import { connectionOf } from './socket-connection.ts'

/** How long a peer may take to answer a close, of ours or of ws, before its socket is cut. */
const CLOSE_PATIENCE_MS = 2000

/** Frames above the limit are refused by ws before they are read. */
export function createSocketServer({ maxFrameBytes }: { maxFrameBytes: number }): WebSocketServer {
  // Deflate costs memory and a zip bomb is cheap to send; documents are small after the first answer.
  return new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
    clientTracking: true,
    closeTimeout: CLOSE_PATIENCE_MS,
  })
}

export interface SyncSocketOptions {
  host: RoomHost
  log: Logger
  limits: ConnectionLimits
  heartbeat: Heartbeat
  /** Why a chronology cannot be opened, if it cannot. */
  whyClosed: (id: string) => CloseReason | undefined
}

export function syncSocket({ host, log, limits, heartbeat, whyClosed }: SyncSocketOptions): MiddlewareHandler {
  return upgradeWebSocket((c) => {
    const id = c.req.param('id') ?? ''
    const wantsReceipts = c.req.query('ack') === '1'
    const generation = c.req.query('generation')
    const address = getConnInfo(c).remote.address ?? ''
    return {
      onOpen(_event, ctx) {
        const socket = ctx.raw as unknown as WebSocket
        const connection = connectionOf(socket)
        const refuse = (reason: CloseReason) => connection.close(reason, reason.reason)
        // A mistake of ours in one room must not end the process, and with it all the others.
        const guard = (work: () => void) => {
          try {
            work()
          } catch (error) {
            log.error({ err: error, room: id }, 'a room failed')
            refuse(CLOSE.notLoaded)
          }
        }
        const giveBack = limits.take(address)
        if (!giveBack) return refuse(CLOSE.tooMany)
        socket.on('close', giveBack)
        heartbeat.watch(socket)
        guard(() => {
          const closed = whyClosed(id)
          if (closed) return refuse(closed)
          // Until people sign in, all that the server knows of one is which socket is theirs.
          const user = { id: `guest-${nanoid(12)}` }
          follow(
            socket,
            connection,
            host.connect(id, connection, { mayWrite: true, wantsReceipts, generation, user }),
            guard,
          )
        })
        keepOnlyTheseListeners(socket)
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
  const leave = () => guard(() => visit.leave())
  socket.on('close', leave)
  // A peer may take its time to hang up, or never do so. For the room it is gone when it is told to go, when ws has
  // refused a frame, or when it said goodbye: all of these come by here.
  const close = socket.close.bind(socket)
  socket.close = (code, reason) => {
    leave()
    close(code, reason)
  }
}

/**
 * Takes off what Hono's adapter hangs on the socket after `onOpen`. It does nothing here, and it keeps the request of
 * the upgrade with its headers and context for as long as the socket lives: a third of what a connection costs.
 */
function keepOnlyTheseListeners(socket: WebSocket): void {
  const events = ['message', 'close', 'error'] as const
  const known = new Set<unknown>(events.flatMap((event) => socket.listeners(event)))
  setImmediate(() => {
    for (const event of events) {
      for (const listener of socket.listeners(event)) {
        if (!known.has(listener)) socket.off(event, listener as () => void)
      }
    }
  })
}
