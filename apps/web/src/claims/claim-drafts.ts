/**
 * Claims that were begun and not saved: a form that is closed with Escape, or whose panel is, loses nothing. Kept while the
 * page is open, together with what the form began with: only what differs from that is one's own, and is saved.
 */
import type { Claim, FactRef } from '@coeval/chronology'
import { tidyLocator } from '../sources/locator-fields.tsx'

export interface ClaimDraft {
  about: FactRef
  value: string
  note: string
  dispute: string
  sourceId?: string
  label?: string
  locator?: string
}

/** What a form began with, and what it contains now. */
export interface BegunDraft {
  begun: ClaimDraft
  draft: ClaimDraft
}

/** What changes together: a place in a source belongs to that source. */
const PARTS: readonly (readonly (keyof ClaimDraft)[])[] = [
  ['about'],
  ['value'],
  ['note'],
  ['dispute'],
  ['sourceId', 'label', 'locator'],
]

const draftsByDocument = new WeakMap<object, Map<string, BegunDraft>>()

/** `claimId`: missing for a new claim. */
export function draftKey(eventId: string, claimId?: string): string {
  return JSON.stringify([eventId, claimId ?? null])
}

export function keptDraft(document: object, key: string): BegunDraft | undefined {
  return draftsByDocument.get(document)?.get(key)
}

/** Keeps what was changed; where nothing is (any more), nothing is kept. */
export function keepDraft(document: object, key: string, form: BegunDraft): void {
  if (changedFields(form).length === 0) return dropDraft(document, key)
  const drafts = draftsByDocument.get(document) ?? new Map<string, BegunDraft>()
  draftsByDocument.set(document, drafts.set(key, form))
}

export function dropDraft(document: object, key: string): void {
  draftsByDocument.get(document)?.delete(key)
}

/** What the form begins with. */
export function draftOf(claim: Claim | undefined, eventId: string): ClaimDraft {
  return {
    about: claim?.about ?? { type: 'event', id: eventId, field: 'date' },
    value: claim?.value ?? '',
    note: claim?.note ?? '',
    dispute: claim?.dispute ?? '',
    sourceId: claim?.sourceId,
    label: claim?.label,
    locator: claim?.locator,
  }
}

/** The fields that say something else than the form began with, and those that go with them. */
export function changedFields({ begun, draft }: BegunDraft): (keyof ClaimDraft)[] {
  return PARTS.filter((part) => part.some((field) => textIn(begun, field) !== textIn(draft, field))).flat()
}

/** The form once the claim says `current`: what was not changed in the form follows it, as what others have written. */
export function followReading({ begun, draft }: BegunDraft, current: ClaimDraft): BegunDraft {
  const mine = new Set<string>(changedFields({ begun, draft }))
  const others = Object.fromEntries(Object.entries(current).filter(([field]) => !mine.has(field)))
  return { begun: { ...begun, ...others }, draft: { ...draft, ...others } }
}

/** All fields of a claim as they are kept. */
export function claimFields({ about, value, note, dispute, sourceId, label, locator }: ClaimDraft) {
  return {
    about,
    value: value.trim(),
    sourceId,
    ...(sourceId ? tidyLocator({ label, locator }) : { label: undefined, locator: undefined }),
    note: note.trim() || undefined,
    dispute: dispute || undefined,
  }
}

/** What to write into a claim that is there: the fields that were changed, and no other. */
export function changesToSave(form: BegunDraft): Partial<Claim> {
  const changed = new Set<string>(changedFields(form))
  return Object.fromEntries(Object.entries(claimFields(form.draft)).filter(([field]) => changed.has(field)))
}

function textIn(draft: ClaimDraft, field: keyof ClaimDraft): string {
  return (field === 'about' ? draft.about.field : draft[field]) ?? ''
}
