// Hocuspocus as it comes: default settings, nothing stored.
import { Server } from '@hocuspocus/server'
import { sayPort } from './announce.ts'

const server = new Server({ address: '127.0.0.1', port: 0, quiet: true })
await server.listen()
sayPort(server.address.port)
