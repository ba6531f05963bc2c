/** What changed, in terms of the chronology: for projections (timeline, table, panels) that follow the document. */
import type * as Y from 'yjs'
import { COLLECTIONS, type Collection } from '../types.ts'
import { collectionMap, commentaryMap, metaMap } from './shape.ts'

export interface DocumentChange {
  meta: boolean
  /** Ids that were added, changed or removed, by collection; absent where nothing changed. */
  entries: Partial<Record<Collection, Set<string>>>
  /** Ids whose commentary changed. */
  commentary: Set<string>
  /** Made in this tab, not received. */
  local: boolean
}

/** Calls the listener once per transaction that changed something. Returns the function that ends it. */
export function watchDocument(doc: Y.Doc, listener: (change: DocumentChange) => void): () => void {
  let change: DocumentChange | undefined
  const current = (): DocumentChange => (change ??= { meta: false, entries: {}, commentary: new Set(), local: false })

  const onMeta = () => {
    current().meta = true
  }
  const observers = COLLECTIONS.map((collection) => {
    const map = collectionMap(doc, collection)
    const observer = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
      const ids = (current().entries[collection] ??= new Set())
      for (const id of changedIds(map, events)) ids.add(id)
    }
    map.observeDeep(observer)
    return () => map.unobserveDeep(observer)
  })
  const commentary = commentaryMap(doc)
  const onCommentary = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
    for (const id of changedIds(commentary, events)) current().commentary.add(id)
  }
  const onAfter = (transaction: Y.Transaction) => {
    if (!change) return
    const done = change
    change = undefined
    done.local = transaction.local
    listener(done)
  }
  const meta = metaMap(doc)
  meta.observeDeep(onMeta)
  commentary.observeDeep(onCommentary)
  doc.on('afterTransaction', onAfter)
  return () => {
    meta.unobserveDeep(onMeta)
    commentary.unobserveDeep(onCommentary)
    doc.off('afterTransaction', onAfter)
    for (const stop of observers) stop()
  }
}

function* changedIds(map: object, events: Y.YEvent<Y.AbstractType<unknown>>[]): Generator<string> {
  for (const event of events) {
    if (event.target === map) yield* event.changes.keys.keys()
    else yield String(event.path[0])
  }
}
