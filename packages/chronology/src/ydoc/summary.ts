/**
 * What a list says of a chronology, kept up to date by its changes: it costs as much as what has changed, and no field
 * but the title and `deletedAt` is ever read.
 */
import * as Y from 'yjs'
import { MAX_TITLE_LENGTH } from '../limits.ts'
import { shortenText } from '../shown-text.ts'
import { collectionMap, type Entry, metaMap } from './shape.ts'

export interface Summary {
  title: string
  /** Those in the trash are not counted. */
  events: number
}

export class DocumentSummary {
  readonly #doc: Y.Doc
  /** Ids of the events that are not in the trash. */
  readonly #live = new Set<string>()
  #title: string

  constructor(doc: Y.Doc) {
    this.#doc = doc
    for (const id of collectionMap(doc, 'events').keys()) this.#look(id)
    this.#title = titleOf(doc)
  }

  read(): Summary {
    return { title: this.#title, events: this.#live.size }
  }

  /** To be called with every transaction. Whether the summary is another one now. */
  follow({ changed }: Y.Transaction): boolean {
    const before = this.read()
    const events: unknown = collectionMap(this.#doc, 'events')
    const meta: unknown = metaMap(this.#doc)
    for (const [type, keys] of changed as Map<{ _item: Y.Item | null }, Set<string | null>>) {
      const parent: unknown = type._item?.parent
      const key = type._item?.parentSub ?? null
      if (type === events) {
        for (const id of keys) if (id !== null) this.#look(id)
      } else if (parent === events) {
        if (keys.has('deletedAt') && key !== null) this.#look(key)
      } else if (type === meta ? keys.has('title') : parent === meta && key === 'title') {
        this.#title = titleOf(this.#doc)
      }
    }
    return before.title !== this.#title || before.events !== this.#live.size
  }

  /** A hostile client can put anything under an id: only a map is an event. */
  #look(id: string): void {
    const event: unknown = collectionMap(this.#doc, 'events').get(id)
    if (event instanceof Y.Map && !(event as Entry).get('deletedAt')) this.#live.add(id)
    else this.#live.delete(id)
  }
}

/** A title as lists and logs show it. A document can hold any; what is over is cut here alone. */
export function listedTitle(title: string): string {
  return shortenText(title, MAX_TITLE_LENGTH)
}

/** Reads no further than it has to. */
function titleOf(doc: Y.Doc): string {
  const title = metaMap(doc).get('title')
  if (typeof title === 'string') return listedTitle(title)
  if (!(title instanceof Y.Text)) return ''
  let text = ''
  for (let item = title._start; item && text.length <= MAX_TITLE_LENGTH; item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentString) text += item.content.str
  }
  return listedTitle(text)
}
