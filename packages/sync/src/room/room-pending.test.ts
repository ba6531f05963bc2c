import { expect, test } from 'vitest'
import { Room } from './room.ts'
import * as Y from 'yjs'
import { CLOSE } from '../wire/close.ts'
import { step1Frame, updateFrame } from '../wire/frames.ts'
import { TimeLimitError } from './time-limit.ts'
import {
  EMPTY_STATE,
  WRITER,
  applyFrames,
  closes,
  heard,
  join,
  leave,
  makeRoom,
  receive,
  typing,
} from '../testing/room-talk.ts'

test('[S4] an update with a gap waits: not stored, not passed on, not acknowledged, and its sender is asked', () => {
  const room = makeRoom()
  join(room, 1)
  join(room, 2)
  const first = typing(1, 'a')
  const second = first.more('b')
  const effects = receive(room, 1, updateFrame(second), 0)
  expect(effects.filter(({ type }) => type === 'append')).toEqual([])
  expect(heard(effects, 2)).toEqual([])
  expect(heard(effects, 1)).toEqual(['step1'])
  expect(heard(room.stored(99), 1)).toEqual([])
})

test('[S4] when the gap closes, all of it is stored, passed on and acknowledged, and the sender lacks nothing', () => {
  const room = makeRoom()
  join(room, 1)
  join(room, 2)
  const first = typing(1, 'a')
  receive(room, 1, updateFrame(first.more('b')), 0)
  const healed = receive(room, 2, updateFrame(first.update), 0)
  expect(heard(healed, 1)).toEqual(['update'])
  expect(heard(healed, 2)).toEqual(['update'])
  expect(room.doc.getText('t').toString()).toBe('ab')
  expect(room.hasPending).toBe(false)
  expect(heard(room.stored(room.seq), 1)).toEqual(['saved 1'])
})

test('[S4] what waits is in no snapshot and in no answer', () => {
  const room = makeRoom()
  join(room, 1)
  receive(room, 1, updateFrame(typing(1, 'a').more('b')), 0)
  const fromSnapshot = new Y.Doc()
  Y.applyUpdateV2(fromSnapshot, room.snapshot())
  const fromAnswer = new Y.Doc()
  applyFrames(fromAnswer, receive(room, 1, step1Frame(EMPTY_STATE), 0), 1)
  for (const doc of [fromSnapshot, fromAnswer]) {
    expect(doc.store.pendingStructs).toBeNull()
    expect(Y.encodeStateVector(doc)).toEqual(EMPTY_STATE)
  }
  expect(room.hasPending).toBe(true)
})

test('[S4] what waits goes with the last session that could complete it', () => {
  const room = makeRoom()
  join(room, 1)
  join(room, 2)
  receive(room, 1, updateFrame(typing(1, 'a').more('b')), 0)
  leave(room, 2, 0)
  expect(room.hasPending).toBe(true)
  leave(room, 1, 0)
  expect(room.hasPending).toBe(false)
})

test('[S4] too much that waits ends the connection that sends it', () => {
  const room = makeRoom({ maxPendingBytes: 100 })
  join(room, 1)
  join(room, 2)
  const first = typing(2, 'a')
  receive(room, 2, updateFrame(first.more('b')), 0)
  const effects = receive(room, 1, updateFrame(typing(1, 'a').more('b'.repeat(200))), 0)
  expect(closes(effects)).toEqual([`1 ${CLOSE.malformed.code}`])
  expect(room.hasPending).toBe(true)
  receive(room, 2, updateFrame(first.update), 0)
  expect(room.hasPending).toBe(false)
  expect(room.doc.getText('t').toString()).toBe('ab')
})

test('[R7] what waited is logged under the session that sent it, and what it waited for under its own', () => {
  const room = makeRoom()
  join(room, 1, { ...WRITER, author: 'ada' })
  join(room, 2, { ...WRITER, author: 'bob' })
  const { update, more } = typing(1, 'a')
  const second = more('b')
  const third = more('c')
  receive(room, 1, updateFrame(third), 0)
  const effects = receive(room, 2, updateFrame(update), 0)
  effects.push(...receive(room, 2, updateFrame(second), 0))
  const rows = effects.filter((effect) => effect.type === 'append')
  expect(rows.map(({ author }) => author)).toEqual(['bob', 'bob', 'ada'])
  const doc = new Y.Doc()
  for (const row of rows) Y.applyUpdate(doc, row.update)
  expect(doc.getText('t').toString()).toBe('abc')
})

test('[R5] what waits for an update goes with the session that sent it, also while that of another waits on', () => {
  const room = makeRoom()
  for (const id of [1, 2, 3]) join(room, id)
  const [mine, other] = [typing(1, 'a'), typing(2, 'x')]
  receive(room, 1, updateFrame(mine.more('b')), 0)
  receive(room, 2, updateFrame(other.more('y')), 0)
  leave(room, 1, 0)
  receive(room, 3, updateFrame(mine.update), 0)
  receive(room, 3, updateFrame(other.update), 0)
  const text = room.doc.getText('t').toString()
  expect(text.split('').sort().join('')).toBe('axy')
  expect(room.hasPending).toBe(false)
})

test('[S9] nobody is blamed for what breaks together with something that waited from another', () => {
  let isBroken = false
  const bounded = <T>(work: () => T): T => {
    if (isBroken) throw new TimeLimitError('more than 2 s')
    return work()
  }
  const room = new Room('room', new Y.Doc(), 0, { bounded })
  join(room, 1)
  join(room, 2)
  room.receive(1, updateFrame(typing(1, 'a').more('b')), 0)
  isBroken = true
  const effects = room.receive(2, updateFrame(typing(2, 'c').update), 0)
  expect(effects.map((effect) => effect.type)).toEqual(['abandon'])
})
