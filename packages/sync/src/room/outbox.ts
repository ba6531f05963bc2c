/**
 * What a room has to tell everyone, and when. The first news of a quiet room leaves at once. In a busy one, updates are
 * merged and presence is reduced to the latest, so that each socket is written to once per window and not once per key.
 *
 * One write to one socket costs about the same whatever it holds, so the window grows with the number of those who
 * listen, and beyond that with what the last rounds have cost: a room never spends more than half of its time there.
 */
import * as Y from 'yjs'
import type { PresenceEntry } from '../wire/client-message.ts'
import { presenceFrame, updateFrame } from '../wire/frames.ts'

const WINDOW_MS_PER_RECIPIENT = 0.062
/** As long as rounds are cheap, nobody waits longer than that. */
export const MAX_WINDOW_MS = 40
/** So many messages in one window are a crowd, to which a longer window makes no difference but to the server. */
const CROWD = 10
const CROWD_FACTOR = 1.3
const MAX_CROWD_WINDOW_MS = 43
const COST_SHARE = 2
/** A caret is told 20 times a second at most. */
export const PRESENCE_SPACING_MS = 50
/** More than that is not worth merging, and leaves at once. */
const LARGE_BYTES = 128 * 1024
export const MERGED_AT_ONCE = 32

type Author = number | undefined

export interface Parcel {
  frames: Uint8Array[]
  /** The session that wrote all of it, and needs none of it. */
  except?: number
  /** The first frames, with the updates: the rest is presence. */
  updateFrames: number
}

export class Outbox {
  #updates: Uint8Array[] = []
  #updateBytes = 0
  #authors = new Set<Author>()
  #presence = new Map<number, PresenceEntry>()
  /** Messages since the last parcel, and in the one before it. */
  #messages = 0
  #lastMessages = 0
  #sentMs = -Infinity
  #presenceSentMs = -Infinity
  #costMs = 0

  get isEmpty(): boolean {
    return this.#updates.length === 0 && this.#presence.size === 0
  }

  /** What nobody has heard yet. */
  get unheard(): { updates: readonly Uint8Array[]; presence: readonly PresenceEntry[] } {
    return { updates: this.#updates, presence: [...this.#presence.values()] }
  }

  /** `author` undefined: everyone needs it. */
  addUpdate(update: Uint8Array, author: Author): void {
    this.#messages++
    this.#updates.push(update)
    this.#updateBytes += update.length
    this.#authors.add(author)
  }

  /** In place of all updates that wait. */
  replaceUpdates(update: Uint8Array): void {
    this.#updates = []
    this.#updateBytes = 0
    this.#authors.clear()
    this.addUpdate(update, undefined)
  }

  addPresence(entries: readonly PresenceEntry[]): void {
    this.#messages++
    for (const entry of entries) this.#presence.set(entry.clientId, entry)
  }

  /** How long to wait before `take`, in ms; undefined where there is nothing to say. */
  dueInMs(nowMs: number, recipients: number): number | undefined {
    if (this.isEmpty) return undefined
    if (this.#updateBytes > LARGE_BYTES) return 0
    const nextMs = this.#sentMs + windowMs(recipients, this.#costMs, this.#lastMessages > CROWD)
    const dueMs = this.#updates.length > 0 ? nextMs : Math.max(nextMs, this.#presenceSentMs + PRESENCE_SPACING_MS)
    return Math.max(0, dueMs - nowMs)
  }

  /** All that waits; presence that was told a moment ago stays for the next time, unless `whole`. */
  take(nowMs: number, { whole = false } = {}): Parcel {
    this.#lastMessages = this.#messages
    this.#messages = 0
    const frames = this.#takeUpdates()
    const updateFrames = frames.length
    const [author] = this.#authors
    const isOneAuthor = this.#authors.size === 1
    this.#authors.clear()
    if (updateFrames > 0) this.#sentMs = nowMs
    if (this.#presence.size > 0 && (whole || nowMs >= this.#presenceSentMs + PRESENCE_SPACING_MS)) {
      frames.push(presenceFrame([...this.#presence.values()]))
      this.#presence.clear()
      this.#presenceSentMs = nowMs
      this.#sentMs = nowMs
      // Its sender hears it as well: y-websocket gives up on a server that says nothing for 30 s.
      return { frames, updateFrames }
    }
    return { frames, updateFrames, ...(isOneAuthor && author !== undefined && { except: author }) }
  }

  /** What it took to hand the last parcel to all sockets. */
  spent(ms: number): void {
    this.#costMs += (ms - this.#costMs) / 4
  }

  #takeUpdates(): Uint8Array[] {
    const updates = this.#updates
    const isLarge = this.#updateBytes > LARGE_BYTES
    this.#updates = []
    this.#updateBytes = 0
    if (updates.length > 1 && !isLarge) return [updateFrame(mergedUpdates(updates))]
    return updates.map(updateFrame)
  }
}

/** Yjs sorts all updates again for each struct that it takes: thousands at once would hold the server up for a second. */
export function mergedUpdates(updates: readonly Uint8Array[]): Uint8Array {
  if (updates.length <= MERGED_AT_ONCE) return Y.mergeUpdates([...updates])
  const groups: Uint8Array[] = []
  for (let at = 0; at < updates.length; at += MERGED_AT_ONCE) {
    groups.push(Y.mergeUpdates(updates.slice(at, at + MERGED_AT_ONCE)))
  }
  return mergedUpdates(groups)
}

/** Time between two parcels, in ms. */
export function windowMs(recipients: number, costMs: number, isCrowded = false): number {
  const usualMs = Math.min(recipients * WINDOW_MS_PER_RECIPIENT, MAX_WINDOW_MS)
  const wantedMs = isCrowded ? Math.min(usualMs * CROWD_FACTOR, MAX_CROWD_WINDOW_MS) : usualMs
  const neededMs = Math.max(wantedMs, costMs * COST_SHARE)
  return neededMs < 1 ? 0 : neededMs
}
