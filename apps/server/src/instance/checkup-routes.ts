/** For `/checkup`: what the server sees of its installation, and whether a websocket gets through to it. */
import { upgradeWebSocket } from '@hono/node-server'
import { routes } from '@coeval/api'
import type { Context } from 'hono'
import type { WebSocket } from 'ws'
import type { Env } from '../http/context.ts'
import { type Api, reply } from '../http/serve-route.ts'
import { acceptedLanguages, sentence } from '../messages/sentence.ts'
import type { ConnectionLimits } from '../net/connection-limits.ts'
import { inWords } from '../net/in-words.ts'
import { isOwnOrigin } from '../net/security.ts'
import { upgradesOnly } from '../net/upgrades.ts'
import { type CheckupParts, checkUp } from './checkup.ts'

export interface CheckupRoutesOptions extends CheckupParts {
  limits: ConnectionLimits
}

const ECHOES = 10
const ECHO_BYTES = 200
const ECHO_MS = 15_000

export function checkupRoutes(api: Api, { limits, ...parts }: CheckupRoutesOptions): void {
  const { places } = parts
  api.answer(routes.readCheckup, async (c, { query: { origin } }) =>
    reply(
      200,
      await checkUp(parts, {
        origin,
        header: (name) => c.req.header(name),
        languages: acceptedLanguages(c.req.header('accept-language')),
      }),
    ),
  )
  api.upgrade(
    routes.openEcho,
    upgradesOnly,
    async (c, next) =>
      isOwnOrigin(c.req.header('origin'), places)
        ? next()
        : c.text(inWords(c, sentence('security.sockets-from-own-pages')), 403),
    upgradeWebSocket((c) => {
      // As for the sockets of chronologies: behind a proxy, not the proxy's own.
      const { address } = (c as unknown as Context<Env>).var
      return {
        onOpen(_event, ctx) {
          const socket = ctx.raw as unknown as WebSocket
          const giveBack = limits.take(address)
          if (!giveBack) return socket.close(1013)
          socket.on('close', giveBack)
          const timeout = setTimeout(() => socket.close(1000), ECHO_MS)
          socket.on('close', () => clearTimeout(timeout))
          let left = ECHOES
          socket.on('message', (data: Buffer, isBinary: boolean) => {
            if (isBinary || data.length > ECHO_BYTES || left-- <= 0) socket.close(1008)
            else socket.send(data.toString('utf8'))
          })
        },
      }
    }) as never,
  )
}
