/**
 * The storage thread as the rest of the program sees it. One that died is replaced at the next call; what it was asked
 * and had not answered fails with StorageError, and asking again writes nothing twice.
 */
import { Worker } from 'node:worker_threads'
import { StorageError } from '@coeval/sync/storage'
import type { Asynchronous } from '../contract/synchronous.ts'
import type { Operations } from './operations.ts'
import type { Answer, Request, WorkerData } from './storage-worker.ts'

type Call = { operation: string; resolve: (result: never) => void; reject: (error: Error) => void }

type Topic = keyof Operations
type NameIn<T extends Topic> = keyof Operations[T] & string
type ArgsOf<Operation> = Operation extends (...args: infer Args) => unknown ? Args : never
type ResultOf<Operation> = Operation extends (...args: never[]) => infer Result ? Result : never

const UNREADABLE_LIST = 'the list of chronologies could not be read'

/** By topic and name. */
const NOT_DONE: Partial<Record<string, string>> = {
  'chronologies.create': 'a chronology was not made',
  'chronologies.loadPacked': 'a chronology could not be read from the database',
  'rooms.load': 'a chronology could not be read from the database',
  'rooms.append': 'updates were not stored',
  'rooms.saveSnapshot': 'a snapshot was not stored',
  'rooms.remove': 'a chronology was not deleted',
  'catalogue.list': UNREADABLE_LIST,
  'catalogue.get': UNREADABLE_LIST,
  'catalogue.trashedIds': UNREADABLE_LIST,
  'catalogue.describe': 'the list of chronologies was not brought up to date',
  'catalogue.setTrashed': 'a chronology was not moved to the trash or from there',
  'settings.get': 'a setting could not be read',
  'database.query': 'the list of people could not be read or changed',
  'database.check': 'the database could not be read',
  close: 'the database was not closed',
}

export class StorageThread {
  readonly #path: string
  readonly #calls = new Map<number, Call>()
  /** Told when the thread died, and why; it is replaced at the next call. */
  whenItFails: ((error: unknown) => void) | undefined
  #databaseId: string | undefined
  #worker: Worker | undefined
  #lastId = 0
  #isClosed = false

  /** `path` is the database, made at the first call where it is missing. The thread starts at once. */
  constructor(path: string) {
    this.#path = path
    this.#worker = this.#start()
  }

  /**
   * Done, and on disk, when it resolves. Calls are carried out in their order. Rejects with StorageError where disk or
   * database are to blame. Buffers in `transfer` are handed over and empty afterwards.
   */
  call<T extends Topic, Name extends NameIn<T>>(
    topic: T,
    name: Name,
    args: ArgsOf<Operations[T][Name]>,
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<ResultOf<Operations[T][Name]>> {
    return this.#post({ id: ++this.#lastId, topic, name, args }, transfer)
  }

  /** The operations of a topic as methods that answer with promises. */
  topic<T extends Topic>(topic: T): Asynchronous<Operations[T]> {
    const methods = new Map<string | symbol, unknown>()
    return new Proxy({} as Asynchronous<Operations[T]>, {
      get: (_target, name) => {
        // An `await` of it would call the latter.
        if (typeof name === 'symbol' || name === 'then') return undefined
        const made =
          methods.get(name) ??
          ((...args: unknown[]) => this.call(topic, name as NameIn<T>, args as ArgsOf<Operations[T][NameIn<T>]>))
        methods.set(name, made)
        return made
      },
    })
  }

  /** Writes all that was promised to the database file itself. False where that has to wait. */
  checkpoint(): Promise<boolean> {
    return this.#post({ id: ++this.#lastId, name: 'checkpoint' }, [])
  }

  /** Finishes what was asked and ends the thread. False where it does not answer in time: it may hang for ever then. */
  async close(patienceMs: number): Promise<boolean> {
    if (this.#isClosed || !this.#worker) {
      this.#isClosed = true
      return true
    }
    const worker = this.#worker
    const ended = new Promise<boolean>((resolve) => worker.once('exit', () => resolve(true)))
    // A database that cannot be closed properly is whole all the same: its log is read at the next start.
    this.#post({ id: ++this.#lastId, name: 'close' }, []).catch(() => undefined)
    this.#isClosed = true
    const timer = Promise.withResolvers<boolean>()
    const timeout = setTimeout(() => timer.resolve(false), patienceMs)
    const hasEnded = await Promise.race([ended, timer.promise])
    clearTimeout(timeout)
    return hasEnded
  }

  #post<Result>(request: Request, transfer: readonly ArrayBuffer[]): Promise<Result> {
    return new Promise((resolve, reject) => {
      const operation = 'args' in request ? `${request.topic}.${request.name}` : request.name
      if (this.#isClosed) return reject(failed(operation, 'the database is closed'))
      this.#worker ??= this.#start()
      this.#worker.postMessage(request, transfer)
      this.#calls.set(request.id, { operation, resolve, reject })
    })
  }

  #start(): Worker {
    const workerData: WorkerData = { path: this.#path, databaseId: this.#databaseId }
    const worker = new Worker(new URL('./storage-worker.ts', import.meta.url), {
      workerData,
      name: 'storage',
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    })
    let why = 'the storage thread ended'
    worker.on('message', (answer: Answer) => this.#hear(answer))
    worker.on('error', (error: unknown) => {
      why = `the storage thread failed: ${String(error)}`
      this.whenItFails?.(error)
    })
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined
      for (const { operation, reject } of this.#calls.values()) reject(failed(operation, why))
      this.#calls.clear()
    })
    return worker
  }

  #hear(answer: Answer): void {
    const call = this.#calls.get(answer.id)
    if (!call) return
    this.#calls.delete(answer.id)
    if ('failure' in answer) {
      const { kind, message, ...sentences } = answer.failure
      call.reject(
        kind === 'storage' ? failed(call.operation, message, sentences) : new Error(`${call.operation}: ${message}`),
      )
      return
    }
    this.#databaseId ??= answer.databaseId
    call.resolve(answer.result as never)
  }
}

function failed(
  operation: string,
  why: string,
  sentences: { forPeople?: string; forOperator?: string } = {},
): StorageError {
  return new StorageError(`${NOT_DONE[operation] ?? `"${operation}" was not done`}: ${why}`, sentences)
}
