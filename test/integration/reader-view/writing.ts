/** What the writers of a story do: whatever they write about an event has its sign. */
import {
  addEntry,
  addEvent,
  changeText,
  commentaryOf,
  readEntries,
  removeEntry,
  restoreEvent,
  textOf,
  trashEvent,
  updateEntry,
} from '@coeval/chronology/ydoc'
import type { SeededRandom } from '@coeval/sync/testing'
import * as Y from 'yjs'
import { signOf } from './sign.ts'

export const NOW = new Date('2026-01-02T03:04:05Z')

export class Writing {
  trashings = 0
  restorings = 0
  readonly #random: SeededRandom
  /** After a restoring all readers begin anew: in some stories that is rare. */
  readonly #restoreShare: number
  #lastId = 0

  constructor(random: SeededRandom) {
    this.#random = random
    this.#restoreShare = random.pick([0.1, 0.01, 0.001])
  }

  /** One edit of one event, or none where the document is not loaded yet. */
  edit(doc: Y.Doc): void {
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
    } else if (what < 0.8) this.add(doc)
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

  /** An event whose words have its sign. */
  add(doc: Y.Doc): void {
    const id = this.#newId('e')
    addEvent(doc, { id, title: signOf(id) })
    commentaryOf(doc, id)?.insert(0, [paragraph(signOf(id))])
  }

  #newId(kind: string): string {
    return `${kind}${++this.#lastId}`
  }
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}
