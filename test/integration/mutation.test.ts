/**
 * [S6] Real frames, tampered with, thrown at rooms in which others work: each is legal, or ends its own connection. The
 * process, the room and everybody else go on and agree, with each other and with what is stored.
 *
 * COEVAL_FRAMES=1000000 throws as many, COEVAL_FIRST_SEED=12 begins with that siege. A mutated frame may be legal and
 * still delete, so the text is not compared with what it was.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { CLOSE } from '@coeval/sync'
import { beforeAll, expect, test } from 'vitest'
import { type Recording, recordConversation } from './mutation/recording.ts'
import { besiege, type SiegeReport } from './mutation/siege.ts'

const FRAMES = Number(process.env.COEVAL_FRAMES ?? 20_000)
const FIRST_SEED = Number(process.env.COEVAL_FIRST_SEED ?? 1)
const FRAMES_PER_SIEGE = 1000
/** Catches what hangs; a busy machine does not get near it. */
const HANG_MS = 10_000
const PATIENCE_MS_PER_FRAME = 10
const HEAP_GROWTH_BYTES = 100 * 1024 * 1024
/** A hostile connection may end with these alone; with `resync` where it cannot be told who broke the room [S9]. */
const FAIR = [CLOSE.malformed, CLOSE.frameTooLarge, CLOSE.documentTooLarge, CLOSE.resync]
const FAIR_CODES: number[] = FAIR.map(({ code }) => code)

let recording: Recording

beforeAll(async () => {
  recording = await recordConversation()
})

test(
  `[S6] ${FRAMES} mutated frames harm nobody but their sender`,
  async () => {
    await besiege(0, FRAMES_PER_SIEGE, recording) // warm, so that the heap is measured after what is made once
    const heapBefore = heapBytes()
    const total: SiegeReport = { frames: 0, legal: 0, closes: new Map(), abandoned: 0, slowestMs: 0, slowest: '' }
    const failures: string[] = []
    for (let seed = FIRST_SEED; total.frames < FRAMES; seed++) {
      try {
        addTo(total, await besiege(seed, Math.min(FRAMES_PER_SIEGE, FRAMES - total.frames), recording))
      } catch (error) {
        failures.push(error instanceof Error ? `${error.message}\n${causeOf(error)}` : String(error))
        total.frames += FRAMES_PER_SIEGE
      }
    }
    const heapAfter = heapBytes()
    console.info(describe(total, heapBefore, heapAfter))
    expect(failures.join('\n\n')).toBe('')
    expect([...total.closes.keys()].filter((code) => !FAIR_CODES.includes(code))).toEqual([])
    expect(total.legal).toBeGreaterThan(0)
    expect(total.slowestMs).toBeLessThan(HANG_MS)
    expect(heapAfter - heapBefore).toBeLessThan(HEAP_GROWTH_BYTES)
  },
  FRAMES * PATIENCE_MS_PER_FRAME,
)

function addTo(total: SiegeReport, { frames, legal, closes, abandoned, slowestMs, slowest }: SiegeReport): void {
  total.frames += frames
  total.abandoned += abandoned
  total.legal += legal
  for (const [code, times] of closes) total.closes.set(code, (total.closes.get(code) ?? 0) + times)
  if (slowestMs > total.slowestMs) Object.assign(total, { slowestMs, slowest })
}

function describe(
  { frames, legal, closes, abandoned, slowestMs, slowest }: SiegeReport,
  before: number,
  after: number,
): string {
  const mib = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`
  const codes = [...closes].map(([code, times]) => `${times} closed with ${code}`).join(', ')
  return `${frames} frames: ${legal} legal, ${codes}; ${abandoned} rooms loaded anew; slowest ${slowestMs.toFixed(1)} ms (${slowest}); heap ${mib(before)}, then ${mib(after)}`
}

function causeOf({ cause, stack }: Error): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : (stack ?? '')
}

/** What is in use once everything else has been collected. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}
