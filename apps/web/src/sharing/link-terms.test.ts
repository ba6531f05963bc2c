import { expect, test } from 'vitest'
import type { LinkInfo } from '../api/client.ts'
import { askedOf, localDay, newTerms, termsOf } from './link-terms.ts'

const NOW = new Date('2026-10-01T12:00:00Z')

test('a link works for a semester unless somebody says otherwise', () => {
  expect(askedOf(newTerms(), NOW)).toEqual({
    role: 'viewer',
    label: '',
    expiresAt: new Date('2027-04-01T12:00:00Z').toISOString(),
    maxUses: null,
  })
})

test('a day is to be given and to come, a limit is a whole number', () => {
  const terms = newTerms()
  expect(askedOf({ ...terms, expiry: 'date', date: '' }, NOW)).toBe('no date')
  expect(askedOf({ ...terms, expiry: 'date', date: '2026-09-30' }, NOW)).toBe('past date')
  for (const maxUses of ['0', '-1', '1.5', 'ten', '1e9']) expect(askedOf({ ...terms, maxUses }, NOW)).toBe('no number')
  expect(askedOf({ ...terms, maxUses: ' 30 ', expiry: 'never' }, NOW)).toMatchObject({ maxUses: 30, expiresAt: null })
})

test('today is still to come until midnight', () => {
  expect(askedOf({ ...newTerms(), expiry: 'date', date: localDay(NOW) }, NOW)).toMatchObject({
    expiresAt: new Date(`${localDay(NOW)}T23:59:59`).toISOString(),
  })
})

test('the terms of a link that is there can be sent back as they are, to the day', () => {
  const link = { role: 'editor', label: 'Seminar', expiresAt: '2026-11-05T08:00:00Z', maxUses: 5 } as LinkInfo
  expect(termsOf(link)).toEqual({
    role: 'editor',
    label: 'Seminar',
    expiry: 'date',
    date: localDay(new Date('2026-11-05T08:00:00Z')),
    maxUses: '5',
  })
  expect(termsOf({ ...link, expiresAt: null, maxUses: null })).toMatchObject({ expiry: 'never', maxUses: '' })
})
