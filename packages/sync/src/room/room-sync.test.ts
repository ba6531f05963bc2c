import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { step1Frame, updateFrame } from '../wire/frames.ts'
import { SYNC } from '../wire/tags.ts'
import type { SessionId } from './session.ts'
import { EMPTY_STATE, applyFrames, frames, heard, join, makeRoom, receive, typing } from '../testing/room-talk.ts'

test('[S1] step 1 is answered with what is missing', () => {
  const room = makeRoom()
  join(room, 1)
  const first = typing(1, 'abc')
  receive(room, 1, updateFrame(first.update), 0)
  const doc = new Y.Doc()
  applyFrames(doc, receive(room, 1, step1Frame(EMPTY_STATE), 0), 1)
  expect(doc.getText('t').toString()).toBe('abc')
  const answer = receive(room, 1, step1Frame(Y.encodeStateVector(doc)), 0)
  expect(frames(answer, 1)[0]?.length).toBeLessThan(10)
})

test('[S2] joiners share one encoded state, and after a change get that with what came since', () => {
  const room = makeRoom()
  join(room, 1)
  const doc = new Y.Doc()
  const answer = () => receive(room, 1, step1Frame(EMPTY_STATE), 0)
  receive(room, 1, updateFrame(typing(1, 'abc').update), 0)
  const first = frames(answer(), 1)[0]
  expect(frames(answer(), 1)).toEqual([first])
  expect(frames(answer(), 1)[0]).toBe(first)
  receive(room, 1, updateFrame(typing(2, 'd').update), 0)
  const later = answer()
  expect(frames(later, 1).at(-1)).toBe(first)
  applyFrames(doc, later, 1)
  expect(Y.encodeStateAsUpdate(doc)).toEqual(Y.encodeStateAsUpdate(room.doc))
})

test('[S2] step 2 is the last frame of an answer: a client that calls itself synced has all', () => {
  const room = makeRoom()
  join(room, 1)
  join(room, 2)
  const one = typing(1, 'abc')
  receive(room, 1, updateFrame(one.update), 0)
  const answer = () => frames(room.receive(2, step1Frame(EMPTY_STATE), 0), 2)
  answer()
  receive(room, 1, updateFrame(one.more('d')), 0)
  // This one waits in the outbox still.
  room.receive(1, updateFrame(one.more('e')), 0)
  const given = answer()
  expect(given.map((frame) => frame[1])).toEqual([SYNC.update, SYNC.update, SYNC.step2])
  const doc = new Y.Doc()
  applyFrames(doc, [{ type: 'send', to: [2], frames: given }], 2)
  expect(doc.getText('t').toString()).toBe('abcde')
  const again = answer()
  expect(again.every((frame, index) => frame === given[index])).toBe(true)
})

test('[S2] what waits in the outbox while a state is encoded is not missed by the session that asked', () => {
  const room = makeRoom()
  join(room, 1)
  join(room, 2)
  room.receive(1, updateFrame(typing(1, 'abc').update), 0)
  const doc = new Y.Doc()
  applyFrames(doc, room.receive(2, step1Frame(EMPTY_STATE), 0), 2)
  room.receive(1, updateFrame(typing(3, 'd').update), 0)
  applyFrames(doc, [...room.receive(2, step1Frame(EMPTY_STATE), 0), ...room.flush(0)], 2)
  expect(Y.encodeStateAsUpdate(doc)).toEqual(Y.encodeStateAsUpdate(room.doc))
})

test('[S2] those who come back with the same copy share one answer', () => {
  const room = makeRoom()
  join(room, 1)
  const first = typing(1, 'abc')
  receive(room, 1, updateFrame(first.update), 0)
  const copy = new Y.Doc()
  applyFrames(copy, receive(room, 1, step1Frame(EMPTY_STATE), 0), 1)
  receive(room, 1, updateFrame(first.more('d')), 0)
  const ask = () => frames(receive(room, 1, step1Frame(Y.encodeStateVector(copy)), 0), 1)[0]
  expect(ask()).toBe(ask())
})

test('[S3] an update goes to everyone else as one frame, before anything is stored', () => {
  const room = makeRoom()
  for (const id of [1, 2, 3]) join(room, id)
  const effects = receive(room, 1, updateFrame(typing(1, 'a').update), 0)
  expect(effects.map(({ type }) => type).sort()).toEqual(['append', 'send'])
  expect(frames(effects, 2)[0]).toBe(frames(effects, 3)[0])
  expect(heard(effects, 1)).toEqual([])
})

test('[S3] an update that is known already goes nowhere', () => {
  const room = makeRoom()
  join(room, 1)
  join(room, 2)
  const { update } = typing(1, 'a')
  receive(room, 1, updateFrame(update), 0)
  const again = receive(room, 2, updateFrame(update), 0)
  expect(again.filter(({ type }) => type === 'append')).toEqual([])
  expect(heard(again, 1)).toEqual([])
})

test('[S3] overlapping formatting leaves everyone with the same, down to what Yjs tidied up', () => {
  // Two people make overlapping text bold and plain again; the room drops the marks that say nothing any more.
  const room = makeRoom()
  join(room, 1)
  join(room, 2)
  const docs = [new Y.Doc(), new Y.Doc()] as const
  const updates: [SessionId, Uint8Array][] = []
  docs.forEach((doc, n) => doc.on('update', (update, origin) => origin !== 'room' && updates.push([n + 1, update])))
  docs[0].getText('t').insert(0, 'abcdef')
  deliver()
  docs[0].getText('t').format(0, 4, { bold: true })
  docs[1].getText('t').format(2, 4, { bold: true })
  deliver()
  docs[0].getText('t').format(0, 6, { bold: null })
  deliver()
  docs[1].getText('t').delete(1, 4)
  deliver()
  const deleteSets = [room.doc, ...docs].map((doc) => Y.snapshot(doc).ds)
  expect(Y.equalDeleteSets(deleteSets[0]!, deleteSets[1]!)).toBe(true)
  expect(Y.equalDeleteSets(deleteSets[0]!, deleteSets[2]!)).toBe(true)

  function deliver(): void {
    for (let next = updates.shift(); next; next = updates.shift()) {
      const effects = receive(room, next[0], updateFrame(next[1]), 0)
      docs.forEach((doc, n) => applyFrames(doc, effects, n + 1))
    }
  }
})
