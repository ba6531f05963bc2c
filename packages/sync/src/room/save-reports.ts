/** What members are told of their writing: how much of it is on disk, whether the disk works, and what was refused. */
import { permissionDeniedFrame, refusedFrame, savedFrame, storageFrame } from '../wire/frames.ts'
import { type Effect, sendTo } from './effect.ts'
import type { Members } from './members.ts'
import type { Session } from './session.ts'

const READ_ONLY_SENTENCE = 'You can read this chronology but not change it. Your change was not taken.'

export class SaveReports {
  readonly #members: Members
  #storedSeq: number
  #trouble: string | null = null

  /** Everything up to `storedSeq` is on disk. */
  constructor(members: Members, storedSeq: number) {
    this.#members = members
    this.#storedSeq = storedSeq
  }

  /** Number of the latest update on disk. */
  get storedSeq(): number {
    return this.#storedSeq
  }

  /** [D1] Everything up to this seq is on disk. */
  stored(upToSeq: number): Effect[] {
    this.#storedSeq = Math.max(this.#storedSeq, upToSeq)
    const effects: Effect[] = []
    if (this.#trouble !== null) {
      this.#trouble = null
      effects.push(...this.#tellTrouble(storageFrame(false, '')))
    }
    for (const session of this.#members.all()) {
      if (session.receipts.areOpen) effects.push(...this.acknowledge(session))
    }
    return effects
  }

  /** [D4] Storing failed; it will be tried again. */
  failed(sentence: string): Effect[] {
    if (this.#trouble === sentence) return []
    this.#trouble = sentence
    return this.#tellTrouble(storageFrame(true, sentence))
  }

  /** [D1] [D3] If more of its frames are on disk than it was told. */
  acknowledge({ id, receipts, pace, wantsReceipts }: Session): Effect[] {
    if (!receipts.stored(this.#storedSeq)) return []
    if (pace.kind === 'behind') return [] // told when it reads again
    return wantsReceipts ? sendTo(id, [savedFrame(receipts.acknowledged)]) : []
  }

  /** [S7] A reader has sent a write frame. */
  refuseWrite({ id, wantsReceipts }: Session): Effect[] {
    return sendTo(id, [wantsReceipts ? refusedFrame(READ_ONLY_SENTENCE) : permissionDeniedFrame(READ_ONLY_SENTENCE)])
  }

  /** [D4] For a new session. */
  troubleFrames({ wantsReceipts }: Session): Uint8Array[] {
    return wantsReceipts && this.#trouble !== null ? [storageFrame(true, this.#trouble)] : []
  }

  /** [F1] For a session that reads again. */
  catchUpFrames({ wantsReceipts, receipts }: Session): Uint8Array[] {
    if (!wantsReceipts) return []
    return [savedFrame(receipts.acknowledged), storageFrame(this.#trouble !== null, this.#trouble ?? '')]
  }

  #tellTrouble(frame: Uint8Array): Effect[] {
    const to: number[] = []
    for (const { id, wantsReceipts, pace } of this.#members.all()) {
      if (wantsReceipts && pace.kind === 'live') to.push(id)
    }
    return to.length > 0 ? [{ type: 'send', to, frames: [frame] }] : []
  }
}
