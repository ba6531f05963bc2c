/** [S4] Pending updates, where those of several people meet. */
import { beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { RoomHost } from '../host/room-host.ts'
import { deliverAll, FaultyStorage, HandClock, settle, Tab } from '../testing/index.ts'

let clock: HandClock
let host: RoomHost

beforeEach(async () => {
  const storage = new FaultyStorage()
  clock = new HandClock()
  host = new RoomHost({ storage, clock })
  await storage.create({ id: 'room', generation: 'g', state: Y.encodeStateAsUpdateV2(new Y.Doc()) })
})

test('[S4] pending updates of somebody who left go with them, and those of others stay', async () => {
  const [a, b] = [await openTab(1), await openTab(2)]
  sendWithGap(a)
  sendWithGap(b)
  b.disconnect()
  deliverAll([a])
  const { store } = roomDoc()
  expect(Y.getState(store, a.doc.clientID)).toBe(a.ownClock)
  expect(store.pendingStructs).toBeNull()
  expect(store.pendingDs).toBeNull()
})

test('[S4] a client whose own copy waits for what nobody here has is not asked without end', async () => {
  const author = new Y.Doc()
  const updates: Uint8Array[] = []
  author.on('update', (update: Uint8Array) => updates.push(update))
  author.getText('t').insert(0, 'a')
  author.getText('t').insert(1, 'b')
  const tab = new Tab({ wantsReceipts: false })
  // A copy kept in the browser may lack an update; Yjs adds what waits to every state that it sends.
  Y.applyUpdate(tab.doc, updates[1] ?? new Uint8Array())
  expect(tab.doc.store.pendingStructs).not.toBeNull()
  tab.connect(host, 'room')
  await settle()
  deliverAll([tab])
  tab.doc.getText('t').insert(0, 'still heard')
  deliverAll([tab])
  expect(roomDoc().getText('t').toString()).toBe('still heard')
})

async function openTab(clientId: number): Promise<Tab> {
  const tab = new Tab({ clientId })
  tab.connect(host, 'room')
  await settle()
  deliverAll([tab])
  return tab
}

/** Two changes, of which the first is lost on the way. */
function sendWithGap(tab: Tab): void {
  tab.doc.getText('t').insert(0, 'a')
  tab.doc.getText('t').insert(0, 'b')
  tab.pushOne('lose')
  tab.pushOne()
}

function roomDoc(): Y.Doc {
  const doc = host.peek('room')
  if (!doc) throw new Error('the room is not open')
  return doc
}
