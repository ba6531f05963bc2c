import type { Claim } from '@coeval/chronology'
import { expect, test } from 'vitest'
import { draftKey, draftOf, dropDraft, isSameDraft, keepDraft, keptDraft } from './claim-drafts.ts'

const claim: Claim = { id: 'k', about: { type: 'event', id: 'e', field: 'date' }, value: '2004', sourceId: 's' }

test('a form in which nothing was typed has nothing to keep', () => {
  expect(isSameDraft(draftOf(claim, 'e'), draftOf(claim, 'e'))).toBe(true)
  expect(isSameDraft(draftOf(undefined, 'e'), { ...draftOf(undefined, 'e'), sourceId: 's' })).toBe(false)
  expect(isSameDraft(draftOf(claim, 'e'), { ...draftOf(claim, 'e'), value: '2005' })).toBe(false)
  const other = { ...claim, about: { ...claim.about, field: 'place' } }
  expect(isSameDraft(draftOf(claim, 'e'), draftOf(other, 'e'))).toBe(false)
})

test('what was begun is kept apart for each document, event and reading', () => {
  const document = {}
  const draft = { ...draftOf(undefined, 'e'), value: '2004-08' }
  keepDraft(document, draftKey('e'), draft)
  expect(keptDraft(document, draftKey('e'))).toBe(draft)
  expect(keptDraft(document, draftKey('e', 'k'))).toBeUndefined()
  expect(keptDraft(document, draftKey('f'))).toBeUndefined()
  expect(keptDraft({}, draftKey('e'))).toBeUndefined()
  dropDraft(document, draftKey('e'))
  expect(keptDraft(document, draftKey('e'))).toBeUndefined()
})
