/**
 * Files in and out, beside the thread that serves sockets: a queue, a thread or two with limits, and the exports that
 * are still good. What goes wrong is a Refusal with a sentence.
 */
import type { FormatId } from '@coeval/formats'
import type { RoomHost } from '@coeval/sync'
import { Refusal } from '../refusal.ts'
import type { Storage } from '../storage/contract/index.ts'
import { FairQueue, QueueFullError } from './fair-queue.ts'
import type { Job, OutcomeOf, ReadJob, ReadOutcome, WriteJob, WriteOutcome } from './jobs.ts'
import { KeptFiles } from './kept-files.ts'
import { type FailureKind, JobFailedError, type JobLimits, WorkThread } from './work-thread.ts'
import { sentence } from '../messages/sentence.ts'

export interface TransferLimits extends JobLimits {
  atOnce: number
  /** Of one file that arrives. */
  maxImportBytes: number
  maxDocumentBytes: number
}

/** Who asks, for a fair queue; `signal` tells that they have gone. */
export interface Asker {
  key: string
  signal?: AbortSignal
}

export type TransferOutcome = 'done' | 'cancelled' | FailureKind

export interface TransferMeter {
  transferTook(kind: Job['kind'], outcome: TransferOutcome, ms: number): void
  /** Turned away: the queue was full. */
  transferRefused(kind: Job['kind']): void
}

export interface TransfersOptions {
  storage: Storage
  host: RoomHost
  limits: TransferLimits
  meter?: TransferMeter
}

const MAX_WAITING = 64
const MAX_OF_ONE = 16
const KEPT_BYTES = 48 * 1024 * 1024
const FORGET_KEPT_AFTER_MS = 10 * 60_000
/** For the disk; then the file is made from memory. */
const STORING_PATIENCE_MS = 2000
const RETRY_AFTER_S = 10
/** Files that have arrived, or arrive, and wait: of all together, and of one. In files of the largest size. */
const FILES_HELD = 3

interface Making {
  promise: Promise<WriteOutcome>
  /** Until the document is read, further requests get what is in it by then. */
  hasRead: boolean
  askers: number
  abort: AbortController
}

export class Transfers {
  readonly #options: TransfersOptions
  readonly #queue: FairQueue
  readonly #threads: WorkThread[]
  readonly #kept = new KeptFiles<WriteOutcome>({ maxBytes: KEPT_BYTES, forgetAfterMs: FORGET_KEPT_AFTER_MS })
  /** By chronology and format: one at a time. */
  readonly #making = new Map<string, Making>()
  readonly #heldBy = new Map<string, number>()

  constructor(options: TransfersOptions) {
    this.#options = options
    const { atOnce } = options.limits
    this.#queue = new FairQueue({ atOnce, mostWaiting: MAX_WAITING, mostOfOne: MAX_OF_ONE })
    this.#threads = Array.from({ length: atOnce }, () => new WorkThread(options.limits))
  }

  get running(): number {
    return this.#queue.running
  }

  get waiting(): number {
    return this.#queue.waiting
  }

  get keptBytes(): number {
    return this.#kept.bytes
  }

  get maxImportBytes(): number {
    return this.#options.limits.maxImportBytes
  }

  /** Of a document that is made of a file. */
  get maxStateBytes(): number {
    return this.#options.limits.maxDocumentBytes
  }

  /**
   * Room for a file of so many bytes while it arrives and waits, to be given back by calling what it returns. Throws
   * Refusal where it would be read in vain.
   */
  hold(asker: Asker, bytes: number): () => void {
    const { maxImportBytes } = this.#options.limits
    this.#refusing('read', () => this.#queue.check(asker.key))
    const own = this.#heldBy.get(asker.key) ?? 0
    const all = [...this.#heldBy.values()].reduce((sum, each) => sum + each, 0)
    this.#refusing('read', () => {
      // The first of one may be as large as a file can be.
      if (own + bytes > maxImportBytes) throw new QueueFullError('own')
      if (all + bytes > FILES_HELD * maxImportBytes) throw new QueueFullError('all')
    })
    this.#heldBy.set(asker.key, own + bytes)
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      const left = (this.#heldBy.get(asker.key) ?? bytes) - bytes
      if (left === 0) this.#heldBy.delete(asker.key)
      else this.#heldBy.set(asker.key, left)
    }
  }

  /** The bytes are handed over: their buffer is empty afterwards. */
  read(job: Omit<ReadJob, 'kind'>, asker: Asker): Promise<ReadOutcome> {
    return this.#queued('read', asker, async () => ({ job: { kind: 'read', ...job }, transfer: [job.bytes.buffer] }))
  }

  /**
   * The chronology as a file, as it is now: one that is kept, one that is being made, or a new one; `seq` is that of its
   * latest stored update and `generation` that of the document. `mayMake` is asked before a new one is made, and may throw.
   */
  async write(
    entry: { id: string; generation: string; seq: number },
    format: FormatId,
    asker: Asker,
    mayMake: () => void = () => {},
  ): Promise<WriteOutcome> {
    const key = `${format} ${entry.generation} ${entry.id}`
    for (;;) {
      asker.signal?.throwIfAborted()
      const seq = this.#options.host.latestSeq(entry.id) ?? entry.seq
      const kept = this.#kept.get(key, seq)
      if (kept) return kept
      const making = this.#making.get(key)
      if (!making) {
        mayMake()
        return this.#join(this.#make(key, entry.id, format, asker.key), asker)
      }
      if (!making.hasRead) return this.#join(making, asker)
      // It may lack what was written since. There is one at a time, so it is over soon.
      await this.#join(making, asker).catch(() => undefined)
    }
  }

  async close(): Promise<void> {
    this.#kept.clear()
    await Promise.all(this.#threads.map((thread) => thread.close()))
  }

  #make(key: string, id: string, format: FormatId, askerKey: string): Making {
    const abort = new AbortController()
    const make = async (): Promise<WriteOutcome> => {
      let seq: number | undefined
      const outcome = await this.#queued<WriteJob>('write', { key: askerKey, signal: abort.signal }, async () => {
        const state = await this.#unstored(id)
        making.hasRead = true
        if (state) return { job: { kind: 'write', id, format, from: { state } }, transfer: [state.buffer] }
        const from = await this.#options.storage.chronologies.loadPacked(id)
        if (!from) throw new Refusal(404, 'not-found', sentence('transfers.not-found', { id }))
        seq = from.updates.heads.at(-1)?.[0] ?? from.snapshotSeq
        const transfer = [from.updates.bytes.buffer, ...(from.snapshot ? [from.snapshot.buffer as ArrayBuffer] : [])]
        return { job: { kind: 'write', id, format, from }, transfer }
      })
      if (seq !== undefined) this.#kept.put(key, seq, outcome, outcome.packed.length)
      return outcome
    }
    const making: Making = { promise: Promise.resolve().then(make), hasRead: false, askers: 0, abort }
    this.#making.set(key, making)
    const forget = () => {
      if (this.#making.get(key) === making) this.#making.delete(key)
    }
    making.promise.then(forget, forget)
    return making
  }

  /** Waits with the others; the last to go away ends the work. */
  async #join(making: Making, { signal }: Asker): Promise<WriteOutcome> {
    making.askers++
    const gone = Promise.withResolvers<never>()
    const onAbort = () => gone.reject(signal?.reason as Error)
    signal?.addEventListener('abort', onAbort, { once: true })
    try {
      return await Promise.race([making.promise, gone.promise])
    } finally {
      signal?.removeEventListener('abort', onAbort)
      if (--making.askers === 0) making.abort.abort(new DOMException('nobody waits for it', 'AbortError'))
    }
  }

  /** Sees to it that the database has everything; where the disk does not take it, what is in memory. */
  async #unstored(id: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const state = await this.#options.host.settle(id, STORING_PATIENCE_MS)
    return state && new Uint8Array(state)
  }

  /** `prepare` is called when it is its turn, so that what waits holds no memory. */
  async #queued<J extends Job>(
    kind: J['kind'],
    { key, signal }: Asker,
    prepare: () => Promise<{ job: J; transfer: ArrayBuffer[] }>,
  ): Promise<OutcomeOf<J>> {
    const { meter } = this.#options
    try {
      return await this.#queue.run(
        key,
        async (slot) => {
          const { job, transfer } = await prepare()
          const beganMs = performance.now()
          let outcome: TransferOutcome = 'cancelled'
          try {
            const result = await (this.#threads[slot] as WorkThread).run(job, transfer, signal)
            outcome = 'done'
            return result
          } catch (error) {
            if (error instanceof JobFailedError) outcome = error.kind
            throw error
          } finally {
            meter?.transferTook(kind, outcome, performance.now() - beganMs)
          }
        },
        signal,
      )
    } catch (error) {
      throw this.#inWords(kind, error)
    }
  }

  #refusing(kind: Job['kind'], work: () => void): void {
    try {
      work()
    } catch (error) {
      throw this.#inWords(kind, error)
    }
  }

  #inWords(kind: Job['kind'], error: unknown): unknown {
    if (error instanceof QueueFullError) {
      this.#options.meter?.transferRefused(kind)
      return fullRefusal(error)
    }
    return error instanceof JobFailedError ? failureRefusal(kind, error, this.#options.limits) : error
  }
}

function fullRefusal({ whose }: QueueFullError): Refusal {
  const code = whose === 'own' ? 'too-many-transfers' : 'busy'
  return new Refusal(503, code, sentence(`transfers.${code}`), { retryAfterS: RETRY_AFTER_S })
}

function failureRefusal(kind: Job['kind'], error: JobFailedError, limits: JobLimits): Refusal {
  const seconds = Math.round(limits.maxMs / 1000)
  switch (error.kind) {
    case 'too-long':
      return new Refusal(422, 'too-long', sentence('transfers.too-long', { kind, seconds }))
    case 'too-much-memory':
    case 'too-large':
      return new Refusal(422, 'too-much', sentence('transfers.too-much', { kind }))
    case 'too-deep':
      return new Refusal(422, 'too-deep', sentence('transfers.too-deep', { kind }))
    case 'closing':
      return new Refusal(503, 'closing', sentence('transfers.closing', { kind }), {
        retryAfterS: RETRY_AFTER_S,
      })
    case 'failed':
      return new Refusal(
        // What lies in the database cannot be read: nobody who asks for it can do anything about that.
        kind === 'read' ? 422 : 503,
        'not-transferred',
        sentence('transfers.not-transferred', { kind }),
        {
          cause: error,
        },
      )
  }
}
