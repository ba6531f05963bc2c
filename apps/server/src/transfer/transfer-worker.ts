/** A transfer thread: one job after the other, as work-thread.ts asks. Only ever loaded as a worker. */
import { constants, getPriority, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { doJob } from './do-job.ts'
import type { Job, JobAnswer } from './jobs.ts'

/** About a third of what others get who want the processor at the same time. */
const NICENESS = 5

const MIN_PRIORITY = constants.priority.PRIORITY_LOW

const port = parentPort as NonNullable<typeof parentPort>

// On Linux a thread has a priority of its own: sockets and database come first. Elsewhere it would be the whole program's.
if (process.platform === 'linux') {
  try {
    setPriority(0, Math.min(MIN_PRIORITY, getPriority() + NICENESS))
  } catch {
    // Not allowed here: then all threads are equal.
  }
}

port.on('message', (job: Job) => {
  const answer = answerTo(job)
  port.postMessage(answer, 'outcome' in answer ? buffersOf(answer.outcome) : [])
})

function answerTo(job: Job): JobAnswer {
  try {
    return { outcome: doJob(job) }
  } catch (error) {
    const failure = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return {
      failure,
      isTooDeep: error instanceof RangeError && /call stack/.test(error.message),
      isTooLarge:
        error instanceof RangeError && /Invalid (string|array|typed array) length|larger than/.test(error.message),
    }
  }
}

function buffersOf(outcome: Extract<JobAnswer, { outcome: unknown }>['outcome']): ArrayBuffer[] {
  const bytes = 'packed' in outcome ? outcome.packed : outcome.chronology?.packedState
  return bytes ? [bytes.buffer] : []
}
