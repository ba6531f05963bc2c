/** A browser's socket: from the upgrade to its place in a room, and out again. */
import { upgradeWebSocket } from '@hono/node-server'
import { CLOSE, type CloseReason, type Connection, type RoomHost, type Identity, type Visit } from '@coeval/sync'
import type { Context, MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws'
import { personOf } from '../access/principal.ts'
import { mayWrite } from '../access/roles.ts'
import { hashToken } from '../access/tokens.ts'
import { inRoom } from '../process/last-defence.ts'
import type { AccessServices } from '../access-services.ts'
import { admit } from './admission.ts'
import { limitedAddress } from '../net/client-address.ts'
import type { ConnectionLimits } from '../net/connection-limits.ts'
import type { Env } from './context.ts'
import type { Guard } from './guard.ts'
import type { Heartbeat } from '../net/heartbeat.ts'
import type { PublicOrigins } from '../net/public-origins.ts'
import { HeldCloses, holdBackFinalCloses, type Comer } from '../net/held-closes.ts'
import { sentence } from '../messages/sentence.ts'
import { inWords } from '../net/in-words.ts'
import { isOwnOrigin } from '../net/security.ts'
import { connectionOf, type SocketMeter, streamOf } from '../net/socket-connection.ts'
import { systemClock } from '../process/system-clock.ts'
import { upgradesOnly } from '../net/upgrades.ts'

/** How long a peer may take to answer a close, of ours or of ws, before its socket is cut. */
const CLOSE_PATIENCE_MS = 2000
/** From one who is not let in. A client that did not know yet has sent a question and who it is: some 100 bytes. */
const MAX_BEFORE_GOODBYE_BYTES = 64 * 1024
/** y-websocket takes a server that says nothing for 30 s for gone. */
const LONGEST_HELD_MS = 30_000

/** Frames above the limit are refused by ws before they are read. */
export function createSocketServer({ maxFrameBytes }: { maxFrameBytes: number }): WebSocketServer {
  // Deflate costs memory and a zip bomb is cheap to send; documents are small after the first answer.
  const options: ServerOptions & { closeTimeout: number } = {
    noServer: true,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
    clientTracking: true,
    // Not in the types of ws yet.
    closeTimeout: CLOSE_PATIENCE_MS,
  }
  return new WebSocketServer(options)
}

export interface SyncSocketOptions {
  host: RoomHost
  log: Logger
  limits: ConnectionLimits
  heartbeat: Heartbeat
  meter: SocketMeter
  services: AccessServices
  guard: Guard
  /** Why a chronology cannot be opened, if it cannot. */
  whyClosed: (id: string) => CloseReason | undefined
}

type Handlers = [MiddlewareHandler, MiddlewareHandler, MiddlewareHandler, MiddlewareHandler]

/** The handlers of the upgrade, in their order: whether it is one, where it comes from, who it is, and the socket. */
export function syncSocket(options: SyncSocketOptions): Handlers {
  return [upgradesOnly, ownOriginOrKey(options.services.places), admit(options), open(options)] as unknown as Handlers
}

/**
 * Cookies travel with every upgrade, and no browser asks first: this check is all that keeps other sites' pages out
 * (CWE-1385). A program has a key, which no page can send along with an upgrade.
 */
function ownOriginOrKey(places: PublicOrigins): MiddlewareHandler<Env> {
  return async (c, next) => {
    c.set('arrivedMs', systemClock.nowMs())
    const origin = c.req.header('origin')
    const isProgram = origin === undefined && c.req.header('authorization') !== undefined
    if (isProgram || isOwnOrigin(origin, places)) return next()
    return c.text(inWords(c, sentence('security.sockets-from', { baseUrl: places.baseUrl })), 403)
  }
}

function open({ host, log, limits, heartbeat, meter, services, whyClosed }: SyncSocketOptions): MiddlewareHandler<Env> {
  const { costs } = services
  const held = new HeldCloses(() => systemClock.nowMs())
  return upgradeWebSocket((c) => {
    const { admission } = (c as unknown as Context<Env>).var
    const id = c.req.param('id') ?? ''
    const wantsReceipts = c.req.query('ack') === '1'
    const generation = c.req.query('generation')
    const address = (c as unknown as Context<Env>).var.address
    const payer = admission.reason ? undefined : costs.payerFor(admission.who, address)
    const comer = comerOf(c as unknown as Context<Env>, id, address)
    return {
      onOpen(_event, ctx) {
        const socket = ctx.raw as unknown as WebSocket
        // First, so that it hears the code that is said, and the meter counts at once.
        let isIn = false
        holdBackFinalCloses(
          socket,
          () => isIn,
          (code, messages) => held.waitMs(comer, code, messages),
        )
        const connection = connectionOf(socket, meter, payer)
        const refuse = (reason: CloseReason) => connection.close(reason, reason.reason)
        const turnAway = (reason: CloseReason) => {
          refuse(reason)
          cutOffFlood(socket)
          keepOnlyTheseListeners(socket)
        }
        // A mistake of ours in one room must not end the process, and with it all the others.
        const guarded = (work: () => void) => {
          try {
            inRoom(id, work)
          } catch (error) {
            log.error({ err: error, room: id }, 'a room failed')
            refuse(CLOSE.notLoaded)
          }
        }
        const giveBack = limits.take(limitedAddress(address))
        if (!giveBack) return turnAway(CLOSE.tooMany)
        socket.on('close', giveBack)
        if (admission.reason) return turnAway(admission.reason)
        // It may have gone to the trash since.
        const closed = whyClosed(id)
        if (closed) return turnAway(closed)
        const waitMs = Math.min(LONGEST_HELD_MS, payer?.waitMs ?? 0)
        if (waitMs > 0) {
          // Whoever comes back at once would be back before it may go on.
          const timer = setTimeout(() => turnAway(CLOSE.tooFast), waitMs).unref()
          socket.on('close', () => clearTimeout(timer))
          onFlood(socket, () => turnAway(CLOSE.tooFast))
          return keepOnlyTheseListeners(socket)
        }
        heartbeat.watch(socket)
        onFirstSend(connection, () => {
          isIn = true
          held.letIn(comer)
        })
        guarded(() => {
          const { who, standing, role, changes } = admission
          const person = personOf(who)
          const stamp = person && { id: person.id, name: person.name, colour: person.colour }
          const options = {
            mayWrite: mayWrite(role),
            wantsReceipts,
            generation,
            author: person?.id,
            user: stamp ?? undefined,
          }
          const visit = costs.onAccountOf(payer, () => host.connect(id, connection, options))
          follow(socket, connection, visit, { meter, guard: guarded })
          const live = {
            who,
            standing,
            namesGeneration: generation !== undefined,
            close: refuse,
            updateIdentity: (user: Identity) => guarded(() => visit.updateIdentity(user)),
          }
          socket.on('close', services.live.add(live, changes))
        })
        keepOnlyTheseListeners(socket)
      },
    }
  }) as unknown as MiddlewareHandler<Env>
}

/** Only who is in a room is sent anything but a goodbye. */
function onFirstSend(connection: Connection, hear: () => void): void {
  const send = connection.send.bind(connection)
  connection.send = (frames) => {
    connection.send = send
    hear()
    return send(frames)
  }
}

function comerOf(c: Context<Env>, room: string, address: string): Comer {
  const credentials = c.req.header('authorization') ?? c.req.header('cookie')
  const key = hashToken([credentials ?? '', room, limitedAddress(address)].join('\n'))
  return { key, isNobody: credentials === undefined, arrivedMs: c.var.arrivedMs }
}

function follow(
  socket: WebSocket,
  connection: Connection,
  visit: Visit,
  { meter, guard }: { meter: SocketMeter; guard: (work: () => void) => void },
): void {
  socket.binaryType = 'nodebuffer'
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (isBinary) guard(() => visit.receive(data))
    else {
      meter.refused(CLOSE.malformed.code)
      connection.close(CLOSE.malformed, 'a text frame')
    }
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

/** ws would go on putting together whole messages until its peer says goodbye as well, which one who floods does not. */
function cutOffFlood(socket: WebSocket): void {
  onFlood(socket, () => socket.terminate())
}

function onFlood(socket: WebSocket, stop: () => void): void {
  let leftBytes = MAX_BEFORE_GOODBYE_BYTES
  const count = ({ length }: Buffer) => {
    leftBytes -= length
    if (leftBytes >= 0) return
    stream.off('data', count)
    stop()
  }
  const stream = streamOf(socket).on('data', count)
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
