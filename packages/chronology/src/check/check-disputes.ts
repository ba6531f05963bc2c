/** Whether disputes have sides, and whether these speak of what is disputed. */
import { factKey } from '../claims/index.ts'
import { isFactType } from '../fields.ts'
import type { Chronology, Collection, FactRef } from '../types.ts'
import { capital, type ProblemList, quote } from './problem-list.ts'

interface Sides {
  /** Entries that it is about. */
  entries: Set<string>
  /** The first reading of it, and whether another one differs. */
  first?: string
  hasTwo: boolean
}

/** Call with the lists in the order of the file, and only where it has no errors. */
export function checkDisputes({ claims, disputes }: Pick<Chronology, Collection>, problems: ProblemList): void {
  const sidesById = new Map<string, Sides>()
  for (const { id, about } of disputes) sidesById.set(id, { entries: new Set(about.map(entryKey)), hasTwo: false })
  for (const [index, claim] of claims.entries()) {
    const sides = sidesById.get(claim.dispute ?? '')
    if (!sides) continue
    const reading = `${factKey(claim.about)} ${claim.value}`
    sides.first ??= reading
    if (sides.first !== reading) sides.hasTwo = true
    // A dispute that names nothing may be about anything. A type that nobody knows is told of as that.
    if (sides.entries.size === 0 || sides.entries.has(entryKey(claim.about)) || !isFactType(claim.about.type)) continue
    const where = `claim ${quote(claim.id)}`
    problems.warn(
      'claims whose dispute is about something else',
      { path: `/claims/${index}/dispute`, where },
      `${capital(where)} is about ${entryInWords(claim.about)}, but its dispute ${quote(claim.dispute ?? '')} is not; ` +
        `add the ${claim.about.type} to "about" of the dispute, or name another dispute.`,
    )
  }
  for (const [index, { id, type }] of disputes.entries()) {
    const sides = sidesById.get(id)
    if ((type !== undefined && type !== 'dispute') || !sides || sides.hasTwo) continue
    const has = sides.first === undefined ? 'no reading' : 'one reading only'
    problems.warn(
      'disputes with fewer than two readings',
      { path: `/disputes/${index}`, where: `dispute ${quote(id)}` },
      `Dispute ${quote(id)} has ${has}; add the claims that differ, or call it a gap or a caution by its "type".`,
    )
  }
}

function entryKey({ type, id }: FactRef): string {
  return JSON.stringify([type, id ?? ''])
}

function entryInWords({ type, id }: FactRef): string {
  return id === undefined ? `the ${type}` : `the ${type} ${quote(id)}`
}
