/** One seed: five tabs edit a chronology while everything around them fails, and agree in the end. */
import { emptyChronology, seedDocument, updateMeta } from '@coeval/chronology/ydoc'
import { deliverAll, SeededRandom, Tab } from '@coeval/sync/testing'
import * as Y from 'yjs'
import { checkPromises, checkSame, loadFresh } from './checks.ts'
import { Network } from './network.ts'
import { Person } from './operations.ts'
import { Server } from './server.ts'

const ROOM = 'room'
const OPERATIONS = 1000
/** The fourth is a stock client on a bad line, the fifth runs a later version of the page. */
const TABS = 5
const STOCK_TAB = 3
const LATER_TAB = 4
const UNLOAD_MS = 40_000
const MIN_REST_ROUNDS = 5
const MAX_REST_ROUNDS = 20

/** Plays a seed; `story` tells what happened, also when this throws. */
export async function play(seed: number, story: string[]): Promise<void> {
  const random = new SeededRandom(seed)
  const server = new Server()
  await server.storage.create({ id: ROOM, generation: 'g', state: seedState() })
  const tabs = Array.from(
    { length: TABS },
    (_, n) => new Tab({ clientId: seed * 10 + n + 1, wantsReceipts: n !== STOCK_TAB }),
  )
  const people = tabs.map((tab, n) => new Person(tab.doc, random, { isLater: n === LATER_TAB }))
  const network = new Network(tabs, ROOM, random)
  for (const tab of tabs) tab.awareness.setLocalState({ user: { name: `tab ${tab.doc.clientID}` } })
  try {
    for (let done = 0; done < OPERATIONS; ) {
      const n = random.below(TABS)
      const tab = tabs[n]
      const person = people[n]
      if (!tab || !person) throw new Error('there is no such tab')
      const what = random.next()
      if (what < 0.45) story.push(`${n} ${person.act(done++)}`)
      else if (what < 0.63) network.push(tab)
      else if (what < 0.86) network.pull(tab)
      else if (what < 0.92) await server.clock.advance(random.below(12))
      else if (what < 0.95) await network.connectAll(server)
      else await haveAccident(tab, n)
    }
    await checkEnd()
  } finally {
    for (const person of people) person.close()
    for (const tab of tabs) tab.destroy()
  }

  async function haveAccident(tab: Tab, n: number): Promise<void> {
    const what = random.below(100)
    if (what < 30) {
      story.push(`${n} is cut off`)
      tab.disconnect()
    } else if (what < 45) {
      story.push(`${n} stops reading`)
      network.stall(tab)
    } else if (what < 60) {
      story.push('all read again')
      for (const each of tabs) network.readAgain(each)
      await server.clock.advance(200)
    } else if (what < 75) {
      server.storage.appends = random.pick(['work', 'work', 'fail', 'fail-after-writing', 'hang'])
      story.push(`writes ${server.storage.appends}`)
    } else if (what < 82) {
      server.storage.loads = random.pick(['work', 'work', 'fail', 'hang'])
      story.push(`loads ${server.storage.loads}`)
    } else if (what < 85) {
      tab.awareness.setLocalStateField('where', { event: `e${random.below(9)}` })
    } else if (what < 89) {
      await checkCalm()
    } else if (what < 91) {
      story.push('half a minute goes by')
      await server.clock.advance(31_000)
    } else if (what < 94) {
      story.push('all leave for a while')
      network.cutAll()
      await server.clock.advance(UNLOAD_MS)
    } else if (what < 97) {
      story.push('the server dies')
      await server.dieAndRestart(random.chance(0.5))
      network.cutAll()
      await checkPromises(server.storage.disk, ROOM, tabs)
    } else {
      story.push('the server is restarted')
      const isStored = await server.closeAndRestart()
      if (tabs.some((each) => each.isConnected)) throw new Error('a tab is still connected to a server that has closed')
      if (!isStored) story.push('  and could not store everything')
      await checkPromises(server.storage.disk, ROOM, tabs)
    }
  }

  /**
   * Everything works for a moment, and nobody has to connect again: who is here agrees, and knows all as saved. The bad
   * line of the stock client has lost frames, so that it may lack something; but the server asks for what it misses.
   */
  async function checkCalm(): Promise<void> {
    story.push('a calm')
    server.repair()
    await server.clock.advance(5000)
    for (const tab of tabs) network.readAgain(tab)
    await server.clock.advance(5000)
    deliverAll(tabs)
    for (const tab of tabs) updateMeta(tab.doc, { title: `Calm ${tabs.indexOf(tab)} ${story.length}` })
    await comeToRest()
    await checkPromises(server.storage.disk, ROOM, tabs)
    const here = tabs.filter((tab) => tab.isConnected)
    const room = server.host.peek(ROOM)
    if (!room) {
      if (here.length > 0) throw new Error('there are people in a room that is not loaded')
      return
    }
    // The stock client may have brought a later change of somebody who is away with the earlier one.
    const onGoodLines = here.filter((tab) => tab.wantsReceipts)
    checkSame([
      { name: 'the room', doc: room, mayWait: onGoodLines.length < TABS - 1 },
      await loadFresh(server.storage.disk, ROOM),
      ...onGoodLines.map((tab) => ({ name: `tab ${tabs.indexOf(tab)}`, doc: tab.doc })),
    ])
    for (const tab of here) {
      const n = tabs.indexOf(tab)
      if (Y.getState(room.store, tab.doc.clientID) < tab.ownClock)
        throw new Error(`the room lacks a change of tab ${n}`)
      if (tab.wantsReceipts && tab.savedClock !== tab.ownClock) throw new Error(`tab ${n} waits for its receipt`)
    }
  }

  /** Frames answer frames, the server holds some back to send them together, and stores in between. */
  async function comeToRest(): Promise<void> {
    for (let round = 0; round < MAX_REST_ROUNDS; round++) {
      deliverAll(tabs)
      await server.clock.advance(200)
      // Now and then the renewal of presence falls in between.
      const isQuiet = tabs.every((tab) => tab.waitingToTab + tab.waitingToServer === 0)
      if (isQuiet && round >= MIN_REST_ROUNDS) return
    }
    throw new Error('the room does not come to rest')
  }

  async function checkEnd(): Promise<void> {
    await checkCalm()
    story.push('the end')
    network.cutAll()
    await network.connectAll(server)
    await server.clock.advance(5000)
    deliverAll(tabs)
    // A stock client that was away takes the others for gone until their next heartbeat (y-websocket#122).
    for (const tab of tabs) tab.awareness.setLocalState(tab.awareness.getLocalState())
    for (let round = 0; round < 4; round++) {
      await server.clock.advance(7000)
      deliverAll(tabs)
    }
    await comeToRest()
    await checkPromises(server.storage.disk, ROOM, tabs)
    const room = await server.host.read(ROOM, (doc) => doc)
    if (!room) throw new Error('the room is not open')
    checkSame([
      { name: 'the room', doc: room },
      await loadFresh(server.storage.disk, ROOM),
      ...tabs.map(({ doc }, n) => ({ name: `tab ${n}`, doc })),
    ])
    tabs.forEach((tab, n) => {
      if (!tab.isConnected) throw new Error(`tab ${n} was sent away: ${tab.closed?.reason}`)
      if (tab.wantsReceipts && tab.savedClock !== tab.ownClock) {
        throw new Error(`tab ${n} was told ${tab.savedClock} of ${tab.ownClock}`)
      }
      if (tab.storageTrouble !== undefined) throw new Error(`tab ${n} believes that storing fails`)
      if (tab.awareness.getStates().size !== TABS) throw new Error(`tab ${n} does not see everyone`)
      if (!tab.wantsReceipts && tab.privateFrames > 0) throw new Error('a private message reached a stock client')
      if (tab.unknownTags.length > 0) throw new Error(`tab ${n} heard an unknown message`)
    })
    if (server.host.unsavedCount > 0) throw new Error('something is not stored')
  }
}

function seedState(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  seedDocument(doc, emptyChronology('Seed'))
  return Y.encodeStateAsUpdateV2(doc)
}
