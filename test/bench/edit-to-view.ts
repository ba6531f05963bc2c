import * as decoding from 'lib0/decoding'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { ServerProcess } from '../server-process.ts'
import { socketWith } from '../socket-with.ts'
import type { Figure } from './statistics.ts'

const EDITS = 500
/** PROTOCOL.md: `saved n`, everything in the first n write frames of this connection is on disk (with fsync). */
const SAVED = 64

/**
 * Two stock y-websocket clients in the CAJ chronology, one edit at a time: until the other has it, and until the
 * server says that it is on disk. Both clients share this process, so no clock is compared with another.
 */
export async function runEditToView(): Promise<Figure[]> {
  const server = await ServerProcess.start()
  const key = await server.makeKey()
  const [author, reader] = await Promise.all([join(server, key), join(server, key)])
  const toView: number[] = []
  const toSaved: number[] = []
  const here = author.doc.getMap('bench')
  const there = reader.doc.getMap('bench')
  for (let edit = 0; edit < EDITS; edit++) {
    const seen = new Promise<void>((resolve) =>
      there.observe(function see() {
        there.unobserve(see)
        resolve()
      }),
    )
    const saved = author.nextSaved()
    const beganMs = performance.now()
    here.set('edit', edit)
    await Promise.all([
      seen.then(() => toView.push(performance.now() - beganMs)),
      saved.then(() => toSaved.push(performance.now() - beganMs)),
    ])
  }
  author.provider.destroy()
  reader.provider.destroy()
  await server.close()
  return [
    { name: 'edit to view in the other client', valuesMs: toView },
    { name: 'edit to "saved" at its author', valuesMs: toSaved },
  ]
}

async function join(server: ServerProcess, key: string) {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(server.url.replace('http', 'ws') + '/sync', 'caj', doc, {
    params: { ack: '1' },
    disableBc: true,
    connect: false,
    WebSocketPolyfill: socketWith({ authorization: `Bearer ${key}` }),
  })
  let onSaved = (): void => {}
  provider.messageHandlers[SAVED] = (_encoder, decoder) => {
    decoding.readVarUint(decoder)
    onSaved()
  }
  const synced = new Promise<void>((resolve) => provider.once('sync', () => resolve()))
  provider.connect()
  await synced
  return {
    doc,
    provider,
    nextSaved: () =>
      new Promise<void>((resolve) => {
        onSaved = resolve
      }),
  }
}
