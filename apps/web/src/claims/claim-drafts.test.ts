import type { Claim } from '@coeval/chronology'
import { expect, test } from 'vitest'
import {
  changedFields,
  changesToSave,
  type ClaimDraft,
  draftKey,
  draftOf,
  dropDraft,
  followReading,
  keepDraft,
  keptDraft,
} from './claim-drafts.ts'

const claim: Claim = {
  id: 'k',
  about: { type: 'event', id: 'e', field: 'date' },
  value: '2004',
  sourceId: 's',
  label: 'page',
  locator: '7',
}
const formOf = (base: Claim | undefined, change: Partial<ClaimDraft>) => {
  const begun = draftOf(base, 'e')
  return { begun, draft: { ...begun, ...change } }
}

test.each<[Claim | undefined, Partial<ClaimDraft>, string[]]>([
  [claim, {}, []],
  [claim, { value: '2005' }, ['value']],
  [claim, { note: 'so it is said', dispute: 'd' }, ['note', 'dispute']],
  [claim, { about: { ...claim.about, field: 'place' } }, ['about']],
  [claim, { locator: '8' }, ['sourceId', 'label', 'locator']],
  [undefined, { sourceId: 's' }, ['sourceId', 'label', 'locator']],
])('of %o with %o that is changed: %j', (base, change, fields) => {
  expect(changedFields(formOf(base, change))).toEqual(fields)
})

test('what was begun is kept apart for each document, event and claim', () => {
  const document = {}
  const form = formOf(undefined, { value: '2004-08' })
  keepDraft(document, draftKey('e'), form)
  expect(keptDraft(document, draftKey('e'))).toBe(form)
  expect(keptDraft(document, draftKey('e', 'k'))).toBeUndefined()
  expect(keptDraft(document, draftKey('f'))).toBeUndefined()
  expect(keptDraft({}, draftKey('e'))).toBeUndefined()
  dropDraft(document, draftKey('e'))
  expect(keptDraft(document, draftKey('e'))).toBeUndefined()
})

test('a form that is as it began keeps nothing, and what was kept of it before is gone', () => {
  const document = {}
  keepDraft(document, draftKey('e'), formOf(undefined, { value: '2004-08' }))
  keepDraft(document, draftKey('e'), formOf(undefined, {}))
  expect(keptDraft(document, draftKey('e'))).toBeUndefined()
})

test('only what was changed is saved; what a colleague has written meanwhile is shown and stays', () => {
  const form = formOf(claim, { note: ' by some ' })
  const current = draftOf({ ...claim, value: '2004-08', locator: '9', note: 'by a colleague' }, 'e')
  const shown = followReading(form, current)
  expect(shown.draft).toMatchObject({ value: '2004-08', locator: '9', note: ' by some ' })
  expect(changesToSave(shown)).toEqual({ note: 'by some' })
  expect(changesToSave(form)).toEqual({ note: 'by some' })
})

test('a place that was changed stays with the source that it was found in', () => {
  const form = formOf(claim, { locator: '8' })
  const shown = followReading(form, draftOf({ ...claim, sourceId: 'other', locator: undefined }, 'e'))
  expect(shown.draft).toMatchObject({ sourceId: 's', locator: '8' })
  expect(changesToSave(shown)).toEqual({ sourceId: 's', label: 'page', locator: '8' })
})

test('a field that is emptied is taken away', () => {
  expect(changesToSave(formOf({ ...claim, note: 'n', dispute: 'd' }, { note: '', dispute: '' }))).toStrictEqual({
    note: undefined,
    dispute: undefined,
  })
  expect(changesToSave(formOf(claim, { sourceId: undefined }))).toStrictEqual({
    sourceId: undefined,
    label: undefined,
    locator: undefined,
  })
})
