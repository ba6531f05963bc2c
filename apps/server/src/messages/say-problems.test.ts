import { readFile } from '@coeval/formats'
import { expect, test } from 'vitest'
import { Refusal, sayRefusal } from '../refusal.ts'
import { addProblemLanguage, sayProblems } from './say-problems.ts'
import { sentence } from './sentence.ts'

/** One problem each of ten kinds. */
const FILE = {
  format: 'coeval-chronology',
  version: 2,
  meta: { title: 'T', schemaVersion: 1 },
  tracks: [{ id: 't', name: 'N', order: '?' }],
  themes: [{ id: 'h', label: 'H', broader: 'h' }],
  sources: [{ id: 's', type: 'odd', URL: 'ftp://x', issued: 'x' }],
  events: [
    { id: 'e', title: '', date: 'soon', kind: 'odd', tracks: ['no'] },
    { id: 'f', title: 'F', date: '2004', endDate: '2003' },
  ],
}

/** Every message of English, marked, with its values. */
function madeUp(catalogue: object): Record<string, never> {
  return JSON.parse(JSON.stringify(catalogue), (_, value: unknown) =>
    typeof value === 'string' ? `¡${value}!` : value,
  ) as Record<string, never>
}

test('a file with ten kinds of problems is answered in another language where that has a catalogue', async () => {
  const [checks, files] = await Promise.all([
    import('@coeval/chronology/messages/en.json', { with: { type: 'json' } }),
    import('@coeval/formats/messages/en.json', { with: { type: 'json' } }),
  ])
  addProblemLanguage('xx', [madeUp(checks.default), madeUp(files.default)])
  const { problems } = readFile(new TextEncoder().encode(JSON.stringify(FILE)))
  expect(new Set(problems.map(({ said }) => said.key)).size).toBeGreaterThanOrEqual(10)
  const said = sayProblems(problems, ['xx-XX', 'en'])
  for (const [index, { path, where, message }] of said.entries()) {
    expect(path).toBe(problems[index]?.path)
    expect(message).toMatch(/^¡.*!$/)
    if (path !== '') expect(where).toMatch(/^¡.*!$/)
    expect(message.replaceAll(/[¡!]/g, '').toLowerCase()).toBe(problems[index]?.message.toLowerCase())
  }
  const english = problems.map(({ severity, path, where, message }) => ({ severity, path, where, message }))
  for (const wished of [['en', 'xx'], ['de'], ['../xx'], []]) expect(sayProblems(problems, wished)).toEqual(english)
})

test('a refusal has its reason and its problems in the language of whoever asked', () => {
  addProblemLanguage('yy', [{ file: { 'not-json': 'ne JSON' }, where: { file: 'la fájlo' } }])
  const { problems } = readFile(new TextEncoder().encode('{'))
  const reason = problems[0]?.message ?? ''
  const refusal = new Refusal(422, 'unreadable-file', sentence('chronologies.unreadable-file', { reason }), {
    problems,
  })
  expect(refusal.message).toBe(`The file could not be read: ${reason}`)
  expect(sayRefusal(refusal, ['yy'])).toEqual({
    message: 'The file could not be read: Ne JSON',
    problems: [{ severity: 'error', path: '', where: 'la fájlo', message: 'Ne JSON' }],
  })
  expect(sayRefusal(refusal, []).message).toBe(refusal.message)
})
