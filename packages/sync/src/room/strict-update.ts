/** Yjs updates of a peer, read with distrust, and what Yjs keeps back of them (its pending structs). */
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { CLOSE, PeerError } from '../wire/close.ts'
import type { Struct } from './type-depth.ts'

/** Clock that each client must have reached for an update to be in the document whole. */
export type Needs = Map<number, number>

/**
 * No value of a chronology is nested nearly as deep. What calls itself for each level (JSON.stringify, Yjs' own encoder)
 * would run out of stack, on one machine and not on the next.
 */
const MAX_DEPTH = 100

/** In the first byte of a struct: what kind of content it has, and the number for a Y.Doc. */
const CONTENT_BITS = 31
const CONTENT_DOC = 9

/** Yjs makes the decoder itself and does not say how far it has read. */
class Reader extends Y.UpdateDecoderV1 {
  static #latest: decoding.Decoder | undefined

  constructor(decoder: decoding.Decoder) {
    super(decoder)
    Reader.#latest = decoder
  }

  /** A document inside the document is nothing that a chronology has, and costs as much as a document to make. */
  override readInfo(): number {
    const info = super.readInfo()
    if ((info & CONTENT_BITS) === CONTENT_DOC) throw new PeerError(CLOSE.malformed, 'a document inside the document')
    return info
  }

  /** Whether the update that was read last goes on after its end. */
  static hasContent(): boolean {
    const latest = Reader.#latest
    Reader.#latest = undefined
    return latest !== undefined && decoding.hasContent(latest)
  }
}

/**
 * Reads a V1 update to its last byte, before any of it is applied: what Yjs throws in the middle of a transaction would
 * leave half of it applied. V1 only: in V2 a few bytes can stand for any number of structs (yjs/yjs#687), and what is
 * left over at the end is what a V2 update looks like. Throws PeerError.
 */
export function readWhole(update: Uint8Array): { needs: Needs; structs: readonly Struct[] } {
  const needs: Needs = new Map()
  const need = (client: number, clock: number) => {
    if (clock > (needs.get(client) ?? 0)) needs.set(client, clock)
  }
  let structs: readonly Struct[]
  try {
    const { ds, ...read } = Y.decodeUpdateV2(update, Reader)
    structs = read.structs
    for (const struct of structs) {
      if (!(struct instanceof Y.Skip)) need(struct.id.client, struct.id.clock + struct.length)
      if (struct instanceof Y.Item && isNestedDeeper(valueOf(struct.content), MAX_DEPTH)) {
        throw new PeerError(CLOSE.malformed, `a value is nested more than ${MAX_DEPTH} levels deep`)
      }
    }
    for (const [client, deleted] of ds.clients) for (const range of deleted) need(client, range.clock + range.len)
  } catch (cause) {
    if (cause instanceof PeerError) throw cause
    throw new PeerError(CLOSE.malformed, 'the update cannot be read', { cause })
  }
  if (Reader.hasContent()) throw new PeerError(CLOSE.malformed, 'the update goes on after its end')
  return { needs, structs }
}

/** What a person's program put into an item, where it is not text or a type of Yjs. */
function valueOf(content: Y.Item['content']): unknown {
  if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) return content.arr
  if (content instanceof Y.ContentEmbed) return content.embed
  return content instanceof Y.ContentFormat ? content.value : undefined
}

function isNestedDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false
  if (levels === 0) return true
  return Object.values(value).some((inner) => isNestedDeeper(inner, levels - 1))
}

export function isReached(doc: Y.Doc, needs: Needs): boolean {
  for (const [client, clock] of needs) if (Y.getState(doc.store, client) < clock) return false
  return true
}

export function hasPending({ store }: Y.Doc): boolean {
  return store.pendingStructs !== null || store.pendingDs !== null
}

export function dropPending({ store }: Y.Doc): void {
  store.pendingStructs = null
  store.pendingDs = null
}

/** Yjs' encoders add what is pending to every state that they write; while an update is applied there may be some. */
export function withoutPending<T>(doc: Y.Doc, encode: () => T): T {
  const { pendingStructs, pendingDs } = doc.store
  dropPending(doc)
  try {
    return encode()
  } finally {
    doc.store.pendingStructs = pendingStructs
    doc.store.pendingDs = pendingDs
  }
}
