import { expect, test } from 'vitest'
import { Refusal } from '../refusal.ts'
import { acceptedLanguages, say, sentence, t } from './sentence.ts'

test('a sentence is said with its values, and in English where nobody translated it', () => {
  const wait = sentence('tries.keys', { seconds: 1 })
  expect(say(wait)).toBe('Too many wrong keys came from this address. Wait a second and try again.')
  expect(say({ ...wait, values: { ...wait.values, seconds: 20 } }, ['xx', 'kk-KZ'])).toMatch(/Wait 20 seconds/)
  expect(t('config.port', { port: 'eighty' })).toBe('PORT is "eighty"; set it to a number from 1 to 65535.')
})

test('roles are said in words, whatever their ids are', () => {
  expect(t('guard.role', { role: 'viewer', least: 'editor' })).toBe(
    'You are a viewer here. Only editors and owners can do that. Ask an owner of the chronology.',
  )
  expect(t('guard.role', { role: 'nobody', least: 'owner' })).toMatch(/^You have no role here\. Only owners can/)
})

test('limits and ids stand in a sentence as they are, without separators', () => {
  expect(t('commandLine.give-number', { option: '--uses', most: 1_000_000 })).toMatch(/1 to 1000000\.$/)
})

test('a refusal has its sentence said, and unsaid for another language', () => {
  const refusal = new Refusal(403, 'too-many-keys', sentence('quotas.too-many-keys', { count: 20 }))
  expect(refusal.message).toBe('You have 20 keys, the maximum for one person. Revoke one first.')
  expect(refusal.sentence).toEqual({ key: 'quotas.too-many-keys', values: { count: 20 } })
  expect(new Refusal(400, 'x', 'As it is {here}.').message).toBe('As it is {here}.')
})

test('whatever a browser sends as its languages is read as far as it is tags', () => {
  expect(acceptedLanguages('de-CH,de;q=0.9, en;q=0.8')).toEqual(['de-CH', 'de', 'en'])
  for (const header of [undefined, '', '../../etc/passwd', '*', 'constructor', `${'x,'.repeat(10_000)}`]) {
    expect(say(sentence('guard.no-such-link'), acceptedLanguages(header))).toBe('This chronology has no such link.')
  }
})
