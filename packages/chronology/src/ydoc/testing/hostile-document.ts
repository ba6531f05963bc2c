/**
 * Documents such as a hostile or merely odd writer may leave, from a seed: what an update may carry at all (values and
 * types nested less than 100 levels deep, no documents in the document), with everything else wrong. For tests.
 */
import * as Y from 'yjs'
import { collectionMap } from '../shape.ts'
import type { Draw } from './hostile-values.ts'
import { ODD_CONTENTS } from './odd-contents.ts'
import { ODD_ENTRIES, type Oddity } from './odd-entries.ts'
import { seedOrdinary } from './ordinary-document.ts'

export interface HostileDocument {
  /** As it comes over the wire, where half a surrogate pair becomes U+FFFD, also in an id. */
  doc: Y.Doc
  /** All of it, in pieces that are no work for anybody. */
  updates: Uint8Array[]
  /** What was done to it, in words. */
  oddities: string[]
  /** Ids of the events that are entries at all and not in the trash: each of them must be found everywhere. */
  events: Set<string>
}

const MAX_ODDITIES = 4
const MERGED_AT_ONCE = 100

const ODDITIES: Record<string, Oddity> = { ...ODD_ENTRIES, ...ODD_CONTENTS }

/** The document of one seed: an ordinary chronology with one to four oddities. */
export function hostileDocument(draw: Draw): HostileDocument {
  const made = new Y.Doc()
  const updates: Uint8Array[] = []
  made.on('update', (update: Uint8Array) => updates.push(update))
  const oddities: string[] = []
  made.transact(() => seedOrdinary(made))
  const names = Object.keys(ODDITIES)
  for (let left = 1 + draw.below(MAX_ODDITIES); left > 0; left--) {
    const name = draw.pick(names)
    ODDITIES[name]?.(made, draw)
    oddities.push(name)
  }
  made.destroy()
  const doc = new Y.Doc()
  const parts = inParts(updates)
  for (const part of parts) Y.applyUpdate(doc, part)
  return { doc, updates: parts, oddities, events: liveEvents(doc) }
}

function inParts(updates: readonly Uint8Array[]): Uint8Array[] {
  const parts: Uint8Array[] = []
  for (let at = 0; at < updates.length; at += MERGED_AT_ONCE) {
    parts.push(Y.mergeUpdates(updates.slice(at, at + MERGED_AT_ONCE)))
  }
  return parts
}

function liveEvents(doc: Y.Doc): Set<string> {
  const events = new Set<string>()
  for (const [id, entry] of collectionMap(doc, 'events').entries()) {
    if ((entry as unknown) instanceof Y.Map && !entry.get('deletedAt')) events.add(id)
  }
  return events
}
