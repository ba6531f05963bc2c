/** Frames of a real conversation, and the state of the room in which they make sense. */
import { emptyChronology, seedDocument } from '@coeval/chronology/ydoc'
import { RoomHost } from '@coeval/sync'
import { deliverAll, FaultyStorage, HandClock, SeededRandom, settle, Tab } from '@coeval/sync/testing'
import * as Y from 'yjs'
import { Person } from '../convergence/operations.ts'

const ROOM = 'room'
const SEED = 1
const EARLIER_OPERATIONS = 150
const RECORDED_OPERATIONS = 250
const QUERY_PRESENCE = Uint8Array.of(3)

export interface Recording {
  /** Yjs V2 state before the frames. */
  state: Uint8Array
  /** In the order in which the server heard them: steps 1 and 2, updates, awareness. */
  frames: Uint8Array[]
}

/** Three people work in one room; what they send in the second part of it is kept. */
export async function recordConversation(): Promise<Recording> {
  const random = new SeededRandom(SEED)
  const storage = new FaultyStorage()
  const host = new RoomHost({ storage, clock: new HandClock() })
  const doc = new Y.Doc()
  doc.clientID = 1
  seedDocument(doc, emptyChronology('Seed'))
  await storage.create({ id: ROOM, generation: 'g', state: Y.encodeStateAsUpdateV2(doc) })
  const tabs = [2, 3, 4].map((clientId) => new Tab({ clientId }))
  const people = tabs.map((tab) => new Person(tab.doc, random, { isLater: false }))
  for (const tab of tabs) tab.connect(host, ROOM)
  await settle()
  deliverAll(tabs)
  for (let n = 0; n < EARLIER_OPERATIONS; n++) {
    random.pick(people).act(n)
    deliverAll(tabs)
  }
  const state = Y.encodeStateAsUpdateV2(host.peek(ROOM) ?? doc)
  const frames: Uint8Array[] = [QUERY_PRESENCE]
  for (let n = 0; n < RECORDED_OPERATIONS; n++) {
    const at = random.below(tabs.length)
    const tab = tabs[at]
    if (!tab) throw new Error('there is no such tab')
    if (random.chance(0.05)) {
      tab.disconnect()
      people[at]?.act(n) // offline, so that the answer to step 1 has something to say
      tab.connect(host, ROOM)
    } else if (random.chance(0.2)) {
      tab.awareness.setLocalState({ user: { name: 'Ada' }, where: { event: 'e1' }, cursor: { anchor: null, head: n } })
    } else people[at]?.act(n)
    while (tabs.some((each) => each.waitingToServer + each.waitingToTab > 0)) {
      for (const each of tabs) {
        frames.push(...each.outbox.slice(0, 1))
        each.pushOne()
        each.pullOne()
      }
    }
  }
  for (const person of people) person.close()
  for (const tab of tabs) tab.destroy()
  return { state, frames }
}
