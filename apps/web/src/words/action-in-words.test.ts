import type { AuditEntry } from '@coeval/api'
import { expect, test } from 'vitest'
import { actionInWords } from './action-in-words.ts'

test('an entry says who did what to whom', () => {
  expect(actionInWords(makeEntry({ action: 'role-changed', subject: 'Mira' }))).toBe('Ada changed the role of Mira')
  expect(actionInWords(makeEntry({ action: 'link-made', subject: 'Seminar' }))).toBe('Ada created the link “Seminar”')
})

test('an invitation is no link to a chronology, a new owner no setting', () => {
  const invitation = makeEntry({ action: 'link-made', subject: 'an account', chronology: null })
  expect(actionInWords(invitation)).toBe('Ada created an invitation')
  expect(actionInWords(makeEntry({ action: 'instance-changed', subject: 'Mira' }))).toContain('Mira')
  expect(actionInWords(makeEntry({ action: 'instance-changed' }))).toBe('Ada changed the settings of this instance')
})

test('what nobody did was done by somebody', () => {
  expect(actionInWords(makeEntry({ action: 'chronology-exported', actor: null }))).toMatch(/^Someone /)
})

test('what happened more than once says how often, and a sign-in to several accounts names none', () => {
  const failed = makeEntry({ action: 'sign-in-failed', actor: null, subject: 'Ada', count: 12 })
  expect(actionInWords(failed)).toBe('A sign-in as Ada failed, 12 times')
  expect(actionInWords({ ...failed, subject: null })).toBe('A sign-in failed, 12 times')
  expect(actionInWords({ ...failed, count: 1 })).toBe('A sign-in as Ada failed')
})

function makeEntry(parts: Partial<AuditEntry> & Pick<AuditEntry, 'action'>): AuditEntry {
  return {
    id: 1,
    at: '2026-10-01T09:00:00Z',
    actor: { id: 'ada', name: 'Ada' },
    chronology: { id: 'caj', title: 'CAJ' },
    subject: null,
    detail: null,
    address: null,
    count: 1,
    ...parts,
  }
}
