import { asOfMs } from '@coeval/chronology/edtf'
import { useMemo } from 'react'
import { useMeta } from './session-context.tsx'

/** EDTF of the date up to which the chronology speaks; undefined where it has none, or one that is not past yet. */
export function useAsOf(): string | undefined {
  const { asOf } = useMeta()
  return useMemo(() => pastAsOfToday(asOf), [asOf])
}

function pastAsOfToday(asOf: string | undefined): string | undefined {
  return pastAsOf(asOf, Date.now())
}

/** Of what is still to come nobody knows anything: then all that is known is known until today. */
export function pastAsOf(asOf: string | undefined, nowMs: number): string | undefined {
  return (asOfMs(asOf) ?? Infinity) < nowMs ? asOf : undefined
}
