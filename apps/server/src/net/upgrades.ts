/**
 * Requests for a websocket that get none. Hono's adapter answers a refused upgrade with its status alone, without the
 * sentence; and one that a proxy has made an ordinary request of would be answered with the page.
 */
import type { IncomingMessage } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import { sentence } from '../messages/sentence.ts'
import { inWords } from './in-words.ts'

type Fetch = (request: Request, env: unknown) => Response | Promise<Response>

/** After the answer the peer may keep its end of the line open for so long. */
const HANG_UP_PATIENCE_MS = 2000
/** Said of the line itself, by us. */
const NOT_PASSED_ON = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade'])

const NGINX_LINES = `    proxy_http_version 1.1;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection "upgrade";`

/** Whether this request is for a websocket: any other upgrade (h2c) may be left out, says RFC 9110, 7.8. */
export function isForWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket'
}

/** [H6] Lets through real upgrades alone. */
export const upgradesOnly: MiddlewareHandler = async (c, next) => {
  if (isUpgrade(c.env)) return next()
  c.header('upgrade', 'websocket')
  c.header('connection', 'close')
  return c.text(`${inWords(c, sentence('upgrades.websockets-only', { lines: NGINX_LINES }))}\n`, 426)
}

/** What else is asked for below /sync: the page would be no answer to a program. */
export const noRoom: MiddlewareHandler = async (c) => c.text(`${inWords(c, sentence('upgrades.no-room'))}\n`, 404)

/** An upgrade where there is only the page. */
export const noPageByUpgrade: MiddlewareHandler = async (c, next) => (isUpgrade(c.env) ? noRoom(c, next) : next())

/** Answers a refused upgrade whole, with its body. For `fetch` of Hono's adapter. */
export function answeringRefusedUpgrades(fetch: Fetch): Fetch {
  return async (request, env) => {
    const response = await fetch(request, env)
    // What Hono's adapter takes for a yes is an empty 200.
    if (!isUpgrade(env) || (response.status === 200 && response.body === null)) return response
    await answer(env.incoming.socket, response)
    return response
  }
}

/** What Hono's adapter hands on with an upgrade, and with nothing else. */
function isUpgrade(env: unknown): env is { incoming: IncomingMessage; wss: unknown } {
  return typeof env === 'object' && env !== null && 'wss' in env && 'incoming' in env
}

/** Resolves when the line is gone: until then, the adapter would add an answer of its own. */
async function answer(socket: Socket, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer())
  if (socket.destroyed) return
  const lines = [`HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? ''}`]
  response.headers.forEach((value, name) => {
    if (!NOT_PASSED_ON.has(name)) lines.push(`${name}: ${value}`)
  })
  lines.push('connection: close', `content-length: ${body.length}`)
  const { promise: gone, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(() => socket.destroy(), HANG_UP_PATIENCE_MS)
  socket.once('close', () => {
    clearTimeout(timer)
    resolve()
  })
  socket.end(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]))
  // What it goes on to send is not kept.
  socket.resume()
  await gone
}
