// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { availableLanguages, currentLanguage, loadLanguage, t } from './index.ts'

test('values are filled in and plural forms chosen', () => {
  expect(t('save.offline', { count: 1 })).toBe('Offline, 1 change not yet saved')
  expect(t('save.offline', { count: 3 })).toBe('Offline, 3 changes not yet saved')
  expect(t('sentAway.unknown', { reason: 'the disk is full' })).toBe(
    'The server ended the connection: the disk is full',
  )
})

test('numbers are written as the language writes them, texts as they are', () => {
  expect(t('save.failing', { count: 12345 })).toBe('12,345 changes not saved')
  expect(t('timeline.earlier', { count: 12345 })).toBe('12,345 earlier')
  expect(t('timeline.bce', { year: '12345' })).toBe('12345 BCE')
})

test('a message whose value is missing is said in plain words, and fails nothing', () => {
  expect(t('sentAway.unknown', {} as { reason: string })).toBe('unknown')
})

test('a language without a catalogue falls back to English', async () => {
  await loadLanguage(['xx-XX', 'en-GB'])
  expect(currentLanguage()).toBe('en')
  expect(availableLanguages()).toContain('en')
})

test('a message of late code comes with that code, and is never shown as its key', async () => {
  const late = await import('./late.ts')
  expect(late.t('share.title', { title: 'x' })).not.toMatch(/share\.|^title$/)
  expect(late.t('app.retry')).toBe(t('app.retry'))
  expect(late.isMessage('panel.severity.high')).toBe(true)
  expect(late.isMessage('panel.severity.constructor')).toBe(false)
})
