import * as decoding from 'lib0/decoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { CLOSE } from '../wire/close.ts'
import { type PresenceEntry, readPresence } from '../wire/client-message.ts'
import { presenceFrame, step1Frame, step2Frame, updateFrame } from '../wire/frames.ts'
import { SYNC, TAG } from '../wire/tags.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import type { Effect } from './effect.ts'
import { Room } from './room.ts'
import type { SessionId, SessionOptions } from './session.ts'
import { TimeLimitError } from './time-limit.ts'
import { SeededRandom } from '../testing/seeded-random.ts'

const WRITER: SessionOptions = { mayWrite: true, wantsReceipts: true }
const STOCK: SessionOptions = { mayWrite: true, wantsReceipts: false }
const READER: SessionOptions = { mayWrite: false, wantsReceipts: true }
const EMPTY_STATE = Uint8Array.of(0)

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

test('[S2] what waits in the outbox while a state is encoded is not missed by the one who asked', () => {
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

test('[S4] what waits goes with the last one who could complete it', () => {
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

test('[R7] what waited is logged under the one who sent it, and what it waited for under its own', () => {
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

test('[R5] what waits for an update goes with the one who sent it, also while that of another waits on', () => {
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

test('[F1] one who was not even sent the parcel of the moment gets the whole state later', () => {
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

function makeRoom(limits: Partial<typeof DEFAULT_LIMITS> = {}): Room {
  return new Room('room', new Y.Doc(), 0, { limits: { ...DEFAULT_LIMITS, ...limits } })
}

function join(room: Room, id: SessionId, options: SessionOptions = WRITER): void {
  room.join(id, options, 0)
}

/** What comes of a frame, with what everyone is to hear of it. */
function receive(room: Room, id: SessionId, frame: Uint8Array, nowMs: number): Effect[] {
  return [...room.receive(id, frame, nowMs), ...room.flush(nowMs, { whole: true })]
}

function leave(room: Room, id: SessionId, nowMs: number): Effect[] {
  return [...room.leave(id, nowMs), ...room.flush(nowMs, { whole: true })]
}

function edit(room: Room, change: (doc: Y.Doc) => void): Effect[] {
  return [...room.edit(change), ...room.flush(0, { whole: true })]
}

/** A person's first update, and a way to make those that build on it. */
function typing(clientId: number, text: string): { update: Uint8Array; more: (text: string) => Uint8Array } {
  const doc = new Y.Doc()
  doc.clientID = clientId
  let latest: Uint8Array = new Uint8Array()
  doc.on('update', (update: Uint8Array) => {
    latest = update
  })
  const type = (letters: string) => {
    doc.getText('t').insert(doc.getText('t').length, letters)
    return latest
  }
  return { update: type(text), more: type }
}

function state(clientId: number, clock: number, name: string): PresenceEntry {
  return { clientId, clock, state: JSON.stringify({ user: { name } }) }
}

function frames(effects: readonly Effect[], to: SessionId): Uint8Array[] {
  return effects.flatMap((effect) =>
    effect.type === 'send' && effect.to.includes(to) && effect.except !== to ? effect.frames : [],
  )
}

function closes(effects: readonly Effect[]): string[] {
  return effects.flatMap((effect) => (effect.type === 'close' ? [`${effect.session} ${effect.reason.code}`] : []))
}

function applyFrames(doc: Y.Doc, effects: readonly Effect[], to: SessionId): void {
  for (const frame of frames(effects, to)) {
    const decoder = decoding.createDecoder(frame)
    if (decoding.readVarUint(decoder) !== TAG.sync || decoding.readVarUint(decoder) === 0) continue
    Y.applyUpdate(doc, decoding.readVarUint8Array(decoder), 'room')
  }
}

function presenceOf(effects: readonly Effect[], to: SessionId): PresenceEntry[] {
  return frames(effects, to).flatMap((frame) => {
    const decoder = decoding.createDecoder(frame)
    return decoding.readVarUint(decoder) === TAG.awareness ? readPresence(decoding.readVarUint8Array(decoder)) : []
  })
}

/** What a session hears, in words. */
function heard(effects: readonly Effect[], to: SessionId): string[] {
  return frames(effects, to).map((frame) => {
    const decoder = decoding.createDecoder(frame)
    switch (decoding.readVarUint(decoder)) {
      case TAG.sync:
        return ['step1', 'step2', 'update'][decoding.readVarUint(decoder)] ?? 'unknown'
      case TAG.awareness: {
        const entries = readPresence(decoding.readVarUint8Array(decoder))
        return ['presence', ...entries.map((e) => `${e.clientId}@${e.clock}${e.state === 'null' ? ' gone' : ''}`)].join(
          ' ',
        )
      }
      case TAG.auth:
        return 'denied'
      case TAG.saved:
        return `saved ${decoding.readVarUint(decoder)}`
      case TAG.storage:
        return `storage ${decoding.readVarUint(decoder)} ${decoding.readVarString(decoder)}`
      case TAG.refused:
        return 'refused'
      default:
        return 'unknown'
    }
  })
}
