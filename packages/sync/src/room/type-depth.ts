/**
 * How deep the shared types of an update would nest in a document, found out before any of it is applied. Yjs deletes,
 * collects and reads nested types by calling itself, and tells every type above of a change: a document that is deep
 * enough cannot be deleted, read or followed any more.
 *
 * A level at a time may come in updates of its own, under a parent that is named by its id, or that of a neighbour. So
 * each new type is followed up to what the document has already, which is trusted over what the update says of it.
 */
import * as Y from 'yjs'
import { CLOSE, PeerError } from '../wire/close.ts'

/** Types within a root type, each in the one before. A chronology has 4, and some 20 where its commentary is deep. */
export const MAX_TYPE_DEPTH = 100

export type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number]

/** Where an item stands: directly in a root type, or in the type that another item holds, or beside that item. */
type Place = { at: 'root' } | { at: 'in' | 'beside'; item: Y.Item }

/**
 * Throws PeerError where a new type of the update would be nested too deep. What builds on something that neither the
 * document nor the update has cannot be applied yet, and is to be asked about again when it can.
 */
export function refuseDeepTypes(doc: Y.Doc, structs: readonly Struct[]): void {
  if (!structs.some(holdsType)) return
  const places = new Places(doc, structs)
  for (const struct of structs) {
    // What the document has already is not applied a second time.
    if (!holdsType(struct) || places.isKnown(struct.id)) continue
    if (places.depthOf(struct) >= MAX_TYPE_DEPTH) {
      throw new PeerError(CLOSE.malformed, `types are nested more than ${MAX_TYPE_DEPTH} levels deep`)
    }
  }
}

/**
 * Deletes what nests deeper, in a copy of a document that was stored before there was a limit: with it in the way, Yjs
 * could delete nothing that is above it. From the innermost on, in steps that it can take.
 */
export function cutDeepTypes(copy: Y.Doc): void {
  const places = new Places(copy, [])
  const tooDeep: { item: Y.Item; depth: number }[] = []
  for (const structs of copy.store.clients.values()) {
    for (const item of structs) {
      if (!holdsType(item) || item.deleted) continue
      const depth = places.depthOf(item)
      if (depth >= MAX_TYPE_DEPTH) tooDeep.push({ item, depth })
    }
  }
  tooDeep.sort((a, b) => b.depth - a.depth)
  for (let from = 0; from < tooDeep.length; from += MAX_TYPE_DEPTH) {
    copy.transact((transaction) => {
      for (const { item } of tooDeep.slice(from, from + MAX_TYPE_DEPTH)) item.delete(transaction)
      // Nobody listens to a copy that is being made, and to tell every type above would be quadratic.
      transaction.changed.clear()
    })
  }
}

function holdsType(struct: Struct): struct is Y.Item & { content: Y.ContentType } {
  return struct instanceof Y.Item && struct.content instanceof Y.ContentType
}

class Places {
  readonly #store: Y.Doc['store']
  /** Of the update, by client, in the order of their clocks. */
  readonly #new = new Map<number, Struct[]>()
  readonly #depths = new Map<Y.Item, number>()

  constructor(doc: Y.Doc, structs: readonly Struct[]) {
    this.#store = doc.store
    for (const struct of structs) {
      const { client, clock } = struct.id
      const run = this.#new.get(client)
      const last = run?.at(-1)
      // Yjs takes the later of two runs, and no encoder writes them.
      if (last && clock < last.id.clock + last.length) {
        throw new PeerError(CLOSE.malformed, 'a client is in the update twice')
      }
      if (run) run.push(struct)
      else this.#new.set(client, [struct])
    }
  }

  isKnown({ client, clock }: Y.ID): boolean {
    return clock < Y.getState(this.#store, client)
  }

  /** How many types the item is in, not counting the root type. */
  depthOf(item: Y.Item): number {
    /** Each with what is to be added to the depth of the next one. */
    const path: { item: Y.Item; levels: number }[] = []
    const onPath = new Set<Y.Item>()
    let depth = 0
    for (let at = item; ; ) {
      const known = this.#depths.get(at)
      if (known !== undefined) depth = known
      // Items that wait for each other are never applied.
      const place: Place = known !== undefined || onPath.has(at) ? { at: 'root' } : this.#placeOf(at)
      if (place.at === 'root') break
      path.push({ item: at, levels: place.at === 'in' ? 1 : 0 })
      onPath.add(at)
      at = place.item
    }
    for (const step of path.reverse()) {
      depth += step.levels
      this.#depths.set(step.item, depth)
    }
    return depth
  }

  #placeOf({ parent, origin, rightOrigin }: Y.Item): Place {
    if (parent instanceof Y.AbstractType) return parent._item ? { at: 'in', item: parent._item } : { at: 'root' }
    if (parent instanceof Y.ID) {
      const holder = this.#find(parent)
      return holder ? { at: 'in', item: holder } : { at: 'root' }
    }
    const neighbour = origin ?? rightOrigin
    const item = typeof parent === 'string' || !neighbour ? undefined : this.#find(neighbour)
    return item ? { at: 'beside', item } : { at: 'root' }
  }

  #find(id: Y.ID): Y.Item | undefined {
    const structs = this.isKnown(id) ? this.#store.clients.get(id.client) : this.#new.get(id.client)
    const found = structs && structAt(structs, id.clock)
    return found instanceof Y.Item ? found : undefined
  }
}

function structAt(structs: readonly Struct[], clock: number): Struct | undefined {
  let [low, high] = [0, structs.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const struct = structs[middle] as Struct // between 0 and the last
    if (clock < struct.id.clock) high = middle - 1
    else if (clock >= struct.id.clock + struct.length) low = middle + 1
    else return struct
  }
  return undefined
}
