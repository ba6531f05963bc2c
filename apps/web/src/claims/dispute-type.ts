import { type Dispute, DISPUTE_TYPES, type DisputeType } from '@coeval/chronology'

/** A type that this version does not know is taken as a dispute. */
export function disputeType({ type }: Pick<Dispute, 'type'>): DisputeType {
  return DISPUTE_TYPES.find((known) => known === type) ?? 'dispute'
}

/** Whether the claims of the dispute compete: those of a gap or a caution do not, those of no dispute do. */
export function isContested(dispute: Pick<Dispute, 'type'> | undefined): boolean {
  return dispute === undefined || disputeType(dispute) === 'dispute'
}
