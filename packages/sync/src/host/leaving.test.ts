/** A client that the server disconnects (a role has changed, a session has ended) is out at that moment, whatever goes on. */
import { beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { step1Frame, updateFrame } from '../wire/frames.ts'
import type { Connection, Visit } from './connection.ts'
import { RoomHost } from './room-host.ts'
import { deliverAll, FaultyStorage, HandClock, settle, Tab } from '../testing/index.ts'

let storage: FaultyStorage
let clock: HandClock
let host: RoomHost

beforeEach(async () => {
  storage = new FaultyStorage()
  clock = new HandClock()
  host = new RoomHost({ storage, clock })
  await storage.create({ id: 'room', generation: 'g', state: Y.encodeStateAsUpdateV2(new Y.Doc()) })
})

test('what was received from a client that left while the room was loading is not applied', async () => {
  const visit = host.connect('room', silent(), { mayWrite: true, wantsReceipts: true })
  visit.receive(updateFrame(typing('too late')))
  visit.leave()
  expect(await textOfRoom()).toBe('')
  expect(host.unsavedCount).toBe(0)
})

test('what is received from a client that has left is not applied', async () => {
  const visit = host.connect('room', silent(), { mayWrite: true, wantsReceipts: true })
  await settle()
  visit.leave()
  visit.receive(updateFrame(typing('too late')))
  expect(await textOfRoom()).toBe('')
})

test('one may leave at any moment, also in the middle of what is done for the room', async () => {
  for (const who of ['itself', 'the next', 'all'] as const) {
    for (const when of ['at a send', 'at a close'] as const) {
      const witness = new Tab()
      witness.connect(host, 'room')
      await settle()
      deliverAll([witness])
      const visits: Visit[] = []
      const leave = (n: number) => {
        const leaving = who === 'itself' ? [visits[n]] : who === 'the next' ? [visits[n + 1]] : visits
        for (const visit of leaving) visit?.leave()
      }
      for (let n = 0; n < 5; n++) {
        const connection = {
          send: () => (when === 'at a send' ? leave(n) : undefined, 0),
          close: () => leave(n),
          queuedBytes: () => 0,
        }
        visits.push(host.connect('room', connection, { mayWrite: n % 2 === 0, wantsReceipts: true }))
      }
      await settle()
      // Asks, writes, and says what nobody understands.
      for (const frame of [step1Frame(Uint8Array.of(0)), updateFrame(typing('x')), Uint8Array.of(9)]) {
        for (const visit of visits) visit.receive(frame)
        await clock.advance(100)
      }
      const text = `${who} ${when}`
      witness.doc.getText('seen').insert(0, text)
      deliverAll([witness])
      await clock.advance(1000)
      deliverAll([witness])
      expect(host.peek('room')?.getText('seen').toString()).toContain(text)
      expect(witness.doc.getText('t').toString()).toBe(await textOfRoom())
      for (const visit of visits) visit.leave()
      expect(host.connectionCount).toBe(1)
      witness.destroy()
      expect(host.connectionCount).toBe(0)
    }
  }
})

function silent(): Connection {
  return { send: () => 0, close() {}, queuedBytes: () => 0 }
}

function typing(text: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, text)
  return Y.encodeStateAsUpdate(doc)
}

function textOfRoom(): Promise<string | undefined> {
  return host.read('room', (doc) => doc.getText('t').toString())
}
