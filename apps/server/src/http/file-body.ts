/** A file that somebody sends: as bytes, counted while they arrive, and never as one text of 50 MB. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Context } from 'hono'
import { Refusal } from '../refusal.ts'
import { sentence } from '../messages/sentence.ts'

const FIRST_BYTES = 64 * 1024
const DRAIN_MS = 2000
/** What has arrived already is read without a pause, and sockets would wait for all of it. */
const BYTES_PER_TURN = 512 * 1024

/** The file, and what gives the room back that `hold` took for so many bytes. Throws Refusal. */
export async function receiveFile(
  c: Context,
  maxBytes: number,
  hold: (bytes: number) => () => void,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; release: () => void }> {
  let declared: number | undefined
  let release: () => void
  try {
    declared = declaredBytes(c, maxBytes)
    release = hold(declared ?? maxBytes)
  } catch (refusal) {
    await drain(c)
    throw refusal
  }
  try {
    return { bytes: await readFileBody(c, maxBytes, declared), release }
  } catch (error) {
    release()
    throw error
  }
}

/** What somebody said about the file: in the address, else in its type. */
export function encodingIn(c: Context, asked: string | undefined): string | undefined {
  if (asked !== undefined && asked !== '') return asked
  return /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(c.req.header('content-type') ?? '')?.[1]
}

/** What the client says that it will send; undefined where it does not. Throws Refusal where that is too much. */
function declaredBytes(c: Context, maxBytes: number): number | undefined {
  const header = c.req.header('content-length')
  const length = header === undefined ? Number.NaN : Number(header)
  if (!Number.isSafeInteger(length) || length < 0) return undefined
  if (length > maxBytes) throw tooLarge(maxBytes)
  return length
}

/**
 * The body in a buffer of its own, to be handed over. `expectedBytes` is what the client has declared: memory that nothing
 * is written into costs nothing. Throws Refusal where it is too large or the client goes away.
 */
async function readFileBody(
  c: Context,
  maxBytes: number,
  expectedBytes = FIRST_BYTES,
): Promise<Uint8Array<ArrayBuffer>> {
  let file = new Uint8Array(Math.min(expectedBytes, maxBytes))
  let length = 0
  await eachChunk(c, (chunk) => {
    const needed = length + chunk.length
    if (needed > maxBytes) throw tooLarge(maxBytes)
    // Twice as much each time: what is copied stays in proportion to the file.
    if (needed > file.length) {
      const larger = new Uint8Array(Math.min(maxBytes, Math.max(needed, file.length * 2)))
      larger.set(file.subarray(0, length))
      file = larger
    }
    file.set(chunk, length)
    length = needed
  })
  return length === file.length ? file : file.slice(0, length)
}

/**
 * Reads what is still to come for a moment and keeps nothing of it: a browser that is in the middle of sending does not look
 * at an answer before it is through, and says that the server cannot be reached where it is cut off.
 */
async function drain(c: Context): Promise<void> {
  // Whoever stops sending has no use for an answer.
  await eachChunk(c, () => {}, DRAIN_MS).catch(() => undefined)
}

async function eachChunk(c: Context, take: (chunk: Uint8Array) => void, forMs?: number): Promise<void> {
  const { body } = c.req.raw
  if (!body) return
  const reader = body.getReader()
  let sinceTurn = 0
  const cancel = () => {
    reader.cancel().catch(() => {
      // What is not read any more cannot fail anybody.
    })
  }
  const timer = forMs === undefined ? undefined : setTimeout(cancel, forMs)
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new Refusal(400, 'cut-off', sentence('fileBody.cut-off'))
      })
      if (done) return
      take(value)
      sinceTurn += value.length
      if (sinceTurn < BYTES_PER_TURN) continue
      sinceTurn = 0
      await nextTurn()
    }
  } finally {
    // Whatever comes after a refusal is not read.
    clearTimeout(timer)
    cancel()
  }
}

function tooLarge(maxBytes: number): Refusal {
  const megabytes = Math.floor(maxBytes / 1024 / 1024)
  return new Refusal(413, 'too-large', sentence('fileBody.too-large', { megabytes }))
}
