/**
 * One transfer thread as the rest of the program sees it. It starts with the first job, has so much time and memory for
 * each, and ends when there was none for a while. Whatever ends it ends one job, with a reason; the next starts another.
 */
import { Worker } from 'node:worker_threads'
import type { Job, JobAnswer, OutcomeOf } from './jobs.ts'

export interface JobLimits {
  /** Of the processor, for one job; on a busy machine that may be longer by the clock, up to twelve times as long. */
  maxMs: number
  /** JavaScript's heap. */
  maxMemoryMib: number
}

export type FailureKind = 'too-long' | 'too-much-memory' | 'too-deep' | 'too-large' | 'failed' | 'closing'

export class JobFailedError extends Error {
  override name = 'JobFailedError'
  readonly kind: FailureKind

  constructor(kind: FailureKind, message: string) {
    super(message)
    this.kind = kind
  }
}

const IDLE_END_MS = 15_000
const LOOK_EVERY_MS = 250
const CLOCK_PER_PROCESSOR = 12
/** A job that nobody wants any more: it may be about to end, and a thread costs more to start than that. */
const GRACE_MS = 250

export class WorkThread {
  readonly #limits: JobLimits
  #worker: Worker | undefined
  /** Fails the job that is under way. */
  #fail: ((error: Error) => void) | undefined
  #cancelIdleEnd: (() => void) | undefined
  #isClosed = false

  constructor(limits: JobLimits) {
    this.#limits = limits
  }

  /** One at a time. Rejects with JobFailedError, or with the signal's reason. Buffers in `transfer` are handed over. */
  async run<J extends Job>(job: J, transfer: readonly ArrayBuffer[], signal?: AbortSignal): Promise<OutcomeOf<J>> {
    this.#expectOpen()
    this.#cancelIdleEnd?.()
    // A thread at work may not answer before it is half through: what it had used before is asked for first.
    const usedMs = this.#worker ? await processorMs(this.#worker).catch(() => 0) : 0
    this.#expectOpen()
    const worker = (this.#worker ??= this.#start())
    const { promise, resolve, reject } = Promise.withResolvers<OutcomeOf<J>>()
    const end = (error: Error) => {
      reject(error)
      this.#endUnwatched(worker)
    }
    let onAbortTimer: NodeJS.Timeout | undefined
    const onAbort = () => {
      // Nobody waits for it any longer; but the thread is not free before it is through or ended.
      onAbortTimer = setTimeout(() => end(signal?.reason as Error), GRACE_MS)
    }
    const onMessage = (answer: JobAnswer) => {
      if ('outcome' in answer) resolve(answer.outcome as OutcomeOf<J>)
      else reject(new JobFailedError(kindOf(answer), answer.failure))
    }
    const stopWatching = this.#watch(worker, usedMs, end)
    this.#fail = reject
    worker.once('message', onMessage)
    worker.postMessage(job, transfer)
    signal?.addEventListener('abort', onAbort, { once: true })
    try {
      const outcome = await promise
      signal?.throwIfAborted()
      return outcome
    } finally {
      stopWatching()
      clearTimeout(onAbortTimer)
      worker.off('message', onMessage)
      signal?.removeEventListener('abort', onAbort)
      this.#fail = undefined
      if (this.#worker === worker) this.#endWhenIdle(worker)
    }
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#cancelIdleEnd?.()
    this.#fail?.(new JobFailedError('closing', 'the program ends'))
    if (this.#worker) await this.#end(this.#worker)
  }

  #expectOpen(): void {
    if (this.#isClosed) throw new JobFailedError('closing', 'the program ends')
  }

  #start(): Worker {
    const worker = new Worker(new URL('./transfer-worker.ts', import.meta.url), {
      name: 'transfer',
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.maxMemoryMib, maxYoungGenerationSizeMb: 32 },
    })
    // Each question for its processor time listens until it is answered; a job has an end, and so have they.
    worker.setMaxListeners(0)
    let why = new JobFailedError('failed', 'the thread ended')
    worker.on('error', (cause: unknown) => {
      const error = cause as NodeJS.ErrnoException
      const kind = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too-much-memory' : 'failed'
      why = new JobFailedError(kind, error.message)
    })
    worker.on('exit', () => {
      if (this.#worker !== worker) return
      this.#worker = undefined
      this.#fail?.(why)
    })
    return worker
  }

  async #end(worker: Worker): Promise<void> {
    if (this.#worker === worker) this.#worker = undefined
    await worker.terminate()
  }

  #endUnwatched(worker: Worker): void {
    this.#end(worker).catch(() => {
      // A thread that cannot be ended has ended.
    })
  }

  #endWhenIdle(worker: Worker): void {
    const timer = setTimeout(() => this.#endUnwatched(worker), IDLE_END_MS).unref()
    this.#cancelIdleEnd = () => clearTimeout(timer)
  }

  #watch(worker: Worker, usedMs: number, end: (error: Error) => void): () => void {
    const { maxMs } = this.#limits
    const beganMs = performance.now()
    const tooLong = () => end(new JobFailedError('too-long', `took longer than ${maxMs} ms`))
    const look = async () => {
      if (performance.now() - beganMs > CLOCK_PER_PROCESSOR * maxMs) return tooLong()
      // It answers from within the work; in the middle of one long call, later.
      if ((await processorMs(worker)) - usedMs > maxMs) tooLong()
    }
    const timer = setInterval(() => {
      look().catch(() => {
        // A thread that ended has no figures.
      })
    }, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }
}

/** What the thread has used of the processor since it began. */
async function processorMs(worker: Worker): Promise<number> {
  const { user, system } = await worker.cpuUsage()
  return (user + system) / 1000
}

function kindOf({ isTooDeep, isTooLarge }: Extract<JobAnswer, { failure: string }>): FailureKind {
  return isTooDeep ? 'too-deep' : isTooLarge ? 'too-large' : 'failed'
}
