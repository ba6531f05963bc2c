/** The window in the address: UTC days. Pure. */
import { startOfFarDay, ymd } from '@coeval/chronology/edtf'
import type { TimeWindow } from '../axis/time-window.ts'

const DAY = /^([+-]?\d{4,11})-(\d\d)-(\d\d)$/

/** `YYYY-MM-DD`; where the year needs it, with a sign and six figures or more (as Date's ISO form has it). */
export function dayOf(ms: number): string {
  const { year, month, day } = ymd(ms)
  const figures = String(Math.abs(year))
  const yearText =
    year >= 0 && year <= 9999 ? figures.padStart(4, '0') : `${year < 0 ? '-' : '+'}${figures.padStart(6, '0')}`
  return [yearText, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
}

/** Null if one of them is missing or not a day, or the window would be empty. */
export function windowOf({ from, to }: { from?: string; to?: string }): TimeWindow | null {
  const fromMs = readDay(from)
  const toMs = readDay(to)
  return fromMs !== null && toMs !== null && toMs > fromMs ? { fromMs, toMs } : null
}

function readDay(text: string | undefined): number | null {
  const match = DAY.exec(text ?? '')
  return match ? startOfFarDay(Number(match[1]), Number(match[2]), Number(match[3])) : null
}
