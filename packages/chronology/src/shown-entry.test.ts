import { expect, test } from 'vitest'
import { MAX_NOTE_LENGTH, MAX_TITLE_LENGTH } from './limits.ts'
import { shownEntry } from './shown-entry.ts'

const long = 'x'.repeat(3_000_000)
const event = {
  id: 'e1',
  title: 'Treaty',
  date: '2004',
  kind: 'meeting',
  place: { name: 'Astana' },
  tracks: ['t1'],
  themes: [],
  participants: ['a1'],
  concerns: [],
  documents: [],
  citations: [{ id: 'c1', sourceId: 's1', quote: 'words' }],
}

test('an entry in order is the same object, so that nothing is drawn anew', () => {
  expect(shownEntry('events', event)).toBe(event)
})

test('every text of an entry is shown within its limit, and ids stay as they are', () => {
  const id = 'i'.repeat(5000)
  const entry = {
    ...event,
    id,
    title: long,
    date: `${long}\u202e`,
    kind: long,
    dateNote: long,
    place: { name: long, city: long },
    participants: [id],
    citations: [{ id: 'c1', sourceId: id, quote: long, suffix: '\u202eevil' }],
    ofANewerVersion: { deep: [{ text: long }] },
  }
  const shown = shownEntry('events', entry)
  expect(shown.title).toHaveLength(MAX_TITLE_LENGTH)
  expect(shown.dateNote).toHaveLength(MAX_NOTE_LENGTH)
  expect([shown.place.name, shown.place.city].map((text) => text.length)).toEqual([500, 500])
  expect(shown.citations[0]?.quote).toHaveLength(MAX_NOTE_LENGTH)
  expect(shown.citations[0]?.suffix).toBe('⟨U+202E⟩evil')
  expect([shown.id, shown.participants[0], shown.citations[0]?.sourceId]).toEqual([id, id, id])
  // What is read from it is written again when its end is moved.
  expect(shown.date).toBe(entry.date)
  const strings = JSON.stringify({ ...shown, date: '' }).length
  expect(strings).toBeLessThan(100_000)
  // What was read stays as it was.
  expect(entry.title).toHaveLength(3_000_000)
})

test('the fields of a source that this version has no table for are held as well', () => {
  const source = {
    id: 's',
    type: 'book',
    title: 'T',
    author: [{ family: long }],
    'container-title': long,
    abstract: long,
  }
  const shown = shownEntry('sources', source)
  expect(shown['container-title']).toHaveLength(500)
  expect(shown.author[0]?.family).toHaveLength(MAX_NOTE_LENGTH)
  expect(shown.abstract).toHaveLength(MAX_NOTE_LENGTH)
})

test.each([null, 5, true, [], {}, 'text', ['text'], [null, 5]])(
  'whatever stands in every field (%j), each has its type',
  (odd) => {
    const keys = [
      'title',
      'date',
      'endDate',
      'kind',
      'certainty',
      'place',
      'ordinal',
      'tracks',
      'citations',
      'participants',
      'mode',
    ]
    const sound = shownEntry('events', Object.fromEntries([['id', 'e'], ...keys.map((key) => [key, odd])])) as Record<
      string,
      unknown
    >
    for (const key of ['title', 'date', 'kind']) expect(typeof sound[key], key).toBe('string')
    for (const key of ['endDate', 'certainty', 'mode'])
      expect(['string', 'undefined'], key).toContain(typeof sound[key])
    for (const key of ['tracks', 'themes', 'participants', 'citations'])
      expect(Array.isArray(sound[key] ?? []), key).toBe(true)
    for (const id of sound.tracks as unknown[]) expect(typeof id).toBe('string')
    for (const record of sound.citations as unknown[]) expect(typeof (record as { id: unknown }).id).toBe('string')
    const place = sound.place as { name: unknown } | undefined
    expect(place === undefined || typeof place.name === 'string').toBe(true)
    const claim = shownEntry('claims', { id: 'k', about: odd, value: odd }) as Record<string, unknown>
    expect(typeof claim.value).toBe('string')
    expect(typeof (claim.about as { type: unknown }).type).toBe('string')
  },
)
