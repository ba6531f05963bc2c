/** Competing claims of one fact, brought into the order in which a reader compares them. Pure. */
import { type ChronologyEvent, type Claim, type Dispute, DISPUTE_TYPES, type FactRef } from '@coeval/chronology'
import { factKey, fitsField } from '@coeval/chronology/claims'
import { disputeType } from './dispute-type.ts'
import { placeInWords } from '../words/place-in-words.ts'

/** All claims of one field of one entry. */
interface FactReadings {
  about: FactRef
  /** 'date', 'place' …; '' where a claim speaks of the entry as a whole. */
  field: string
  claims: Claim[]
}

/** A dispute with its claims, or (without one) the claims that nobody has called a dispute. */
export interface ReadingGroup {
  dispute?: Dispute
  facts: FactReadings[]
}

/** Facts of an event about which sources may disagree, in the order in which they are shown and offered. */
export const FACT_FIELDS: readonly string[] = [
  'date',
  'endDate',
  'place',
  'title',
  'ordinal',
  'kind',
  'mode',
  'participants',
  'concerns',
  'documents',
]

/** Fields whose claim can be written into the event, with what is written. */
const WRITABLE = ['title', 'date', 'endDate', 'place', 'kind', 'mode'] as const
const SEVERITIES = ['high', 'medium', 'low']

/**
 * The claims that touch an event: those by field that no dispute claims; then each dispute about it with all its
 * claims (also those of other entries, since they are what conflicts), gravest first; gaps and cautions end them.
 */
export function groupReadings(
  eventId: string,
  claims: Iterable<Claim>,
  disputes: ReadonlyMap<string, Dispute>,
): ReadingGroup[] {
  const all = [...claims]
  const isMine = (about: FactRef) => about.type === 'event' && about.id === eventId
  const mine = all.filter((claim) => isMine(claim.about))
  const touching = new Set(
    mine.flatMap((claim) => (claim.dispute && disputes.has(claim.dispute) ? [claim.dispute] : [])),
  )
  for (const dispute of disputes.values()) {
    if (Array.isArray(dispute.about) && dispute.about.some(isMine)) touching.add(dispute.id)
  }
  // Once through the claims: there may be tens of thousands of them, and of disputes.
  const ofDispute = new Map<string, Claim[]>([...touching].map((id) => [id, []]))
  for (const claim of all) if (claim.dispute) ofDispute.get(claim.dispute)?.push(claim)
  const groups: ReadingGroup[] = [...touching]
    .map((id) => disputes.get(id)!)
    .sort((a, b) => typeRank(a) - typeRank(b) || severityRank(a) - severityRank(b) || (a.title < b.title ? -1 : 1))
    .map((dispute) => ({
      dispute,
      facts: byFact(ofDispute.get(dispute.id) ?? [], isMine),
    }))
  // What the sources say of a date or a place is looked up more often than why two passages cannot both hold.
  const plain = mine.filter((claim) => !claim.dispute || !touching.has(claim.dispute))
  return plain.length > 0 ? [{ facts: byFact(plain, isMine) }, ...groups] : groups
}

/** How many claims there are to look at. For all events at once: `countReadingsByEvent`. */
export function countReadings(groups: readonly ReadingGroup[]): number {
  return groups.reduce((sum, group) => sum + group.facts.reduce((inner, fact) => inner + fact.claims.length, 0), 0)
}

/** The number in the title of the claims: none where there is only a gap or a caution, which has no claims. */
export function readingsTitleCount(groups: readonly ReadingGroup[]): number | undefined {
  return countReadings(groups) || (groups.length > 0 ? undefined : 0)
}

/** As many claims as `most`, and how many are left out; a dispute without claims takes the room of one. */
export function firstReadings(
  groups: readonly ReadingGroup[],
  most: number,
): { few: readonly ReadingGroup[]; left: number } {
  const few: ReadingGroup[] = []
  let room = most
  let left = 0
  for (const group of groups) {
    const facts: FactReadings[] = []
    for (const fact of group.facts) {
      const claims = fact.claims.slice(0, room)
      room -= claims.length
      left += fact.claims.length - claims.length
      if (claims.length > 0) facts.push({ ...fact, claims })
    }
    if (facts.length > 0) few.push({ ...group, facts })
    else if (group.facts.length > 0) continue
    else if (room > 0) {
      few.push(group)
      room--
    } else left++
  }
  return { few, left }
}

/** The claims to change so that `chosen` is the one preferred claim of its fact (or none is). */
export function preferring(
  claims: Iterable<Claim>,
  chosen: Claim,
  preferred: boolean,
): { id: string; preferred: boolean | undefined }[] {
  const changes: { id: string; preferred: boolean | undefined }[] = []
  for (const claim of claims) {
    if (claim.id !== chosen.id && factKey(claim.about) !== factKey(chosen.about)) continue
    const wanted = claim.id === chosen.id && preferred ? true : undefined
    if ((claim.preferred === true) !== (wanted === true)) changes.push({ id: claim.id, preferred: wanted })
  }
  return changes
}

/** What to write into the event to follow this claim, or null where the field takes no text, or not such a one. */
export function readingAsFields(claim: Claim, event: ChronologyEvent): Partial<ChronologyEvent> | null {
  return fitsField(claim.about, claim.value) ? fieldsSaying(claim, event) : null
}

function fieldsSaying(claim: Claim, event: ChronologyEvent): Partial<ChronologyEvent> | null {
  if (claim.about.type !== 'event' || claim.about.id !== event.id) return null
  const field = claim.about.field as (typeof WRITABLE)[number] | undefined
  if (!field || !WRITABLE.includes(field)) return null
  return field === 'place' ? { place: { name: claim.value } } : { [field]: claim.value }
}

/** Whether following the claim takes the place of something that the event says already. */
export function replacesSomething(claim: Claim, event: ChronologyEvent): boolean {
  const { field } = claim.about
  const present = field === 'place' ? event.place && placeInWords(event.place) : field && event[field]
  return Boolean(present) && !isFollowed(claim, event)
}

/** Whether the event says what the claim says. */
export function isFollowed(claim: Claim, event: ChronologyEvent): boolean {
  const fields = fieldsSaying(claim, event)
  if (!fields) return false
  return Object.entries(fields).every(([field, value]) =>
    field === 'place' ? event.place?.name === (value as { name: string }).name : event[field] === value,
  )
}

export function isDateField(field: string | undefined): boolean {
  return field === 'date' || field === 'endDate' || field === 'asOf'
}

function byFact(claims: readonly Claim[], isMine: (about: FactRef) => boolean): FactReadings[] {
  const facts = new Map<string, FactReadings>()
  for (const claim of claims) {
    const key = factKey(claim.about)
    const fact = facts.get(key) ?? { about: claim.about, field: claim.about.field ?? '', claims: [] }
    fact.claims.push(claim)
    facts.set(key, fact)
  }
  for (const fact of facts.values()) {
    fact.claims.sort((a, b) => Number(b.preferred ?? false) - Number(a.preferred ?? false) || (a.id < b.id ? -1 : 1))
  }
  return [...facts.values()].sort(
    (a, b) => Number(isMine(b.about)) - Number(isMine(a.about)) || fieldRank(a.field) - fieldRank(b.field),
  )
}

function fieldRank(field: string): number {
  const rank = FACT_FIELDS.indexOf(field)
  return rank === -1 ? FACT_FIELDS.length : rank
}

/** What is contested before what is not stated, and that before what is to be read with care. */
function typeRank(dispute: Dispute): number {
  return DISPUTE_TYPES.indexOf(disputeType(dispute))
}

function severityRank(dispute: Dispute): number {
  const rank = SEVERITIES.indexOf(dispute.severity ?? '')
  return rank === -1 ? SEVERITIES.length : rank
}
