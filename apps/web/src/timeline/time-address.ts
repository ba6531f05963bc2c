/** The window in the address: UTC days. Pure. */
import type { TimeWindow } from './timeline-controller.ts'

const DAY = /^([+-]?\d{4,6})-(\d\d)-(\d\d)$/

/** `YYYY-MM-DD`, with a sign and six figures where the year needs it (as Date's ISO form has it). */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().replace(/T.*/, '')
}

/** Null where one of them is missing or no day, or the window would be empty. */
export function windowOf({ from, to }: { from?: string; to?: string }): TimeWindow | null {
  const fromMs = readDay(from)
  const toMs = readDay(to)
  return fromMs !== null && toMs !== null && toMs > fromMs ? { fromMs, toMs } : null
}

function readDay(text: string | undefined): number | null {
  const match = DAY.exec(text ?? '')
  if (!match) return null
  const date = new Date(0)
  date.setUTCFullYear(Number(match[1]), Number(match[2]) - 1, Number(match[3]))
  return Number.isNaN(date.getTime()) ? null : date.getTime()
}
