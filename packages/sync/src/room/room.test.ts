import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { presenceFrame, updateFrame } from '../wire/frames.ts'
import {
  STOCK,
  WRITER,
  applyFrames,
  closes,
  heard,
  join,
  makeRoom,
  receive,
  state,
  typing,
} from '../testing/room-talk.ts'

test('[H1] a writer that joins is asked what it has', () => {
  expect(heard(makeRoom().join(1, WRITER, 0), 1)).toEqual(['step1'])
})

test('[H1] who joins is told who is here', () => {
  const room = makeRoom()
  join(room, 1)
  receive(room, 1, presenceFrame([state(11, 1, 'Ada')]), 0)
  expect(heard(room.join(2, WRITER, 0), 2)).toEqual(['step1', 'presence 11@1'])
})

test('[H5] a stock client hears no private message', () => {
  const room = makeRoom()
  join(room, 1, STOCK)
  const effects = [
    ...receive(room, 1, updateFrame(typing(1, 'a').update), 0),
    ...room.storeFailed('full'),
    ...room.stored(1),
    ...receive(
      room,
      1,
      presenceFrame([{ clientId: 11, clock: 1, state: JSON.stringify({ where: 'x'.repeat(3000) }) }]),
      0,
    ),
  ]
  expect(heard(effects, 1)).toEqual([])
})

test('[F1] a reader that fell behind gets one update with all that it missed', () => {
  const room = makeRoom()
  join(room, 1)
  join(room, 2)
  const doc = new Y.Doc()
  const first = typing(1, 'a')
  applyFrames(doc, receive(room, 1, updateFrame(first.update), 0), 2)
  room.stall(2, 0)
  for (const letter of 'bcdef') expect(heard(receive(room, 1, updateFrame(first.more(letter)), 0), 2)).toEqual([])
  const caughtUp = room.resume(2, 0)
  applyFrames(doc, caughtUp, 2)
  expect(doc.getText('t').toString()).toBe('abcdef')
  expect(heard(caughtUp, 2)[0]).toBe('update')
  expect(heard(receive(room, 1, updateFrame(first.more('g')), 0), 2)).toEqual(['update'])
})

test('[F1] what waited in the outbox when a reader fell behind is not lost to it', () => {
  const room = makeRoom()
  join(room, 1)
  join(room, 2)
  const doc = new Y.Doc()
  const first = typing(1, 'a')
  room.receive(1, updateFrame(first.update), 0)
  applyFrames(doc, room.stall(2, 0), 2)
  receive(room, 1, updateFrame(first.more('x'.repeat(300_000))), 0)
  applyFrames(doc, room.resume(2, 0), 2)
  expect(Y.encodeStateAsUpdate(doc)).toEqual(Y.encodeStateAsUpdate(room.doc))
})

test('[F1] a session that was not even sent the present parcel gets the whole state later', () => {
  const room = makeRoom()
  join(room, 1)
  join(room, 2)
  const doc = new Y.Doc()
  receive(room, 1, updateFrame(typing(1, 'a').update), 0)
  room.stall(2, 0, { alsoLacks: true })
  applyFrames(doc, room.resume(2, 0), 2)
  expect(doc.getText('t').toString()).toBe('a')
})

test('[F2] a connection may send five seconds of its allowance at once, and no more', () => {
  const room = makeRoom({ maxUpdatesPerSecond: 10 })
  join(room, 1)
  const { update } = typing(1, 'a')
  for (let n = 0; n < 50; n++) expect(closes(receive(room, 1, updateFrame(update), 0))).toEqual([])
  for (let n = 0; n < 10; n++) expect(closes(receive(room, 1, updateFrame(update), 1000))).toEqual([])
  expect(closes(receive(room, 1, updateFrame(update), 1000))).toEqual(['1 4530'])
})

test('[F2] work that a frame makes for the server counts as well', () => {
  const room = makeRoom({ maxUpdatesPerSecond: 10 })
  join(room, 1)
  const { update } = typing(1, 'a')
  room.spent(1, 50)
  expect(closes(receive(room, 1, updateFrame(update), 0))).toEqual([])
  room.spent(1, 60)
  expect(closes(receive(room, 1, updateFrame(update), 0))).toEqual(['1 4530'])
})
