import * as Y from 'yjs'

/** What one writer has sent: updates 0 to below `count`. */
export interface Sent {
  clientId: number
  count: number
}

/** A writer's update number n holds the clocks from 3n to 3n + 2: three typed characters. */
export const CLOCKS_PER_UPDATE = 3

/**
 * The updates that the readers of one process got. Nearly always all get the same frames in the same
 * order, so they are kept once, and a reader is a position in them; one that got something else has a list of its own.
 * Nothing is decoded while the clock runs: `Received` says afterwards what each position stands for.
 */
export class UpdateLog {
  readonly #shared: Uint8Array[] = []

  newReader(): ReaderLog {
    return new ReaderLog(this.#shared)
  }
}

export class ReaderLog {
  readonly #shared: Uint8Array[]
  /** How many frames are the shared ones. */
  #sharedCount = 0
  #own: Uint8Array[] | undefined

  constructor(shared: Uint8Array[]) {
    this.#shared = shared
  }

  /** Update frames so far. */
  get count(): number {
    return this.#sharedCount + (this.#own?.length ?? 0)
  }

  /** The frame lies in a buffer that is used again: it is compared, and copied where it is new. */
  receive(bytes: Uint8Array, start: number, end: number): void {
    if (!this.#own) {
      const expected = this.#shared[this.#sharedCount]
      if (expected === undefined || isEqual(expected, bytes, start, end)) {
        if (expected === undefined) this.#shared.push(new Uint8Array(bytes.subarray(start, end)))
        this.#sharedCount++
        return
      }
      this.#own = []
    }
    this.#own.push(new Uint8Array(bytes.subarray(start, end)))
  }

  get frames(): { shared: Uint8Array[]; sharedCount: number; own: Uint8Array[] } {
    return { shared: this.#shared, sharedCount: this.#sharedCount, own: this.#own ?? [] }
  }
}

/** Called for an update that a frame brought for the first time; `frame` counts from 0. */
export type OnUpdate = (clientId: number, update: number, frame: number) => void

/** Decodes what readers got, the shared frames once for all of them. */
export class Received {
  readonly #sent: readonly Sent[]
  /** Counts of updates after so many frames, by frame count; of the frames that readers share. */
  readonly #sharedTotals: number[] = [0]
  readonly #sharedTally: Tally

  constructor(sent: readonly Sent[]) {
    this.#sent = sent
    this.#sharedTally = new Tally(sent)
  }

  /** Updates that had come to this reader after each number of frames: `[0]` is 0, the last is all. */
  totals(log: ReaderLog): readonly number[] {
    const { shared, sharedCount, own } = log.frames
    while (this.#sharedTotals.length <= sharedCount) {
      const frame = shared[this.#sharedTotals.length - 1]
      if (!frame) break
      this.#sharedTotals.push((this.#sharedTotals.at(-1) ?? 0) + this.#sharedTally.add(frame))
    }
    if (own.length === 0) return this.#sharedTotals.slice(0, sharedCount + 1)
    const totals: number[] = [0]
    this.visit(log, undefined, totals)
    return totals
  }

  /** Every update, in the order in which this reader got them. */
  visit(log: ReaderLog, onUpdate?: OnUpdate, totals: number[] = []): void {
    const { shared, sharedCount, own } = log.frames
    const tally = new Tally(this.#sent)
    let total = 0
    for (const [index, frame] of [...shared.slice(0, sharedCount), ...own].entries()) {
      total += tally.add(frame, onUpdate && ((clientId, update) => onUpdate(clientId, update, index)))
      totals.push(total)
    }
  }
}

/** Which updates have come; a merged, repeated or overlapping one counts once. */
class Tally {
  /** One byte per update. */
  readonly #seenByClient: Map<number, Uint8Array>

  constructor(sent: readonly Sent[]) {
    this.#seenByClient = new Map(sent.map(({ clientId, count }) => [clientId, new Uint8Array(count)]))
  }

  /** How many updates are new with this frame. */
  add(frame: Uint8Array, onUpdate?: (clientId: number, update: number) => void): number {
    let fresh = 0
    for (const struct of Y.decodeUpdate(frame).structs) {
      const seen = this.#seenByClient.get(struct.id.client)
      if (!seen || !(struct instanceof Y.Item)) continue
      const { client, clock } = struct.id
      const end = Math.min(seen.length, Math.floor((clock + struct.length) / CLOCKS_PER_UPDATE))
      for (let update = Math.floor(clock / CLOCKS_PER_UPDATE); update < end; update++) {
        if (seen[update]) continue
        seen[update] = 1
        fresh++
        onUpdate?.(client, update)
      }
    }
    return fresh
  }
}

/** Frames are short, and a loop is faster than a call out of the engine. */
function isEqual(expected: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (expected.length !== end - start) return false
  for (let i = 0; i < expected.length; i++) if (expected[i] !== bytes[start + i]) return false
  return true
}
