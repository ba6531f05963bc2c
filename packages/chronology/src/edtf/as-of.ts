import { parseEdtf } from './parse.ts'

/**
 * The last instant (UTC ms) up to which a chronology with this `asOf` speaks: of "2023-06" the end of June. Null where it is
 * no single date, and so says nothing of how far what goes on is known.
 */
export function asOfMs(asOf: string | undefined): number | null {
  const result = asOf ? parseEdtf(asOf) : undefined
  return result?.ok && result.date.form === 'point' ? result.date.maxMs : null
}
