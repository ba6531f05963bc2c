/** A room that is removed and made again under its id: another generation, of which the old one must leave nothing. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { RoomHost } from './room-host.ts'
import { deliverAll, FaultyStorage, HandClock, settle, Tab, type WriteFault } from '../testing/index.ts'

for (const fault of ['work', 'fail', 'hang'] as const satisfies WriteFault[]) {
  test(`[H3] what was not stored of a removed room never reaches the one made after it (storage: ${fault})`, async () => {
    const storage = new FaultyStorage()
    const clock = new HandClock()
    const host = new RoomHost({ storage, clock })
    await storage.create({ id: 'room', generation: 'old', state: seed('old') })
    const tab = new Tab()
    tab.connect(host, 'room', { generation: 'old' })
    await settle()
    deliverAll([tab])
    storage.appends = fault
    tab.doc.getText('t').insert(0, 'late ')
    deliverAll([tab])
    if (fault !== 'work') await clock.advance(10)
    const removed = host.remove('room')
    storage.appends = 'work'
    await removed
    await storage.create({ id: 'room', generation: 'new', state: seed('new') })
    await clock.advance(5000)
    const fresh = new RoomHost({ storage, clock: new HandClock() })
    expect(await fresh.read('room', (doc) => doc.getText('t').toString())).toBe('new')
    const stored = await storage.load('room')
    expect(stored?.updates).toEqual([])
  })
}

function seed(text: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, text)
  return Y.encodeStateAsUpdateV2(doc)
}
