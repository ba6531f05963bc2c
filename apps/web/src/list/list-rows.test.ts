import { EMPTY_RICH_TEXT, type ChronologyEvent, type Track } from '@coeval/chronology'
import { expect, test } from 'vitest'
import { listRows } from './list-rows.ts'

function makeEvent(event: Partial<ChronologyEvent> & { id: string }): ChronologyEvent {
  const lists = { tracks: [], themes: [], participants: [], concerns: [], documents: [], citations: [] }
  return { title: event.id, date: '', kind: 'meeting', commentary: EMPTY_RICH_TEXT, ...lists, ...event }
}

const talks: Track = { id: 'talks', name: 'Talks', order: 'a0', colour: 0 }
const visits: Track = { id: 'visits', name: 'Visits', order: 'a1', colour: 1 }

function ids(rows: ReturnType<typeof listRows>): string[] {
  return rows.map((row) => (row.kind === 'track' ? `# ${row.track?.name ?? 'none'} ${row.count}` : row.event.id))
}

test('events stand under their first track by date, the undated last', () => {
  const rows = listRows(
    [
      makeEvent({ id: 'undated', tracks: ['talks'] }),
      makeEvent({ id: 'later', date: '2006-06-05', tracks: ['talks'] }),
      makeEvent({ id: 'earlier', date: '2004-08', tracks: ['visits', 'talks'] }),
      makeEvent({ id: 'visit', date: '2006', tracks: ['visits'] }),
      makeEvent({ id: 'stray', date: '1997', tracks: [] }),
    ],
    [talks, visits],
    new Set(),
  )
  expect(ids(rows)).toEqual(['# Talks 3', 'earlier', 'later', 'undated', '# Visits 1', 'visit', '# none 1', 'stray'])
})

test('an event of a hidden track shows under its next one, or not at all', () => {
  const events = [makeEvent({ id: 'both', tracks: ['talks', 'visits'] }), makeEvent({ id: 'talk', tracks: ['talks'] })]
  expect(ids(listRows(events, [talks, visits], new Set(['talks'])))).toEqual(['# Visits 1', 'both'])
})
