/**
 * Answers to sync step 1, encoded once for many: a lecture hall that opens the page, or comes back after a restart, asks
 * the same question some hundred times. An answer of a moment ago is still good together with what was written since, so
 * a busy room does not encode its whole state for every newcomer either. What was written since goes ahead of it: a
 * client calls itself synced at step 2, and must not show an older state then, however short.
 */
import { mergedUpdates } from './outbox.ts'
import { updateFrame } from '../wire/frames.ts'

const MAX_RECENT_BYTES = 256 * 1024
const MAX_RECENT_FRAMES = 512
/** An older answer is worth its rest while that is small beside it. */
const MAX_REST_SHARE = 0.25
const SMALL_REST_BYTES = 2048
/** Yjs keeps what it cannot place yet as one update, and merges each further one into it. */
const MAX_REST_FRAMES = 20
const MAX_KEPT = 16
const MAX_KEY_BYTES = 4096
/** Of what is kept, in all. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024
const FORGET_AFTER_MS = 10_000

/** A place in the row of frames that went to everyone. */
export type Mark = number

interface Answer {
  frame: Uint8Array
  from: Mark
  usedMs: number
}

export class Answers {
  #recent: Uint8Array[] = []
  #recentBytes = 0
  #firstRecent: Mark = 0
  #answers = new Map<string, Answer>()
  #unheard: { mark: Mark; count: number; frame: Uint8Array } | undefined

  /** Where the row of frames ends at the moment. */
  get mark(): Mark {
    return this.#firstRecent + this.#recent.length
  }

  /** A frame with an update goes to everyone. */
  sent(frame: Uint8Array): void {
    this.#recent.push(frame)
    this.#recentBytes += frame.length
    while (this.#recent.length > MAX_RECENT_FRAMES || this.#recentBytes > MAX_RECENT_BYTES) {
      this.#recentBytes -= this.#recent.shift()?.length ?? 0
      this.#firstRecent++
    }
  }

  /** Nothing that was said so far may be said again. */
  forget(): void {
    // Every mark that somebody has is before the row's new beginning.
    this.#firstRecent = this.mark + 1
    this.#recent = []
    this.#recentBytes = 0
    this.#answers.clear()
    this.#unheard = undefined
  }

  /** The frames that went to everyone since, or undefined where they are not known any more. */
  since(mark: Mark): Uint8Array[] | undefined {
    return mark < this.#firstRecent ? undefined : this.#recent.slice(mark - this.#firstRecent)
  }

  /**
   * Frames that together hold what the asker lacks, step 2 last. `encode` makes that from the document as it is now;
   * `unheard` is what the document has and no frame has told yet.
   */
  answer(
    stateVector: Uint8Array,
    nowMs: number,
    encode: () => Uint8Array,
    unheard: readonly Uint8Array[] = [],
  ): Uint8Array[] {
    if (stateVector.length > MAX_KEY_BYTES) return [encode()]
    const key = stateVector.join()
    const known = this.#answers.get(key)
    const rest = known && this.since(known.from)
    if (known && rest && isSmallBeside(rest, known.frame)) {
      known.usedMs = nowMs
      return unheard.length === 0 ? [...rest, known.frame] : [...rest, this.#unheardFrame(unheard), known.frame]
    }
    const frame = encode()
    this.#answers.delete(key)
    this.#answers.set(key, { frame, from: this.mark, usedMs: nowMs })
    this.#trim()
    return [frame]
  }

  /** Shared by all who ask at the same moment: nothing leaves the outbox without a new mark, so a count identifies it. */
  #unheardFrame(updates: readonly Uint8Array[]): Uint8Array {
    const { mark } = this
    if (this.#unheard?.mark !== mark || this.#unheard.count !== updates.length) {
      this.#unheard = { mark, count: updates.length, frame: updateFrame(mergedUpdates(updates)) }
    }
    return this.#unheard.frame
  }

  /** Answers that nobody has asked for in a while give their memory back. */
  forgetUnused(nowMs: number): void {
    this.#unheard = undefined
    for (const [key, { usedMs }] of this.#answers) if (nowMs - usedMs > FORGET_AFTER_MS) this.#answers.delete(key)
  }

  #trim(): void {
    let bytes = 0
    for (const { frame } of this.#answers.values()) bytes += frame.length
    for (const [key, { frame }] of this.#answers) {
      if (this.#answers.size <= 1 || (this.#answers.size <= MAX_KEPT && bytes <= MAX_KEPT_BYTES)) return
      this.#answers.delete(key)
      bytes -= frame.length
    }
  }
}

function isSmallBeside(rest: readonly Uint8Array[], frame: Uint8Array): boolean {
  if (rest.length > MAX_REST_FRAMES) return false
  const restBytes = rest.reduce((sum, { length }) => sum + length, 0)
  return restBytes <= Math.max(SMALL_REST_BYTES, frame.length * MAX_REST_SHARE)
}
