/**
 * Opens, edits and leaves many rooms with the real storage, in a process of its own, and prints what is left as JSON:
 * bytes in use before and after, and the number of open rooms.
 *
 *   node --expose-gc open-and-close-rooms.ts FOLDER ROOMS
 */
import { join } from 'node:path'
import { RoomHost } from '@coeval/sync'
import { deliverAll, HandClock, Tab } from '@coeval/sync/testing'
import * as Y from 'yjs'
import { openSqliteStorage } from '../../apps/server/src/storage/sqlite/index.ts'

const IDLE_MS = 60_000
const ROOMS_TO_WARM_UP = 200
const TABS = 3
/** What a document takes at least: were it kept, it would be seen. */
const DOCUMENT_BYTES = 20_000
const FACTS = { title: '', events: 0, nowMs: 0, visibility: 'private', owner: null } as const

const [folder = '', rooms = ''] = process.argv.slice(2)
const clock = new HandClock()
const storage = openSqliteStorage(join(folder, 'test.sqlite'))
const host = new RoomHost({ storage: storage.rooms, clock })

await openAndClose('warm', ROOMS_TO_WARM_UP)
const before = bytesInUse()
await openAndClose('room', Number(rooms))
const after = bytesInUse()
process.stdout.write(JSON.stringify({ before, after, openRooms: host.openRoomCount, timers: clock.timerCount }))
await storage.close(10_000)

async function openAndClose(prefix: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const id = `${prefix}-${n}`
    await storage.chronologies.create({ id, generation: 'g', state: seed(), ...FACTS })
    await host.read(id, () => {})
    const tabs = Array.from({ length: TABS }, () => new Tab())
    for (const tab of tabs) tab.connect(host, id)
    deliverAll(tabs)
    for (const tab of tabs) {
      tab.awareness.setLocalState({ user: { name: 'Ada' } })
      tab.doc.getText('text').insert(0, 'x')
    }
    deliverAll(tabs)
    for (const tab of tabs) tab.destroy()
  }
  await clock.advance(1000)
  while (host.unsavedCount > 0) {
    await storage.rooms.load('none')
    await clock.advance(100)
  }
  await clock.advance(IDLE_MS)
}

function seed(): Uint8Array {
  const doc = new Y.Doc()
  doc.getText('text').insert(0, 'x'.repeat(DOCUMENT_BYTES))
  return Y.encodeStateAsUpdateV2(doc)
}

function bytesInUse(): number {
  for (let n = 0; n < 3; n++) globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
