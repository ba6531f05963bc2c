/**
 * [R1]–[R3] Writers, readers, a trash and a bad line, played by a seed. Each event has a sign that stands in all of its
 * words and nowhere else. Whenever the server hands a frame to a reader, it is looked through for the signs of all that
 * is in the trash at that moment.
 */
import {
  addEntry,
  addEvent,
  changeText,
  commentaryOf,
  emptyChronology,
  readChronology,
  readEntries,
  readerView,
  removeEntry,
  restoreEvent,
  seedDocument,
  textOf,
  trashEvent,
  updateEntry,
} from '@coeval/chronology/ydoc'
import { CLOSE, type Connection, MemoryStorage, RoomHost } from '@coeval/sync'
import { HandClock, SeededRandom, settle, Tab } from '@coeval/sync/testing'
import { expect } from 'vitest'
import * as Y from 'yjs'

const ROOM = 'room'
const GENERATION = 'g'
const WRITERS = 3
const READERS = 3
const STEPS = 300
const EVENTS = 8
const CLOSING_MS = 1000
const STALLED_BYTES = 2 * 1024 * 1024
const FIRST_SIGN = 0x4e00
const SIGN_REPEATED = 2
const NOW = new Date('2026-01-02T03:04:05Z')

interface Reader {
  tab: Tab
  generation: string
}

export class Story {
  framesToReaders = 0
  sentAway = 0
  trashings = 0
  restorings = 0
  stalls = 0
  readonly #random: SeededRandom
  readonly #storage = new MemoryStorage()
  readonly #clock = new HandClock()
  #host: RoomHost
  readonly #writers: Tab[] = []
  readonly #readers: Reader[] = []
  /** After a restoring all readers begin again: in some stories that is rare. */
  readonly #restoreShare: number
  #lastId = 0
  #lastClientId = 100

  constructor(seed: number) {
    this.#random = new SeededRandom(seed)
    this.#restoreShare = this.#random.pick([0.1, 0.01, 0.001])
    this.#host = this.#newHost()
  }

  async play(): Promise<void> {
    await this.#seed()
    for (let n = 0; n < WRITERS; n++) {
      const tab = new Tab({ clientId: ++this.#lastClientId })
      this.#writers.push(tab)
      tab.connect(this.#host, ROOM, { generation: GENERATION })
    }
    await settle()
    this.#deliverAll()
    for (let n = 0; n < READERS; n++) this.#readers.push(await this.#newReader())
    for (let step = 0; step < STEPS; step++) await this.#step()
    await this.#end()
    for (const tab of this.#tabs()) tab.destroy()
  }

  async #seed(): Promise<void> {
    const doc = new Y.Doc()
    doc.clientID = 1
    seedDocument(doc, emptyChronology('Title'))
    for (let n = 0; n < EVENTS; n++) this.#add(doc)
    // Some rooms have something in the trash from the start.
    if (this.#random.chance(0.5)) trashEvent(doc, 'e1', NOW)
    await this.#storage.create({ id: ROOM, generation: GENERATION, state: Y.encodeStateAsUpdateV2(doc) })
  }

  async #step(): Promise<void> {
    const random = this.#random
    const what = random.next()
    if (what < 0.42) this.#edit(random.pick(this.#writers).doc)
    else if (what < 0.72) this.#deliverSome(random.pick(this.#tabs()))
    else if (what < 0.8) await this.#clock.advance(random.below(60))
    else if (what < 0.84) this.#toggleStall(random.pick(this.#readers))
    else if (what < 0.92) await this.#comeOrGo()
    else if (what < 0.93) await this.#restart()
    else await this.#replaceThoseSentAway()
  }

  #edit(doc: Y.Doc): void {
    const random = this.#random
    const ids = [...readEntries(doc, 'events').keys()]
    if (ids.length === 0) return // not loaded yet
    const id = random.pick(ids)
    const sign = signOf(id)
    const title = textOf(doc, { collection: 'events', id }, 'title')
    const what = random.next()
    if (what < 0.2 && title) changeText(doc, title, `${title.toString().slice(0, 20)}${sign}`)
    else if (what < 0.35) commentaryOf(doc, id)?.insert(0, [paragraph(sign)])
    else if (what < 0.45) updateEntry(doc, 'events', id, { dateNote: `${sign}${random.below(100)}` })
    else if (what < 0.65) {
      if (trashEvent(doc, id, NOW)) this.trashings++
    } else if (what < 0.65 + this.#restoreShare) {
      const trashed = [...readEntries(doc, 'events').values()].filter(({ deletedAt }) => deletedAt)
      if (trashed.length === 0) return
      restoreEvent(doc, random.pick(trashed).id)
      this.restorings++
    } else if (what < 0.8) this.#add(doc)
    else if (what < 0.85) {
      addEntry(doc, 'claims', { id: this.#newId('k'), about: { type: 'event', id }, value: sign, note: sign })
    } else if (what < 0.88) addEntry(doc, 'relations', { id: this.#newId('r'), from: id, to: id, type: sign })
    else if (what < 0.92) addEntry(doc, 'documents', { id: this.#newId('d'), title: 'Communiqué', adoptedAt: id })
    // What is about one event and then about another has no words of either.
    else if (what < 0.94) addEntry(doc, 'claims', { id: this.#newId('m'), about: { type: 'event', id }, value: '' })
    else {
      const claims = [...readEntries(doc, 'claims').keys()]
      if (claims.length === 0) return
      const claim = random.pick(claims)
      if (claim.startsWith('m')) updateEntry(doc, 'claims', claim, { about: { type: 'event', id } })
      else removeEntry(doc, 'claims', claim)
    }
  }

  #add(doc: Y.Doc): void {
    const id = this.#newId('e')
    addEvent(doc, { id, title: signOf(id) })
    commentaryOf(doc, id)?.insert(0, [paragraph(signOf(id))])
  }

  #newId(kind: string): string {
    return `${kind}${++this.#lastId}`
  }

  #tabs(): Tab[] {
    return [...this.#writers, ...this.#readers.map(({ tab }) => tab)]
  }

  #deliverSome(tab: Tab): void {
    for (let n = this.#random.below(20); n > 0; n--) {
      tab.pushOne()
      tab.pullOne()
    }
  }

  #deliverAll(): void {
    while (this.#tabs().some((tab) => tab.waitingToServer + tab.waitingToTab > 0)) {
      for (const tab of this.#tabs()) {
        tab.pushOne()
        tab.pullOne()
      }
    }
  }

  /** A reader that does not read; the next time it reads again. */
  #toggleStall({ tab }: Reader): void {
    tab.queuedBytes = tab.queuedBytes > 0 ? 0 : STALLED_BYTES
    if (tab.queuedBytes > 0) this.stalls++
  }

  async #comeOrGo(): Promise<void> {
    const random = this.#random
    if (random.chance(0.5)) {
      const tab = random.pick(this.#writers)
      if (tab.isConnected) tab.disconnect()
      else tab.connect(this.#host, ROOM, { generation: GENERATION })
    } else {
      const reader = random.pick(this.#readers)
      if (reader.tab.isConnected) reader.tab.disconnect()
      else this.#comeBack(reader)
    }
    await settle()
  }

  #comeBack({ tab, generation }: Reader): void {
    tab.connect(this.#overheard(tab), ROOM, { mayWrite: false, generation })
  }

  /** The server stops in good order and starts again. */
  async #restart(): Promise<void> {
    for (const tab of this.#tabs()) tab.disconnect()
    const closing = this.#host.close(CLOSING_MS)
    await this.#clock.advance(CLOSING_MS)
    await closing
    this.#host = this.#newHost()
  }

  async #replaceThoseSentAway(): Promise<void> {
    for (const [n, { tab }] of this.#readers.entries()) {
      if (tab.closed !== CLOSE.otherGeneration) continue
      this.sentAway++
      tab.destroy()
      this.#readers[n] = await this.#newReader()
    }
  }

  async #newReader(): Promise<Reader> {
    const tab = new Tab({ clientId: ++this.#lastClientId })
    const generation = await this.#host.read(ROOM, (_doc, { readers }) => readers)
    if (generation === undefined) throw new Error('there is no such room')
    const reader = { tab, generation }
    this.#comeBack(reader)
    await settle()
    return reader
  }

  async #end(): Promise<void> {
    for (let round = 0; round < 4; round++) {
      for (const tab of this.#writers) {
        if (!tab.isConnected) tab.connect(this.#host, ROOM, { generation: GENERATION })
      }
      for (const reader of this.#readers) {
        reader.tab.queuedBytes = 0
        if (!reader.tab.isConnected && !reader.tab.closed) this.#comeBack(reader)
      }
      await settle()
      await this.#replaceThoseSentAway()
      this.#deliverAll()
      await this.#clock.advance(1000)
      this.#deliverAll()
    }
    const doc = this.#mainDoc()
    const whole = readChronology(doc, { trash: 'with' })
    for (const tab of this.#writers) expect(readChronology(tab.doc, { trash: 'with' }), 'a writer').toEqual(whole)
    for (const event of whole.events) {
      if (!JSON.stringify(event.commentary).includes(signOf(event.id))) throw new Error(`${event.id} was damaged`)
    }
    const events = [...readEntries(doc, 'events').keys()].map((id) => Number(id.slice(1)))
    if (new Set(events).size < EVENTS) throw new Error('an event was lost')
    for (const { tab } of this.#readers) {
      expect(readChronology(tab.doc), 'a reader').toEqual(readChronology(doc))
      this.#lookThrough(Y.encodeStateAsUpdate(tab.doc))
    }
    const stored = new RoomHost({ storage: this.#storage, clock: new HandClock(), readerView })
    const loaded = await stored.read(ROOM, (_doc, generations) => generations)
    expect(loaded, 'loaded').toEqual(await this.#host.read(ROOM, (_doc, generations) => generations))
  }

  /** What the host hands to the connection of a reader is looked through at that moment. */
  #overheard(tab: Tab): RoomHost {
    const host = this.#host
    return {
      connect: (id: string, connection: Connection, options: Parameters<RoomHost['connect']>[2]) =>
        host.connect(
          id,
          {
            ...connection,
            send: (frames) => {
              if (!tab.isConnected) throw new Error('sent to one who has left')
              for (const frame of frames) this.#lookThrough(frame)
              this.framesToReaders += frames.length
              return connection.send(frames)
            },
          },
          options,
        ),
    } as RoomHost
  }

  #lookThrough(bytes: Uint8Array): void {
    const found = Buffer.from(bytes)
    for (const [id, { deletedAt }] of readEntries(this.#mainDoc(), 'events')) {
      if (deletedAt && found.includes(signOf(id)))
        throw new Error(`a reader gets words of ${id}, which is in the trash`)
    }
  }

  #mainDoc(): Y.Doc {
    const doc = this.#host.peek(ROOM)
    if (!doc) throw new Error('the room is not open')
    return doc
  }

  #newHost(): RoomHost {
    return new RoomHost({ storage: this.#storage, clock: this.#clock, readerView })
  }
}

/** Two of a letter that no other event has, so that it is found also where Yjs has cut the words. */
function signOf(id: string): string {
  return String.fromCodePoint(FIRST_SIGN + Number(id.slice(1))).repeat(SIGN_REPEATED)
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}
