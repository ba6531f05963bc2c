// The server that y-websocket 2 ships, as its bin/server.cjs puts it together, but on the `ws` that the other peers have.
import { createServer, type IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import { type WebSocket, WebSocketServer } from 'ws'
import { announce } from './announce.ts'

interface Shipped {
  setupWSConnection: (socket: WebSocket, request: IncomingMessage) => void
}

const { setupWSConnection } = createRequire(import.meta.url)('y-websocket-2/bin/utils') as Shipped
const server = createServer()
new WebSocketServer({ server }).on('connection', setupWSConnection)
announce(server)
