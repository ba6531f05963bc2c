import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import { step2Frame, updateFrame } from '../wire/frames.ts'
import type { Effect } from './effect.ts'
import type { Room } from './room.ts'
import { WRITER, heard, join, makeRoom, receive, typing } from '../testing/room-talk.ts'

test('[D1] write frames are acknowledged when they are stored, also those that changed nothing', () => {
  const room = makeRoom()
  join(room, 1)
  const first = typing(1, 'a')
  const received = [
    ...receive(room, 1, step2Frame(first.update), 0),
    ...receive(room, 1, updateFrame(first.update), 0),
    ...receive(room, 1, updateFrame(first.more('b')), 0),
  ]
  expect(heard(received, 1)).toEqual([])
  expect(heard(room.stored(1), 1)).toEqual(['saved 2'])
  expect(heard(room.stored(2), 1)).toEqual(['saved 3'])
  expect(heard(receive(room, 1, updateFrame(first.update), 0), 1)).toEqual(['saved 4'])
})

test('[D1] a frame that brings what another connection brought waits for that to be stored', () => {
  const room = makeRoom()
  join(room, 1)
  join(room, 2)
  const { update } = typing(1, 'a')
  receive(room, 1, updateFrame(update), 0)
  expect(heard(receive(room, 2, updateFrame(update), 0), 2)).toEqual([])
  expect(heard(room.stored(1), 2)).toEqual(['saved 1'])
})

test('[D3] a frame that waits holds back the acknowledgement of those after it', () => {
  const room = makeRoom()
  join(room, 1)
  const first = typing(1, 'a')
  const other = typing(2, 'x')
  receive(room, 1, updateFrame(first.more('b')), 0)
  receive(room, 1, updateFrame(other.update), 0)
  expect(heard(room.stored(room.seq), 1)).toEqual([])
  receive(room, 1, step2Frame(first.update), 0)
  expect(heard(room.stored(room.seq), 1)).toEqual(['saved 3'])
})

test('[D4] trouble with storing is told to those here and those who join, and so is its end', () => {
  const room = makeRoom()
  join(room, 1)
  receive(room, 1, updateFrame(typing(1, 'a').update), 0)
  expect(heard(room.storeFailed('The disk is full.'), 1)).toEqual(['storage 1 The disk is full.'])
  expect(room.storeFailed('The disk is full.')).toEqual([])
  expect(heard(room.join(2, WRITER, 0), 2)).toContain('storage 1 The disk is full.')
  const recovered = room.stored(1)
  expect(heard(recovered, 1)).toEqual(['storage 0 ', 'saved 1'])
  expect(heard(recovered, 2)).toEqual(['storage 0 '])
})

test('[F1] acknowledgements that a slow reader missed are told when it is back', () => {
  const room = makeRoom()
  join(room, 1)
  receive(room, 1, updateFrame(typing(1, 'a').update), 0)
  room.stall(1, 0)
  expect(heard(room.stored(1), 1)).toEqual([])
  expect(heard(room.resume(1, 0), 1)).toContain('saved 1')
})

test('a change by the server goes to everyone and into the log', () => {
  const room = makeRoom()
  join(room, 1)
  const effects = edit(room, (doc) => doc.getText('t').insert(0, 'from the server'))
  expect(heard(effects, 1)).toEqual(['update'])
  expect(effects.filter(({ type }) => type === 'append')).toHaveLength(1)
  expect(room.seq).toBe(1)
})

function edit(room: Room, change: (doc: Y.Doc) => void): Effect[] {
  return [...room.edit(change), ...room.flush(0, { whole: true })]
}
