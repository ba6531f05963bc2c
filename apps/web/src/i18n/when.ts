/** Instants of the server in words, in the language of the interface and the time zone of the reader. */
import { currentLanguage } from './index.ts'

const STEPS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** "3 hours ago", "yesterday", "in 7 days". */
export function ago(instant: string, nowMs: number = Date.now()): string {
  const elapsedMs = Date.parse(instant) - nowMs
  const words = new Intl.RelativeTimeFormat(currentLanguage(), { numeric: 'auto' })
  for (const [unit, lengthMs] of STEPS) {
    if (Math.abs(elapsedMs) >= lengthMs) return words.format(Math.round(elapsedMs / lengthMs), unit)
  }
  return words.format(0, 'minute')
}

/** "1 October 2026". */
export function onDay(instant: string): string {
  return new Date(instant).toLocaleDateString(currentLanguage(), { dateStyle: 'long' })
}

/** "1 Oct 2026, 14:03:21". */
export function atTime(instant: string): string {
  return new Date(instant).toLocaleString(currentLanguage(), { dateStyle: 'medium', timeStyle: 'medium' })
}
