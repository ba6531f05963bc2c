import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { CLOSE } from '../wire/close.ts'
import { updateFrame } from '../wire/frames.ts'
import type { Effect } from './effect.ts'
import { Room } from './room.ts'
import type { SessionId } from './session.ts'
import { crafted, holders, nestTypes, SeededRandom, typeDepthOf } from '../testing/index.ts'
import { MAX_TYPE_DEPTH } from './type-depth.ts'

type Outer = Y.Map<unknown> | Y.Array<unknown>

const WRITER = { mayWrite: true, wantsReceipts: true }
const MIXED = 'of all kinds, in turn'
const KINDS: Record<string, readonly string[]> = {
  ...Object.fromEntries(holders.map((holder) => [holder, [holder]])),
  [MIXED]: holders,
}

for (const [name, kinds] of Object.entries(KINDS)) {
  test(`[S6] ${name}: ${MAX_TYPE_DEPTH} levels are taken, whether at once or one by one`, () => {
    const updates = updatesOf((doc) => nestTypes(doc, kinds, MAX_TYPE_DEPTH))
    for (const sent of [[Y.mergeUpdates(updates)], updates]) {
      const { room, closed } = sendAll(sent)
      expect(closed).toEqual([])
      expect(typeDepthOf(room.doc)).toBe(MAX_TYPE_DEPTH)
    }
  })

  test(`[S6] ${name}: one level more is refused, however it comes`, () => {
    const updates = updatesOf((doc) => nestTypes(doc, kinds, MAX_TYPE_DEPTH + 1))
    const ways = { 'at once': [Y.mergeUpdates(updates)], 'one by one': updates, backwards: updates.toReversed() }
    for (const [way, sent] of Object.entries(ways)) {
      const { room, closed, appended } = sendAll(sent)
      expect([way, closed]).toEqual([way, [{ session: 1, code: CLOSE.malformed.code }]])
      expect(typeDepthOf(room.doc)).toBeLessThanOrEqual(MAX_TYPE_DEPTH)
      const stored = new Y.Doc()
      for (const update of appended) Y.applyUpdate(stored, update)
      expect(typeDepthOf(stored)).toBeLessThanOrEqual(MAX_TYPE_DEPTH)
    }
  })
}

test('[S6] the 20,000 maps of a guest are refused before one of them is applied', () => {
  for (const depth of [MAX_TYPE_DEPTH + 1, 5000, 20_000]) {
    const { room, closed, appended } = sendAll([crafted.deepMaps(depth)])
    expect(closed).toEqual([{ session: 1, code: CLOSE.malformed.code }])
    expect(appended).toEqual([])
    expect(room.doc.store.clients.size).toBe(0)
  }
})

test('[S6] what the document has is believed, and not what an update says of it', () => {
  const doc = new Y.Doc()
  doc.clientID = 7
  const updates = updatesOf((each) => nestTypes(each, ['map'], MAX_TYPE_DEPTH), doc)
  // The deepest map again under its own id, said to be in a root type, with one more map in it.
  const { room, closed } = sendAll([...updates, crafted.mapInRepeated({ client: 7, clock: MAX_TYPE_DEPTH - 1 })])
  expect(closed).toEqual([{ session: 1, code: CLOSE.malformed.code }])
  expect(typeDepthOf(room.doc)).toBe(MAX_TYPE_DEPTH)
})

test('[S6] an update that has one client twice is refused: readers differ on which of the two counts', () => {
  for (const apart of [true, false]) {
    const { closed } = sendAll([crafted.sameClientTwice({ apart })])
    expect(closed).toEqual([{ session: 1, code: CLOSE.malformed.code }])
  }
})

test('[S6] what is put under a deleted type counts like any other', () => {
  const doc = new Y.Doc({ gc: false })
  const updates = updatesOf((each) => {
    nestTypes(each, ['map'], MAX_TYPE_DEPTH)
    const held = innermost(each)
    each.getMap('m').delete('deep')
    held.set('deep', new Y.Map())
  }, doc)
  const { room } = sendAll(updates)
  expect(typeDepthOf(room.doc)).toBeLessThanOrEqual(MAX_TYPE_DEPTH)
})

test('[S6] the session that sent what waited is closed, and not the one whose change completed it', () => {
  const first = new Y.Doc()
  const below = updatesOf((doc) => nestTypes(doc, ['map'], MAX_TYPE_DEPTH), first)
  const second = new Y.Doc()
  Y.applyUpdate(second, Y.encodeStateAsUpdate(first))
  const tooDeep = updatesOf((doc) => innermost(doc).set('deep', new Y.Map()), second)
  const room = makeRoom()
  for (const id of [1, 2]) room.join(id, WRITER, 0)
  expect(closedBy(tooDeep.flatMap((update) => room.receive(2, updateFrame(update), 0)))).toEqual([])
  const effects = below.flatMap((update) => room.receive(1, updateFrame(update), 0))
  expect(closedBy(effects)).toEqual([{ session: 2, code: CLOSE.malformed.code }])
  expect(room.sessionIds).toEqual([1])
  expect(typeDepthOf(room.doc)).toBe(MAX_TYPE_DEPTH)
  expect(room.hasPending).toBe(false)
})

test('[S6] seeded: the document is never deeper, and nothing that is not too deep is refused', () => {
  const firstSeed = Number(process.env.COEVAL_SEED ?? 1)
  for (let seed = firstSeed; seed < firstSeed + 20; seed++) {
    const random = new SeededRandom(seed)
    const depth = MAX_TYPE_DEPTH - 3 + random.below(7)
    const docs = [0, 1, 2].map(() => new Y.Doc())
    const updates: Uint8Array[] = []
    for (const doc of docs) doc.on('update', (update: Uint8Array) => updates.push(update))
    // Each level is made by another client.
    let at: Outer = docs[0]?.getMap('m') as Y.Map<unknown>
    for (let level = 0; level < depth; level++) {
      const doc = random.pick(docs)
      for (const other of docs) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)))
      at = addLevel(doc, at, random)
    }
    const own = [...new Set(updates)].map((update) => ({ update, place: random.next() }))
    if (random.chance(0.5)) own.sort((a, b) => a.place - b.place)
    const { room, closed } = sendAll(own.map(({ update }) => update))
    const told = `seed ${seed}, ${depth} levels`
    expect([told, closed.length > 0]).toEqual([told, depth > MAX_TYPE_DEPTH])
    expect(typeDepthOf(room.doc), told).toBeLessThanOrEqual(MAX_TYPE_DEPTH)
  }
})

/** Puts a type of a random kind into the one that has the given item, as the document of this client has it. */
function addLevel(doc: Y.Doc, seen: Outer, random: SeededRandom): Outer {
  const inner = random.chance(0.5) ? new Y.Map<unknown>() : new Y.Array<unknown>()
  const id = seen._item?.id
  const held = id && ((Y.getItem(doc.store, id) as Y.Item).content as Y.ContentType).type
  const outer = (held ?? doc.getMap('m')) as Outer
  if (outer instanceof Y.Map) outer.set(random.pick(['a', 'b']), inner)
  else outer.insert(0, random.chance(0.5) ? ['x', inner] : [inner])
  return inner
}

function innermost(doc: Y.Doc): Y.Map<unknown> {
  let at = doc.getMap('m')
  for (let next = at.get('deep'); next instanceof Y.Map; next = at.get('deep')) at = next
  return at
}

function updatesOf(change: (doc: Y.Doc) => void, doc = new Y.Doc()): Uint8Array[] {
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  change(doc)
  return updates
}

function makeRoom(): Room {
  return new Room('room', new Y.Doc(), 0)
}

function sendAll(updates: readonly Uint8Array[]) {
  const room = makeRoom()
  room.join(1, WRITER, 0)
  const effects = updates.flatMap((update) => room.receive(1, updateFrame(update), 0))
  const appended = effects.flatMap((effect) => (effect.type === 'append' ? [effect.update] : []))
  return { room, closed: closedBy(effects), appended }
}

function closedBy(effects: readonly Effect[]): { session: SessionId; code: number }[] {
  return effects.flatMap((effect) =>
    effect.type === 'close' ? [{ session: effect.session, code: effect.reason.code }] : [],
  )
}
