import { setTimeout as wait } from 'node:timers/promises'
import { TAG, readSaved } from '@coeval/sync'
import type { ChronologyInfo } from '@coeval/api'
import * as decoding from 'lib0/decoding'
import WebSocket from 'ws'
import { SYNC, syncMessage } from '../../bench/sync/wire/messages.ts'
import type { ServerProcess } from '../../server-process.ts'

/**
 * Puts a document into a new chronology that anybody may read, as a hostile program would: as raw Yjs updates over
 * the socket. Resolves with its id once the server says that it is on disk.
 */
export async function placeDocument(
  server: ServerProcess,
  updates: readonly Uint8Array[],
  key: string,
): Promise<string> {
  // Making the document took seconds, in which the server has closed idle connections: that is to be heard first.
  await nextTurn()
  const owner = await server.owner()
  const { body } = await owner.send<ChronologyInfo>('POST', '/api/chronologies', { title: 'Hostile' })
  await owner.send('PATCH', `/api/chronologies/${body.id}`, { visibility: 'public' })
  await sendAll(`${server.url.replace('http', 'ws')}/sync/${body.id}?ack=1`, updates, key)
  return body.id
}

/** One after the other: the server takes no more work at once than a person makes. */
function sendAll(address: string, updates: readonly Uint8Array[], key: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address, { headers: { authorization: `Bearer ${key}` } })
    let sent = 0
    const sendNext = () => {
      const update = updates[sent++]
      if (update) return socket.send(syncMessage(SYNC.update, update))
      resolve()
      socket.close()
    }
    socket.binaryType = 'nodebuffer'
    socket.on('open', sendNext)
    socket.on('message', (data: Buffer) => {
      const decoder = decoding.createDecoder(data)
      if (decoding.readVarUint(decoder) === TAG.saved && readSaved(decoder) === sent) sendNext()
    })
    socket.on('error', reject)
    socket.on('close', (code, reason) => reject(new Error(`closed with ${code}: ${reason.toString()}`)))
  })
}

async function nextTurn(): Promise<void> {
  // After a timer comes what has arrived at sockets, and then another.
  await wait(0)
  await wait(0)
}
