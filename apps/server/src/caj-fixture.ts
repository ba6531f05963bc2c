/** Stands in until the CAJ chronology is in the repository. */
import { type Chronology, EMPTY_RICH_TEXT } from '@coeval/chronology'
import { emptyChronology } from '@coeval/chronology/ydoc'

export function loadCajChronology(): Chronology {
  const chronology = emptyChronology('Central Asia plus Japan')
  const event = (id: string, title: string, date: string) => ({
    id,
    title,
    date,
    kind: 'meeting',
    tracks: ['main'],
    themes: [],
    participants: [],
    documents: [],
    citations: [],
    commentary: EMPTY_RICH_TEXT,
  })
  chronology.events = [
    event('fmm-1-2004', 'First ministerial meeting', '2004-08'),
    event('fmm-2-2006', 'Second ministerial meeting', '2006'),
    event('fmm-9-2022', 'Ninth ministerial meeting', '2022-12-24'),
  ]
  return chronology
}
