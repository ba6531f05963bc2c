/**
 * [H3] A chronology that is seeded again, restored or imported over is another generation: nothing of an older copy may ever be
 * merged into it, for Yjs would keep both, and every text would stand there twice.
 *
 * COEVAL_GENERATIONS=100000 plays as many replacements, COEVAL_FIRST_SEED=12 begins with that seed.
 */
import {
  addEvent,
  commentaryOf,
  edit,
  emptyChronology,
  readChronology,
  seedDocument,
  textOf,
} from '@coeval/chronology/ydoc'
import { readJson, writeJson } from '@coeval/formats'
import { CLOSE, RoomHost } from '@coeval/sync'
import { deliverAll, FaultyStorage, HandClock, SeededRandom, settle, Tab } from '@coeval/sync/testing'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { checkSame, loadFresh } from './convergence/checks.ts'

const ROOM = 'room'
const TABS = 4
const STEPS_PER_SEED = 200
const REST_ROUNDS = 4
const REPLACEMENTS = Number(process.env.COEVAL_GENERATIONS ?? 1000)
const FIRST_SEED = Number(process.env.COEVAL_FIRST_SEED ?? 1)
const PATIENCE_MS_PER_REPLACEMENT = 1000

test(
  `[H3] ${REPLACEMENTS} replacements and returns of stale copies double no text`,
  async () => {
    const total = { replacements: 0, staleReturns: 0 }
    for (let seed = FIRST_SEED; total.replacements < REPLACEMENTS; seed++) {
      try {
        const { replacements, staleReturns } = await new Story(seed).play()
        total.replacements += replacements
        total.staleReturns += staleReturns
      } catch (cause) {
        throw new Error(`COEVAL_FIRST_SEED=${seed}: ${String(cause)}`, { cause })
      }
    }
    expect(total.staleReturns).toBeGreaterThan(REPLACEMENTS / 2)
  },
  REPLACEMENTS * PATIENCE_MS_PER_REPLACEMENT,
)

/** A page: its copy, the generation of that copy, and the words that it has written and not heard to be saved. */
interface Page {
  tab: Tab
  generation: string
  words: string[]
}

class Story {
  readonly #seed: number
  readonly #random: SeededRandom
  #storage = new FaultyStorage()
  #clock = new HandClock()
  #host = new RoomHost({ storage: this.#storage, clock: this.#clock })
  #generation = 'g0'
  #pages: Page[] = []
  #backups: string[] = []
  /** Who wrote under which generation: the seeds and the pages. */
  #generationByClient = new Map<number, string>()
  #lastWord = 0
  #replacements = 0
  #staleReturns = 0

  constructor(seed: number) {
    this.#seed = seed
    this.#random = new SeededRandom(seed)
  }

  async play(): Promise<{ replacements: number; staleReturns: number }> {
    await this.#seedWith(writeJson(emptyChronology(this.#newWord())))
    for (let n = 0; n < TABS; n++) this.#pages.push(this.#open(n))
    await settle()
    for (let step = 0; step < STEPS_PER_SEED; step++) await this.#step()
    await this.#end()
    for (const { tab } of this.#pages) tab.destroy()
    return { replacements: this.#replacements, staleReturns: this.#staleReturns }
  }

  async #step(): Promise<void> {
    const random = this.#random
    const n = random.below(TABS)
    const page = this.#pages[n]
    if (!page) throw new Error('there is no such page')
    const what = random.next()
    if (what < 0.45) this.#write(page)
    else if (what < 0.7) this.#deliverSome(page.tab)
    else if (what < 0.76) page.tab.disconnect()
    else if (what < 0.84) await this.#comeBack(n)
    else if (what < 0.9) await this.#clock.advance(random.below(50))
    else if (what < 0.92) this.#backups.push(await this.#export())
    else if (what < 0.94) await this.#restart()
    else await this.#replace()
  }

  #deliverSome(tab: Tab): void {
    for (let n = this.#random.below(20); n > 0; n--) {
      tab.pushOne()
      tab.pullOne()
    }
  }

  /** Each word is written once in the life of the story, so that one that is there twice was merged twice. */
  #write({ tab, words }: Page): void {
    const { doc } = tab
    if (!textOf(doc, 'meta', 'title')) return // not loaded yet
    const word = this.#newWord()
    words.push(word)
    const title = textOf(doc, 'meta', 'title')
    const what = this.#random.below(3)
    if (what === 0) edit(doc, () => title?.insert(this.#random.below(title.length + 1) && 0, `${word} `))
    else if (what === 1) addEvent(doc, { id: `e${word}`, title: word, date: '2004' })
    else {
      const paragraph = new Y.XmlElement('paragraph')
      edit(doc, () => {
        paragraph.insert(0, [new Y.XmlText(word)])
        commentaryOf(doc)?.insert(0, [paragraph])
      })
    }
  }

  async #comeBack(n: number): Promise<void> {
    const page = this.#pages[n]
    if (!page || page.tab.isConnected) return
    const { tab, generation, words } = page
    const isStale = generation !== this.#generation
    tab.connect(this.#host, ROOM, { generation })
    await settle()
    if (tab.isConnected === isStale) throw new Error(`a copy of ${generation} met ${this.#generation}`)
    if (!isStale) return
    if (tab.closed?.code !== CLOSE.otherGeneration.code)
      throw new Error(`a stale copy was sent away with ${tab.closed?.code}`)
    this.#staleReturns++
    // Nothing that it wrote is lost: the page offers it as a file, and loads the other generation beside it.
    const file = writeJson(readChronology(tab.doc, { trash: 'with' }))
    for (const word of words) if (!file.includes(word)) throw new Error(`${word} is lost`)
    tab.destroy()
    this.#pages[n] = this.#open(n)
    await settle()
  }

  async #replace(): Promise<void> {
    this.#replacements++
    const random = this.#random
    await this.#host.read(ROOM, (doc) => this.#checkLineage(doc))
    const kept = await this.#export()
    const json = random.chance(0.3) && this.#backups.length > 0 ? random.pick(this.#backups) : kept
    await this.#host.remove(ROOM)
    // A client that asks while there is nothing is told so, and does not take it for an empty chronology.
    await this.#seedWith(json)
    if (random.chance(0.5)) for (let n = 0; n < TABS; n++) await this.#comeBack(n)
  }

  /** A new process; what was not stored is in the pages still. */
  async #restart(): Promise<void> {
    this.#storage = await this.#storage.restarted()
    this.#clock = new HandClock()
    this.#host = new RoomHost({ storage: this.#storage, clock: this.#clock })
    for (const { tab } of this.#pages) tab.disconnect()
  }

  async #end(): Promise<void> {
    for (let n = 0; n < TABS; n++) {
      this.#pages[n]?.tab.disconnect()
      await this.#comeBack(n)
    }
    const tabs = this.#pages.map(({ tab }) => tab)
    for (let round = 0; round < REST_ROUNDS; round++) {
      deliverAll(tabs)
      await this.#clock.advance(200)
    }
    const fresh = await loadFresh(this.#storage.disk, ROOM)
    checkSame([...tabs.map(({ doc }, n) => ({ name: `tab ${n}`, doc })), fresh])
    this.#checkLineage(fresh.doc)
    const file = writeJson(readChronology(fresh.doc, { trash: 'with' }))
    const words = (file.match(/\bw\d+w\b/g) ?? []).filter((word) => !file.includes(`"id": "e${word}"`))
    const doubled = words.filter((word, n) => words.indexOf(word) !== n)
    if (doubled.length > 0) throw new Error(`there twice: ${doubled.join(', ')}`)
    for (const { generation, words: own } of this.#pages) {
      const lost = own.filter((word) => generation === this.#generation && !file.includes(word))
      if (lost.length > 0) throw new Error(`lost: ${lost.join(', ')}`)
    }
  }

  /** Of two copies of one text in a map, Yjs shows one; so the doubled words alone do not tell. */
  #checkLineage(doc: Y.Doc): void {
    for (const client of Y.snapshot(doc).sv.keys()) {
      const generation = this.#generationByClient.get(client)
      if (generation !== this.#generation)
        throw new Error(`something of ${generation} was merged into ${this.#generation}`)
    }
  }

  #open(n: number): Page {
    const tab = new Tab({ clientId: this.#seed * 100_000 + ++this.#opened * TABS + n })
    this.#generationByClient.set(tab.doc.clientID, this.#generation)
    tab.connect(this.#host, ROOM, { generation: this.#generation })
    return { tab, generation: this.#generation, words: [] }
  }
  #opened = 0

  async #export(): Promise<string> {
    const json = await this.#host.read(ROOM, (doc) => writeJson(readChronology(doc, { trash: 'with' })))
    if (json === undefined) throw new Error('the room is gone')
    return json
  }

  async #seedWith(json: string): Promise<void> {
    const { chronology } = readJson(json)
    if (!chronology) throw new Error('the export cannot be read')
    const doc = new Y.Doc()
    seedDocument(doc, chronology)
    this.#generation = `g${this.#replacements}`
    this.#generationByClient.set(doc.clientID, this.#generation)
    await this.#storage.create({ id: ROOM, generation: this.#generation, state: Y.encodeStateAsUpdateV2(doc) })
  }

  #newWord(): string {
    return `w${++this.#lastWord}w`
  }
}
