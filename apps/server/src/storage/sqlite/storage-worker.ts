/**
 * The storage thread: the only one that touches the database, so that a slow or hanging disk holds up nobody's socket.
 * Started and asked by storage-thread.ts; does one request after the other, in their order.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { DatabaseFile } from './database-file.ts'
import type { Operations } from './operations.ts'
import { describeFailure, type Failure } from './storage-failure.ts'

export interface WorkerData {
  path: string
  /** Of the database that must be there; undefined at the very first start. */
  databaseId: string | undefined
}

export type Request =
  | { id: number; name: 'close' | 'checkpoint' }
  | { id: number; topic: keyof Operations; name: string; args: readonly unknown[] }

export type Answer = { id: number; failure: Failure } | { id: number; result: unknown; databaseId: string | undefined }

const { path, databaseId } = workerData as WorkerData
const file = new DatabaseFile(path, databaseId)
// Only ever loaded as a worker.
const port = parentPort as NonNullable<typeof parentPort>

/** Without a request for so long, the log is written to the database. */
const IDLE_MS = 1000
let idle: NodeJS.Timeout | undefined

port.on('message', (request: Request) => {
  clearTimeout(idle)
  port.postMessage(answer(request))
  if ('args' in request) release(request.args)
  if (!('args' in request) && request.name === 'close') return port.close()
  // After the answer: only the next request waits for it.
  if (file.isLogLong) file.checkpoint()
  idle = setTimeout(() => file.checkpoint(), IDLE_MS)
})

function answer(request: Request): Answer {
  const { id } = request
  try {
    return { id, result: carryOut(request), databaseId: file.id }
  } catch (error) {
    return { id, failure: describeFailure(error, path) }
  }
}

function carryOut(request: Request): unknown {
  if ('args' in request) return file.use((operations) => perform(operations, request))
  return request.name === 'close' ? file.close() : file.checkpoint()
}

/** Topic, name and arguments are of one operation: `StorageThread.call` sees to it. */
function perform(operations: Operations, { topic, name, args }: Extract<Request, { args: unknown }>): unknown {
  const asked = operations[topic] as unknown as Record<string, (...args: readonly unknown[]) => unknown>
  return asked[name]?.(...args)
}

/** Buffers that were handed over are ours alone; left to the collector, they would lie about by the dozen megabyte. */
function release(args: readonly unknown[]): void {
  for (const arg of args) {
    const bytes = typeof arg === 'object' && arg !== null && 'bytes' in arg ? arg.bytes : arg
    if (bytes instanceof Uint8Array && bytes.buffer instanceof ArrayBuffer) bytes.buffer.transfer(0)
  }
}
