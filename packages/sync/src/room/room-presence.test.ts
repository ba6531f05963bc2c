import * as decoding from 'lib0/decoding'
import { expect, test } from 'vitest'
import { type PresenceEntry, readPresence } from '../wire/client-message.ts'
import { presenceFrame } from '../wire/frames.ts'
import { TAG } from '../wire/tags.ts'
import type { Effect } from './effect.ts'
import type { SessionId } from './session.ts'
import { READER, WRITER, closes, frames, heard, join, leave, makeRoom, receive, state } from '../testing/room-talk.ts'

test('[A1] nobody speaks for a colleague: not by its id, not by removing it', () => {
  const room = makeRoom()
  join(room, 1)
  join(room, 2)
  receive(room, 1, presenceFrame([state(11, 1, 'Ada')]), 0)
  receive(room, 2, presenceFrame([state(22, 1, 'Eve')]), 0)
  const forged = [
    ...receive(room, 2, presenceFrame([state(11, 9, 'Eve as Ada')]), 0),
    ...receive(room, 2, presenceFrame([{ clientId: 11, clock: 9, state: 'null' }]), 0),
    ...receive(room, 2, presenceFrame([state(33, 1, 'Eve again')]), 0),
  ]
  expect(forged).toEqual([])
  expect(heard(receive(room, 1, Uint8Array.of(TAG.queryAwareness), 0), 1)).toEqual(['presence 11@1 22@1'])
})

test('[A2] of a state the known keys are kept, and one above 2 kB is refused and the former stays', () => {
  const room = makeRoom()
  join(room, 1)
  const told = receive(
    room,
    1,
    presenceFrame([{ clientId: 11, clock: 1, state: '{"user":{"name":"Ada"},"evil":1,"where":{"eventId":"e"}}' }]),
    0,
  )
  expect(presenceOf(told, 1)[0]?.state).toBe('{"user":{"name":"Ada"},"where":{"eventId":"e"}}')
  for (const tooMuch of [JSON.stringify({ where: 'x'.repeat(2100) }), '[1]', '"text"', '7']) {
    expect(heard(receive(room, 1, presenceFrame([{ clientId: 11, clock: 5, state: tooMuch }]), 0), 1)).toEqual([
      'refused',
    ])
  }
  expect(presenceOf(receive(room, 1, Uint8Array.of(TAG.queryAwareness), 0), 1)[0]?.clock).toBe(1)
})

test('[A2] a state that is no JSON ends its connection', () => {
  const room = makeRoom()
  join(room, 1)
  expect(closes(receive(room, 1, presenceFrame([{ clientId: 11, clock: 1, state: '{broken' }]), 0))).toEqual(['1 4400'])
})

test('[A2] who someone is, is written by the server over what that one says', () => {
  const room = makeRoom()
  room.join(1, { ...WRITER, user: { id: 'guest-7' } }, 0)
  const claim = { user: { id: 'guest-1', name: 'n'.repeat(200), colour: 3, color: 'url(x)', email: 'a@b.c' } }
  const told = receive(room, 1, presenceFrame([{ clientId: 11, clock: 1, state: JSON.stringify(claim) }]), 0)
  expect(JSON.parse(presenceOf(told, 1)[0]?.state ?? '')).toEqual({
    user: { id: 'guest-7', name: 'n'.repeat(80), colour: 3 },
  })
})

test('[A3] leaving is told at once: by a null, and at every later departure', () => {
  const room = makeRoom()
  join(room, 1)
  join(room, 2)
  receive(room, 1, presenceFrame([state(11, 1, 'Ada')]), 0)
  expect(heard(receive(room, 1, presenceFrame([{ clientId: 11, clock: 2, state: 'null' }]), 0), 2)).toEqual([
    'presence 11@2 gone',
  ])
  receive(room, 1, presenceFrame([state(11, 3, 'Ada')]), 0)
  expect(heard(leave(room, 1, 0), 2)).toEqual(['presence 11@3 gone'])
  join(room, 3)
  receive(room, 3, presenceFrame([state(11, 4, 'Ada')]), 0)
  expect(heard(leave(room, 3, 0), 2)).toEqual(['presence 11@4 gone'])
  expect(room.peopleCount).toBe(0)
})

test('[A4] an echo of someone who left brings nobody back', () => {
  const room = makeRoom()
  join(room, 1)
  join(room, 2)
  receive(room, 1, presenceFrame([state(11, 3, 'Ada')]), 0)
  leave(room, 1, 0)
  const echo = receive(room, 2, presenceFrame([state(11, 3, 'Ada')]), 0)
  expect(heard(echo, 2)).toEqual(['presence 11@3 gone'])
  expect(room.peopleCount).toBe(0)
})

test('[A4] a tab that is back before its old line is found dead is asked again when that ends', () => {
  const room = makeRoom()
  join(room, 1)
  receive(room, 1, presenceFrame([state(11, 3, 'Ada')]), 0)
  join(room, 2)
  expect(receive(room, 2, presenceFrame([state(11, 3, 'Ada')]), 0)).toEqual([])
  expect(heard(leave(room, 1, 0), 2)).toContain('presence 11@3 gone')
  expect(heard(receive(room, 2, presenceFrame([state(11, 4, 'Ada')]), 0), 2)).toEqual(['presence 11@4'])
})

test('[A5] heartbeats are not passed on one by one; all are renewed every 27 s, and a lone client hears something', () => {
  const room = makeRoom()
  join(room, 1)
  room.tick(0)
  expect(room.tick(26_000)).toEqual([])
  expect(heard(room.tick(27_000), 1)).toEqual(['presence'])
  receive(room, 1, presenceFrame([state(11, 1, 'Ada')]), 27_000)
  expect(receive(room, 1, presenceFrame([state(11, 2, 'Ada')]), 42_000)).toEqual([])
  expect(room.tick(53_000)).toEqual([])
  expect(heard(room.tick(54_000), 1)).toEqual(['presence 11@2'])
})

test('[A5] who came shortly before a round has one of its own, when heartbeats have come in', () => {
  const room = makeRoom()
  join(room, 1)
  room.join(2, WRITER, 20_000)
  expect(heard(room.tick(27_000), 2)).toEqual([])
  expect(heard(room.tick(47_000), 2)).toEqual(['presence'])
})

test('[A5] presence bookkeeping does not grow with past visitors', () => {
  const room = makeRoom()
  for (let id = 1; id <= 3000; id++) {
    join(room, id)
    receive(room, id, presenceFrame([state(id + 5000, 1, 'visitor')]), 0)
    leave(room, id, 0)
  }
  expect(room.peopleCount).toBe(0)
  expect(heard(room.join(9999, WRITER, 0), 9999)).toEqual(['step1'])
})

test('[A6] a reader is not seen', () => {
  const room = makeRoom()
  join(room, 1)
  room.join(2, READER, 0)
  expect(receive(room, 2, presenceFrame([state(22, 1, 'Viewer')]), 0)).toEqual([])
  expect(room.peopleCount).toBe(0)
})

function presenceOf(effects: readonly Effect[], to: SessionId): PresenceEntry[] {
  return frames(effects, to).flatMap((frame) => {
    const decoder = decoding.createDecoder(frame)
    return decoding.readVarUint(decoder) === TAG.awareness ? readPresence(decoding.readVarUint8Array(decoder)) : []
  })
}
