/** What people do to a chronology, drawn by a seed: on the timeline, in rich text, and back again. */
import {
  addEntry,
  addEvent,
  changeText,
  commentaryOf,
  edit,
  putCitation,
  removeCitation,
  removeEntry,
  restoreEvent,
  setMember,
  textOf,
  trashEvent,
  UndoHistory,
  updateEntry,
  updateMeta,
} from '@coeval/chronology/ydoc'
import type { SeededRandom } from '@coeval/sync/testing'
import * as Y from 'yjs'

/** Events are named by number, so that tabs often meet on one, and make the same one at once now and then. */
const EVENTS = 24
const TRACKS = ['main', 'side', 'third']
const WORDS = ['x', 'yz', ' ', 'ü', '日本', '👩‍🏫']

export interface PersonOptions {
  /** Runs a page of a later version: writes fields and blocks that this one does not know and has to keep. */
  isLater: boolean
}

export class Person {
  readonly #doc: Y.Doc
  readonly #random: SeededRandom
  readonly #history: UndoHistory
  readonly #isLater: boolean

  constructor(doc: Y.Doc, random: SeededRandom, { isLater }: PersonOptions) {
    this.#doc = doc
    this.#random = random
    this.#isLater = isLater
    this.#history = new UndoHistory(doc)
  }

  /** Does one thing; `n` numbers it. Returns what, for the story of a seed that fails. */
  act(n: number): string {
    if (this.#random.chance(0.06)) return `undoes: ${this.#history.undo()}`
    if (this.#random.chance(0.03)) return `redoes: ${this.#history.redo()}`
    // A step of its own: the clock of the machine must have no say in what is undone together.
    return this.#history.step(() => this.#edit(n))
  }

  close(): void {
    this.#history.close()
  }

  #edit(n: number): string {
    const doc = this.#doc
    const random = this.#random
    const id = `e${random.below(EVENTS)}`
    const title = textOf(doc, { collection: 'events', id }, 'title')
    if (!title || random.chance(0.01)) {
      addEvent(doc, { id, title: `Event ${n}`, date: String(1900 + (n % 100)), tracks: ['main'] })
      return `adds ${id}`
    }
    switch (random.below(14)) {
      case 0:
      case 1:
        return this.#type(title, id)
      case 2:
        updateEntry(doc, 'events', id, { date: `${1800 + random.below(400)}~` })
        return `dates ${id}`
      case 3:
        setMember(doc, id, 'tracks', random.pick(TRACKS), random.chance(0.6))
        return `moves ${id}`
      case 4:
        trashEvent(doc, id, new Date(Date.UTC(2024, 0, 1, 0, 0, n)))
        return `trashes ${id}`
      case 5:
        restoreEvent(doc, id)
        return `restores ${id}`
      case 6:
        addEntry(doc, 'tracks', { id: random.pick(TRACKS), name: `Track ${n}`, order: 'a1', colour: 1 })
        return 'adds a track'
      case 7:
        removeEntry(doc, 'tracks', random.pick(TRACKS))
        return 'removes a track'
      case 8:
        if (random.chance(0.3)) removeCitation(doc, id, `c${random.below(3)}`)
        else putCitation(doc, id, { id: `c${random.below(3)}`, sourceId: 'source', locator: String(n) })
        return `cites for ${id}`
      case 9:
        updateMeta(doc, { title: `Title ${random.below(5)}` })
        return 'names the chronology'
      case 10:
        return this.#isLater ? this.#writeAsLaterPage(id, n) : this.#write(id, n)
      default:
        return this.#write(id, n)
    }
  }

  #type(title: Y.Text, id: string): string {
    // By character, as a caret moves: half an emoji has no bytes in UTF-8, and would not survive the wire.
    const characters = Array.from(title.toString())
    const at = this.#random.below(characters.length + 1)
    characters.splice(at, this.#random.below(3), this.#random.pick(WORDS))
    changeText(this.#doc, title, characters.join(''))
    return `types in the title of ${id}`
  }

  #writeAsLaterPage(id: string, n: number): string {
    const fields = { mood: { words: [`mood ${n}`], weight: n } }
    updateEntry(this.#doc, 'events', id, fields as Parameters<typeof updateEntry<'events'>>[3])
    const fragment = commentaryOf(this.#doc, id)
    if (fragment) edit(this.#doc, () => fragment.insert(0, [new Y.XmlElement('laterBlock')]))
    return `writes what nobody else knows about ${id}`
  }

  #write(id: string, n: number): string {
    const fragment = commentaryOf(this.#doc, id)
    if (!fragment) return 'finds no commentary'
    edit(this.#doc, () => writeInto(fragment, this.#random, n))
    return `writes about ${id}`
  }
}

function writeInto(fragment: Y.XmlFragment, random: SeededRandom, n: number): void {
  const blocks = fragment.toArray()
  if (blocks.length === 0 || (blocks.length < 6 && random.chance(0.2))) {
    const paragraph = new Y.XmlElement(random.chance(0.2) ? 'heading' : 'paragraph')
    fragment.insert(random.below(fragment.length + 1), [paragraph])
    paragraph.insert(0, [new Y.XmlText(`Line ${n}`)])
    return
  }
  const block = random.pick(blocks)
  const text = block instanceof Y.XmlElement ? block.get(0) : undefined
  if (!(text instanceof Y.XmlText) || random.chance(0.1)) return fragment.delete(blocks.indexOf(block), 1)
  const at = random.below(text.length + 1)
  const length = random.below(text.length - at + 1)
  const what = random.next()
  if (what < 0.3) {
    // Overlapping marks, put on and taken off, are where Yjs tidies up after a peer.
    text.format(at, length, { [random.pick(['bold', 'italic'])]: random.chance(0.5) ? {} : null })
  } else if (what < 0.5) text.delete(at, Math.min(length, 4))
  else if (what < 0.55) text.insertEmbed(at, new Y.XmlElement('citation'))
  else text.insert(at, random.pick(['a', 'bc', 'ü']))
}
