import { MESSAGE_SAVED } from '@coeval/sync'
import type { ChronologyInfo } from '@coeval/server/api-types'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { SYNC, syncMessage } from '../../bench/sync/wire/messages.ts'
import type { ServerProcess } from '../../server-process.ts'

/** Above what a frame of the server's default limit holds, a document does not come in one. */
const MAX_FRAME_BYTES = 4 * 1024 * 1024

/**
 * Puts a document into a new chronology that anybody may read, as a hostile program would: as one raw Yjs update over
 * the socket. Resolves with its id once the server says that it is on disk.
 */
export async function placeDocument(server: ServerProcess, doc: Y.Doc, key: string): Promise<string> {
  const update = Y.encodeStateAsUpdate(doc)
  if (update.length > MAX_FRAME_BYTES) throw new Error(`the document has ${update.length} bytes`)
  const owner = await server.owner()
  const { body } = await owner.send<ChronologyInfo>('POST', '/api/chronologies', { title: 'Hostile' })
  await owner.send('PATCH', `/api/chronologies/${body.id}`, { visibility: 'public' })
  await sendUpdate(`${server.url.replace('http', 'ws')}/sync/${body.id}?ack=1`, update, key)
  return body.id
}

function sendUpdate(address: string, update: Uint8Array, key: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address, { headers: { authorization: `Bearer ${key}` } })
    socket.on('open', () => socket.send(syncMessage(SYNC.update, update)))
    socket.on('message', (data: Buffer) => {
      if (data[0] !== MESSAGE_SAVED) return
      resolve()
      socket.close()
    })
    socket.on('error', reject)
    socket.on('close', (code, reason) => reject(new Error(`closed with ${code}: ${reason.toString()}`)))
  })
}
