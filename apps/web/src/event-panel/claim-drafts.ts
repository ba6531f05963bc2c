/**
 * Readings that were begun and not saved: a form that is closed with Escape, or whose panel is, loses nothing. Kept while the
 * page is open; the form goes on with it.
 */
import type { Claim, FactRef } from '@coeval/chronology'

export interface ClaimDraft {
  about: FactRef
  value: string
  note: string
  dispute: string
  sourceId?: string
  label?: string
  locator?: string
}

const draftsByDocument = new WeakMap<object, Map<string, ClaimDraft>>()

/** `claimId`: missing for a new reading. */
export function draftKey(eventId: string, claimId?: string): string {
  return JSON.stringify([eventId, claimId ?? null])
}

export function keptDraft(document: object, key: string): ClaimDraft | undefined {
  return draftsByDocument.get(document)?.get(key)
}

export function keepDraft(document: object, key: string, draft: ClaimDraft): void {
  const drafts = draftsByDocument.get(document) ?? new Map<string, ClaimDraft>()
  draftsByDocument.set(document, drafts.set(key, draft))
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

export function isSameDraft(one: ClaimDraft, other: ClaimDraft): boolean {
  const parts = (['value', 'note', 'dispute', 'sourceId', 'label', 'locator'] as const).map(
    (part) => (one[part] ?? '') === (other[part] ?? ''),
  )
  return parts.every(Boolean) && one.about.field === other.about.field
}
