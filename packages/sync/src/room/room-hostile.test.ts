import { expect, test } from 'vitest'
import { Room } from './room.ts'
import * as Y from 'yjs'
import { CLOSE } from '../wire/close.ts'
import { step1Frame, step2Frame, updateFrame } from '../wire/frames.ts'
import { TimeLimitError } from './time-limit.ts'
import { SeededRandom } from '../testing/seeded-random.ts'
import {
  EMPTY_STATE,
  READER,
  STOCK,
  closes,
  heard,
  join,
  leave,
  makeRoom,
  receive,
  typing,
} from '../testing/room-talk.ts'

test('[S5] a V2 update is not read as V1 by chance: its connection ends', () => {
  const room = makeRoom()
  join(room, 1)
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'hello')
  const effects = receive(room, 1, updateFrame(Y.encodeStateAsUpdateV2(doc)), 0)
  expect(closes(effects)).toEqual(['1 4400'])
  expect(room.doc.getText('t').toString()).toBe('')
  expect(effects.filter(({ type }) => type === 'append')).toEqual([])
})

test('[S6] a malformed frame ends that connection, and the room carries on', () => {
  const room = makeRoom()
  join(room, 1)
  join(room, 2)
  expect(closes(receive(room, 1, Uint8Array.of(0, 2, 9), 0))).toEqual([`1 ${CLOSE.malformed.code}`])
  expect(room.sessionIds).toEqual([2])
  receive(room, 2, updateFrame(typing(2, 'still here').update), 0)
  expect(room.doc.getText('t').toString()).toBe('still here')
  expect(receive(room, 1, step1Frame(EMPTY_STATE), 0)).toEqual([])
})

test('[S6] a value that is nested too deep ends its connection, and one as deep as any is taken', () => {
  const nested = (levels: number) => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`) as unknown
  for (const [levels, expected] of [
    [50, []],
    [200, ['1 4400']],
  ] as const) {
    const room = makeRoom()
    join(room, 1)
    const doc = new Y.Doc()
    doc.getMap('m').set('key', nested(levels))
    expect(closes(receive(room, 1, updateFrame(Y.encodeStateAsUpdate(doc)), 0))).toEqual(expected)
  }
})

test('[S6] thousands of mutated updates never break the room (seed 7)', () => {
  const random = new SeededRandom(7)
  const original = typing(5, 'the quick brown fox').update
  const room = makeRoom()
  join(room, 1)
  const other = new Y.Doc()
  let nextId = 2
  for (let n = 0; n < 4000; n++) {
    const mutated = Uint8Array.from(original)
    for (let flips = 1 + random.below(3); flips > 0; flips--) mutated[random.below(mutated.length)] = random.below(256)
    const id = nextId++
    join(room, id, STOCK)
    for (const effect of receive(room, id, updateFrame(mutated), 0)) {
      if (effect.type === 'append') Y.applyUpdate(other, effect.update)
    }
    leave(room, id, 0)
  }
  expect(room.hasPending).toBe(false)
  // What the log got is what the room has.
  expect(Y.encodeStateVector(other)).toEqual(Y.encodeStateVector(room.doc))
  receive(room, 1, updateFrame(typing(777_777_777, 'z').update), 0)
  expect(room.doc.getText('t').toString()).toContain('z')
})

test('[S7] a reader that writes is refused before Yjs sees it, and told; its connection stays', () => {
  const room = makeRoom()
  room.join(1, READER, 0)
  room.join(2, { mayWrite: false, wantsReceipts: false }, 0)
  for (const frame of [
    updateFrame(typing(1, 'a').update),
    step2Frame(typing(1, 'a').update),
    updateFrame(Uint8Array.of(255)),
  ]) {
    expect(heard(receive(room, 1, frame, 0), 1)).toEqual(['refused'])
    expect(heard(receive(room, 2, frame, 0), 2)).toEqual(['denied'])
  }
  expect(Y.encodeStateVector(room.doc)).toEqual(EMPTY_STATE)
  expect(room.seq).toBe(0)
})

test('[S7] a reader is sent the document and is not asked for its own', () => {
  const room = makeRoom()
  expect(heard(room.join(1, READER, 0), 1)).toEqual([])
  expect(heard(receive(room, 1, step1Frame(EMPTY_STATE), 0), 1)).toEqual(['step2'])
})

test('[S8] a frame or a document above its limit ends the connection with a code of its own', () => {
  const room = makeRoom({ maxFrameBytes: 1000, maxDocumentBytes: 1500 })
  for (const id of [1, 2, 3]) join(room, id)
  expect(closes(receive(room, 1, updateFrame(typing(1, 'a'.repeat(1000)).update), 0))).toEqual(['1 4413'])
  const large = typing(2, 'a'.repeat(900))
  expect(closes(receive(room, 2, updateFrame(large.update), 0))).toEqual([])
  expect(closes(receive(room, 2, updateFrame(large.more('b'.repeat(900))), 0))).toEqual(['2 4414'])
  expect(room.doc.getText('t').length).toBe(900)
})

test('[S8] what was deleted does not count against the limit for ever', () => {
  const room = makeRoom({ maxDocumentBytes: 2000 })
  join(room, 1)
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update) => updates.push(update))
  for (let n = 0; n < 20; n++) {
    doc.getText('t').insert(0, 'x'.repeat(500))
    doc.getText('t').delete(0, 500)
  }
  for (const update of updates) expect(closes(receive(room, 1, updateFrame(update), 0))).toEqual([])
})

test('[S8] at the limit, what only deletes is still taken', () => {
  const room = makeRoom({ maxDocumentBytes: 1000 })
  join(room, 1)
  join(room, 2)
  const doc = new Y.Doc()
  let latest: Uint8Array = new Uint8Array()
  doc.on('update', (update: Uint8Array) => {
    latest = update
  })
  doc.getText('t').insert(0, 'x'.repeat(950))
  receive(room, 1, updateFrame(latest), 0)
  expect(closes(receive(room, 2, updateFrame(typing(2, 'y'.repeat(60)).update), 0))).toEqual(['2 4414'])
  for (let n = 0; n < 20; n++) {
    doc.getText('t').delete(n, 1)
    expect(closes(receive(room, 1, updateFrame(latest), 0))).toEqual([])
  }
  expect(room.doc.getText('t').length).toBe(930)
})

test('[S6] a document inside the document ends its connection', () => {
  const room = makeRoom()
  join(room, 1)
  const doc = new Y.Doc()
  doc.getMap('m').set('key', new Y.Doc())
  expect(closes(receive(room, 1, updateFrame(Y.encodeStateAsUpdate(doc)), 0))).toEqual(['1 4400'])
})

test('[S9] an update that would take for ever ends its connection, and the room is given up', () => {
  const bounded = () => {
    throw new TimeLimitError('more than 2 s')
  }
  const room = new Room('room', new Y.Doc(), 0, { bounded })
  join(room, 1)
  const doc = new Y.Doc()
  for (let n = 0; n < 100; n++) doc.getText('t').insert(0, 'x')
  const effects = room.receive(1, updateFrame(Y.encodeStateAsUpdate(doc)), 0)
  expect(effects.map((effect) => effect.type)).toEqual(['close', 'abandon'])
  expect(closes(effects)).toEqual(['1 4400'])
})
