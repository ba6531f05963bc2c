/**
 * Well-formed updates that are meant to hurt: the sender is disconnected, or they cost no more than a large honest one. In
 * both cases the others work on, at most after connecting again [S9], and the room can be written down and read again.
 */
import { CLOSE, openDocument, RoomHost } from '@coeval/sync'
import {
  crafted,
  deliverAll,
  FaultyStorage,
  HandClock,
  presenceFrame,
  settle,
  Tab,
  updateFrame,
} from '@coeval/sync/testing'
import { beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { boundedTo } from '../../apps/server/src/process/time-limit.ts'

/** Catches what hangs; a busy machine does not get near it. */
const PATIENCE_MS = 5 * 60_000
const MAX_UPDATE_MS = 1000
/** y-websocket comes back on these by itself. */
const COMES_BACK_FROM = 4500

let storage: FaultyStorage
let clock: HandClock
let host: RoomHost
let bystander: Tab

beforeEach(async () => {
  storage = new FaultyStorage()
  clock = new HandClock()
  host = new RoomHost({ storage, clock, bounded: boundedTo(MAX_UPDATE_MS) })
  await storage.create({ id: 'room', generation: 'g', state: Y.encodeStateAsUpdateV2(new Y.Doc()) })
  bystander = await openTab()
})

const HOSTILE: Record<string, Uint8Array[]> = {
  'JSON too deep to be written again': [crafted.deepJson('json', 20_000)],
  'an embed too deep to be written again': [crafted.deepJson('embed', 20_000)],
  'a mark too deep to be written again': [crafted.deepJson('format', 20_000)],
  'maps too deep to be deleted': [crafted.deepMaps(10_000), crafted.deleteDeepMaps()],
  'maps too deep to be touched': [crafted.deepMaps(8000), crafted.touchDeepMaps(8000)],
  'thousands of insertions that do not know of each other': [
    crafted.longText(10_000),
    crafted.concurrentInsertions(10_000),
  ],
  'thousands of settings of one key that do not know of each other': [crafted.concurrentSettings(40_000)],
  'thousands of gaps': [crafted.manyGaps(40_000)],
  'thousands of root types': [crafted.manyRoots(20_000)],
  'thousands of documents in the document': [crafted.manySubdocuments(50_000)],
}

for (const [name, updates] of Object.entries(HOSTILE)) {
  test(`[S6] ${name}: nobody is harmed but the sender`, { timeout: PATIENCE_MS }, async () => {
    const hostile = await openTab()
    for (const update of updates) {
      hostile.sendRaw(updateFrame(update))
      hostile.pushOne()
      if (hostile.closed) break
      await comeToRest()
    }
    hostile.disconnect()
    if (bystander.closed) {
      expect(bystander.closed.code).toBeGreaterThanOrEqual(COMES_BACK_FROM)
      bystander.connect(host, 'room')
    }
    await comeToRest()
    bystander.doc.getText('by').insert(0, 'here')
    await comeToRest()
    expect(bystander.closed).toBeUndefined()
    expect(bystander.savedClock).toBe(bystander.ownClock)
    await expectAgreement()
  })
}

test('[S5] an update in V2 is malformed', async () => {
  for (const change of [(text: Y.Text) => text.insert(0, 'a'), () => {}]) {
    const doc = new Y.Doc()
    change(doc.getText('t'))
    const tab = await openTab()
    tab.sendRaw(updateFrame(Y.encodeStateAsUpdateV2(doc)))
    tab.pushOne()
    expect(tab.closed?.code).toBe(CLOSE.malformed.code)
  }
})

test('[S6] an update that goes on after its end is malformed', async () => {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'a')
  const tab = await openTab()
  tab.sendRaw(updateFrame(Uint8Array.of(...Y.encodeStateAsUpdate(doc), 0)))
  tab.pushOne()
  expect(tab.closed?.code).toBe(CLOSE.malformed.code)
  expect(host.peek('room')?.getText('t').toString()).toBe('')
})

test('[S6] presence that is not JSON is malformed', async () => {
  for (const state of ['{', '', '{"user":', 'undefined']) {
    const tab = await openTab()
    tab.sendRaw(presenceOf(tab.doc.clientID, state))
    tab.pushOne()
    expect([state, tab.closed?.code]).toEqual([state, CLOSE.malformed.code])
  }
})

async function expectAgreement(): Promise<void> {
  const stored = await storage.load('room')
  const room = host.peek('room')
  if (!stored || !room) throw new Error('the room is gone')
  const late = await openTab()
  const fresh = openDocument('room', stored).doc
  const expected = contentOf(fresh)
  for (const doc of [room, bystander.doc, late.doc]) expect(contentOf(doc)).toEqual(expected)
}

function contentOf(doc: Y.Doc): unknown {
  const { sv, ds } = Y.snapshot(doc)
  return {
    sv: [...sv].sort(([a], [b]) => a - b),
    ds: [...ds.clients].sort(([a], [b]) => a - b),
    by: doc.getText('by').toString(),
  }
}

function presenceOf(clientId: number, state: string): Uint8Array {
  return presenceFrame([{ clientId, clock: 1, state }])
}

async function comeToRest(): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await clock.advance(200)
    deliverAll([bystander])
  }
}

async function openTab(): Promise<Tab> {
  const tab = new Tab()
  tab.connect(host, 'room')
  await settle()
  deliverAll([tab])
  return tab
}
