/**
 * Simulated tabs edit one chronology over a network that a seeded hand delivers: frames are held up, repeated and lost,
 * lines are cut, storage fails, and the server dies and is started again from what is stored. In the end all tabs, the
 * room and a fresh load hold the same, and nothing that a tab was told to be saved was ever missing on disk.
 *
 * COEVAL_SEEDS=10000 runs as many; COEVAL_SEED=7 runs one.
 */
import {
  addEntry,
  addEvent,
  changeText,
  commentaryOf,
  emptyChronology,
  putCitation,
  readChronology,
  readEntries,
  removeEntry,
  restoreEvent,
  seedDocument,
  setMember,
  textOf,
  trashEvent,
  updateEntry,
} from '@coeval/chronology/ydoc'
import { openDocument, RoomHost } from '@coeval/sync'
import { deliverAll, FaultyStorage, HandClock, SeededRandom, Tab } from '@coeval/sync/testing'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

const ROOM = 'room'
const TABS = 4
const STEPS = 150
/** Seeds that failed once stay here. */
const KEPT_SEEDS: number[] = []

const only = process.env.COEVAL_SEED
const count = Number(process.env.COEVAL_SEEDS ?? 200)
const seeds = only === undefined ? [...KEPT_SEEDS, ...Array.from({ length: count }, (_, n) => n + 1)] : [Number(only)]

test(`tabs, room and disk agree after faults, for each of ${seeds.length} seeds from ${seeds[0]}`, async () => {
  const failures: string[] = []
  for (const seed of seeds) {
    const story: string[] = []
    try {
      await play(seed, story)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      failures.push(`COEVAL_SEED=${seed}: ${message}\n  ${story.slice(-30).join('\n  ')}`)
    }
  }
  expect(failures.join('\n\n')).toBe('')
})

async function play(seed: number, story: string[]): Promise<void> {
  const random = new SeededRandom(seed)
  let storage = new FaultyStorage()
  const clock = new HandClock()
  await storage.create({ id: ROOM, generation: 'g', state: seedState() })
  let host = new RoomHost({ storage, clock })
  const tabs = Array.from(
    { length: TABS },
    // The last one is a stock client: only its line repeats and loses single frames, for no receipt counts them.
    (_, n) => new Tab({ clientId: seed * 10 + n + 1, wantsReceipts: n < TABS - 1 }),
  )
  for (const tab of tabs) tab.awareness.setLocalState({ user: { name: `tab ${tab.doc.clientID}` } })

  for (let step = 0; step < STEPS; step++) {
    const tab = random.pick(tabs)
    const who = tabs.indexOf(tab)
    const what = random.next()
    if (what < 0.35) story.push(`${who} ${editSomething(tab.doc, random, step)}`)
    else if (what < 0.6) deliverSome(tab, random, 'pushOne')
    else if (what < 0.85) deliverSome(tab, random, 'pullOne')
    else if (what < 0.9) await clock.advance(random.below(12))
    else if (what < 0.93) {
      story.push(`${who} is cut off`)
      tab.disconnect()
    } else if (what < 0.965) {
      for (const each of tabs) if (!each.isConnected) each.connect(host, ROOM)
      await clock.advance(1)
    } else if (what < 0.98) {
      storage.appends = random.pick(['work', 'fail', 'fail-after-writing'])
      story.push(`appends ${storage.appends}`)
    } else if (what < 0.99) {
      story.push('the server dies')
      await checkPromises(storage, tabs)
      for (const each of tabs) each.disconnect()
      // What the old one had not stored is lost.
      storage = storage.restarted()
      host = new RoomHost({ storage, clock })
    } else await clock.advance(31_000)
  }

  storage.appends = 'work'
  for (const tab of tabs) {
    tab.disconnect()
    tab.connect(host, ROOM)
  }
  deliverAll(tabs)
  // A stock client that was away takes the others for gone until their next heartbeat (y-websocket#122).
  for (const tab of tabs) tab.awareness.setLocalState(tab.awareness.getLocalState())
  for (let round = 0; round < 4; round++) {
    await clock.advance(7000)
    deliverAll(tabs)
  }
  await checkPromises(storage, tabs)
  const stored = await storage.load(ROOM)
  if (!stored) throw new Error('the room is gone')
  const fresh = openDocument(ROOM, stored).doc
  const room = await host.read(ROOM, (doc) => doc)
  if (!room) throw new Error('the room is not open')
  const expected = textOfDocument(fresh)
  for (const [name, doc] of [['room', room] as const, ...tabs.map((tab, n) => [`tab ${n}`, tab.doc] as const)]) {
    if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error(`${name} waits for something`)
    if (textOfDocument(doc) !== expected) throw new Error(`${name} differs from what is stored`)
    expect(Y.encodeStateVector(doc).length).toBe(Y.encodeStateVector(fresh).length)
  }
  for (const tab of tabs) {
    if (tab.wantsReceipts && tab.savedClock !== tab.ownClock) {
      throw new Error(`tab ${tabs.indexOf(tab)} was told ${tab.savedClock} of ${tab.ownClock}`)
    }
    if (tab.awareness.getStates().size !== TABS) throw new Error(`tab ${tabs.indexOf(tab)} does not see everyone`)
    if (tab.unknownTags.length > 0) throw new Error('a private message reached a stock client')
  }
  if (host.unsavedCount > 0) throw new Error('something is not stored')
  for (const tab of tabs) tab.destroy()
}

/** [D2] What a tab was told to be saved is on disk, also if the server dies now. */
async function checkPromises(storage: FaultyStorage, tabs: readonly Tab[]): Promise<void> {
  const stored = await storage.load(ROOM)
  if (!stored) throw new Error('the room is gone')
  const { doc } = openDocument(ROOM, stored)
  for (const tab of tabs) {
    const onDisk = Y.getState(doc.store, tab.doc.clientID)
    if (onDisk < tab.savedClock) throw new Error(`told that ${tab.savedClock} is saved, and ${onDisk} is on disk`)
  }
}

function deliverSome(tab: Tab, random: SeededRandom, way: 'pushOne' | 'pullOne'): void {
  const isStock = !tab.wantsReceipts
  for (let n = random.below(6); n > 0; n--) {
    const mishap = isStock && random.chance(0.1) ? random.pick(['repeat', 'lose'] as const) : undefined
    tab[way](mishap)
  }
}

function editSomething(doc: Y.Doc, random: SeededRandom, step: number): string {
  const events = [...readEntries(doc, 'events').keys()].sort()
  const id = events.length > 0 ? random.pick(events) : undefined
  if (id === undefined || random.chance(0.15)) {
    const added = `e${doc.clientID}-${step}`
    addEvent(doc, { id: added, title: `Event ${step}`, date: String(1900 + step), tracks: ['main'] })
    return `adds ${added}`
  }
  switch (random.below(9)) {
    case 0: {
      const title = textOf(doc, { collection: 'events', id }, 'title')
      if (!title) return 'finds no title'
      // By character, as a caret moves: half an emoji has no bytes in UTF-8, and would not survive the wire.
      const characters = Array.from(title.toString())
      const at = random.below(characters.length + 1)
      characters.splice(at, random.below(3), random.pick(['x', 'yz', ' ', '日本', '👩‍🏫']))
      changeText(doc, title, characters.join(''))
      return `types in the title of ${id}`
    }
    case 1:
      updateEntry(doc, 'events', id, { date: `${1800 + random.below(400)}~` })
      return `dates ${id}`
    case 2:
      setMember(doc, id, 'tracks', random.pick(['main', 'side', 'third']), random.chance(0.6))
      return `moves ${id}`
    case 3:
      trashEvent(doc, id, new Date(Date.UTC(2024, 0, 1, 0, 0, step)))
      return `trashes ${id}`
    case 4:
      restoreEvent(doc, id)
      return `restores ${id}`
    case 5:
      addEntry(doc, 'tracks', { id: random.pick(['side', 'third']), name: `Track ${step}`, order: 'a1', colour: 1 })
      return 'adds a track'
    case 6:
      removeEntry(doc, 'tracks', random.pick(['side', 'third']))
      return 'removes a track'
    case 7:
      putCitation(doc, id, { id: `c${random.below(3)}`, sourceId: 'source', locator: String(step) })
      return `cites for ${id}`
    default: {
      const fragment = commentaryOf(doc, id)
      if (!fragment) return 'finds no commentary'
      writeInto(fragment, random, step)
      return `writes about ${id}`
    }
  }
}

function writeInto(fragment: Y.XmlFragment, random: SeededRandom, step: number): void {
  const paragraphs = fragment.toArray()
  if (paragraphs.length === 0 || random.chance(0.3)) {
    const paragraph = new Y.XmlElement('paragraph')
    fragment.insert(random.below(fragment.length + 1), [paragraph])
    paragraph.insert(0, [new Y.XmlText(`Line ${step}`)])
    return
  }
  const paragraph = random.pick(paragraphs)
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined
  if (random.chance(0.15)) fragment.delete(paragraphs.indexOf(paragraph), 1)
  else if (text instanceof Y.XmlText) {
    if (random.chance(0.3) && text.length > 1) text.format(0, text.length - 1, { bold: random.chance(0.5) ? {} : null })
    else text.insert(random.below(text.length + 1), random.pick(['a', 'bc', 'ü']))
  }
}

function seedState(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  seedDocument(doc, emptyChronology('Seed'))
  return Y.encodeStateAsUpdateV2(doc)
}

function textOfDocument(doc: Y.Doc): string {
  const commentary = [...readEntries(doc, 'events').keys()].sort().map((id) => [id, commentaryOf(doc, id)?.toJSON()])
  return JSON.stringify([readChronology(doc, { trash: 'with' }), commentary], withSortedKeys)
}

/** Keys come in the order in which a document heard of them. */
function withSortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
