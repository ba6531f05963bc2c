import { asOfMs } from '@coeval/chronology/edtf'
import { useMemo } from 'react'
import { useMeta } from './session-context.tsx'

/** EDTF of the date up to which the chronology speaks; undefined if it has none, or one in the future. */
export function useAsOf(): string | undefined {
  const { asOf } = useMeta()
  return useMemo(() => pastAsOfToday(asOf), [asOf])
}

function pastAsOfToday(asOf: string | undefined): string | undefined {
  return pastAsOf(asOf, Date.now())
}

/** Nobody knows the future: without such a date, everything is known until today. */
export function pastAsOf(asOf: string | undefined, nowMs: number): string | undefined {
  return (asOfMs(asOf) ?? Infinity) < nowMs ? asOf : undefined
}
