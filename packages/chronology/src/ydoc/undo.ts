/**
 * Undo and redo of my own changes: fields, entries and commentary in one stack, one step per action.
 * A colleague's change is never undone: a field that they have overwritten since stays theirs, and an event that I
 * made is kept once they have written in it.
 */
import * as Y from 'yjs'
import { COLLECTIONS } from '../types.ts'
import { EDIT_ORIGIN } from './edit.ts'
import { collectionMap, commentaryMap, metaMap } from './shape.ts'

/** Typing within this time is one step. */
const TYPING_STEP_MS = 1_000

export type UndoOutcome = 'done' | 'nothing to undo' | 'kept for a colleague'

export class UndoHistory {
  /** For editors that need the manager itself (Tiptap's plugin). */
  readonly manager: Y.UndoManager
  readonly #doc: Y.Doc

  /** `origins`: further transaction origins that are mine, such as an editor's plugin key. */
  constructor(doc: Y.Doc, origins: Iterable<unknown> = []) {
    this.#doc = doc
    this.manager = new Y.UndoManager(
      [metaMap(doc), commentaryMap(doc), ...COLLECTIONS.map((collection) => collectionMap(doc, collection))],
      {
        captureTimeout: TYPING_STEP_MS,
        trackedOrigins: new Set([EDIT_ORIGIN, ...origins]),
        deleteFilter: isEmptied,
      },
    )
  }

  /** Runs one action as a step of its own, whatever came just before or comes after. */
  step<T>(action: () => T): T {
    this.manager.stopCapturing()
    try {
      return action()
    } finally {
      this.manager.stopCapturing()
    }
  }

  /** Ends the current step: call when the person moves to another field. */
  endStep(): void {
    this.manager.stopCapturing()
  }

  undo(): UndoOutcome {
    const step = this.manager.undoStack.at(-1)
    if (!step) return 'nothing to undo'
    if (this.#holdsForeignWork(step.insertions)) {
      this.manager.undoStack.pop()
      return 'kept for a colleague'
    }
    return this.manager.undo() ? 'done' : 'nothing to undo'
  }

  redo(): UndoOutcome {
    return this.manager.redo() ? 'done' : 'nothing to undo'
  }

  /** Bytes of the document's state that are deleted and there only because a step could bring them back. */
  get weight(): number {
    const state = Y.encodeStateAsUpdate(this.#doc)
    const copy = new Y.Doc()
    Y.applyUpdate(copy, state)
    const weight = state.length - Y.encodeStateAsUpdate(copy).length
    copy.destroy()
    return weight
  }

  /**
   * Gives up all steps, and with them what they alone kept: Yjs holds on to whatever undo or redo could bring back, and
   * writes it into every state, however large.
   */
  forget(): void {
    this.manager.clear()
    Y.tryGc(Y.createDeleteSetFromStructStore(this.#doc.store), this.#doc.store, this.#doc.gcFilter)
  }

  canUndo(): boolean {
    return this.manager.canUndo()
  }

  canRedo(): boolean {
    return this.manager.canRedo()
  }

  /** Calls the listener whenever `canUndo` or `canRedo` may have changed. */
  subscribe(listener: () => void): () => void {
    const events = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const
    for (const event of events) this.manager.on(event, listener)
    return () => {
      for (const event of events) this.manager.off(event, listener)
    }
  }

  close(): void {
    this.manager.destroy()
  }

  /** Whether undoing these insertions would remove an entry or commentary that somebody else has written in. */
  #holdsForeignWork(insertions: { clients: Map<number, readonly { clock: number; len: number }[]> }): boolean {
    const inserted = (id: Y.ID) =>
      (insertions.clients.get(id.client) ?? []).some((run) => id.clock >= run.clock && id.clock < run.clock + run.len)
    const roots = [commentaryMap(this.#doc), ...COLLECTIONS.map((collection) => collectionMap(this.#doc, collection))]
    for (const root of roots) {
      for (const item of (root as unknown as { _map: Map<string, Y.Item> })._map.values()) {
        if (item.deleted || !inserted(item.id) || !(item.content instanceof Y.ContentType)) continue
        if (holdsForeign(item.content.type, this.#doc.clientID)) return true
      }
    }
    return false
  }
}

/**
 * Whether undo may remove the item. Children go before their parents, so that a paragraph which still has something in
 * it has what a colleague wrote there: it stays, with their words.
 */
function isEmptied(item: Y.Item): boolean {
  if (!(item.content instanceof Y.ContentType)) return true
  const { type } = item.content
  return !(type instanceof Y.XmlElement || type instanceof Y.XmlText) || type.length === 0
}

function holdsForeign(type: Y.AbstractType<unknown>, clientId: number): boolean {
  const pending: Y.AbstractType<unknown>[] = [type]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const items: Y.Item[] = [...next._map.values()]
    for (let item = next._start; item; item = item.right) items.push(item)
    for (const item of items) {
      if (item.deleted) continue
      if (item.id.client !== clientId) return true
      if (item.content instanceof Y.ContentType) pending.push(item.content.type)
    }
  }
  return false
}
