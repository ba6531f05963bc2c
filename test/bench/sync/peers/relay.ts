// The floor: every frame goes to every other socket of its room, unread. Nothing is kept.
import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { announce } from './announce.ts'

const rooms = new Map<string, Set<WebSocket>>()
const server = createServer()
new WebSocketServer({ server }).on('connection', (socket, request) => {
  const name = request.url ?? ''
  const room = rooms.get(name) ?? new Set()
  rooms.set(name, room.add(socket))
  socket.on('message', (data: Buffer, isBinary) => {
    for (const other of room) if (other !== socket) other.send(data, { binary: isBinary })
  })
  socket.on('close', () => room.delete(socket))
})
announce(server)
