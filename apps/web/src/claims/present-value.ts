import { type ChronologyEvent, type FactRef } from '@coeval/chronology'
import { useEntries } from '../session/session-context.tsx'
import { useAsOf } from '../session/use-as-of.ts'
import { fewInWords } from '../words/few-in-words.ts'
import { dateInWords } from '../words/dates-in-words.ts'
import { claimInWords } from './fact-name.tsx'
import { placeInWords } from '../words/place-in-words.ts'

/** What the event says now of one of its fields, in words; '' where it says nothing, or the fact is another entry's. */
export function usePresentValue(event: ChronologyEvent, about: FactRef): string {
  const actors = useEntries('actors')
  const documents = useEntries('documents')
  const asOf = useAsOf()
  if (about.type !== 'event' || about.id !== event.id) return ''
  switch (about.field) {
    case 'date':
      return event.date && dateInWords(event.date, asOf)
    case 'endDate':
      return event.endDate ? dateInWords(event.endDate, asOf) : ''
    case 'place':
      return event.place ? placeInWords(event.place) : ''
    case 'ordinal':
      return event.ordinal ? String(event.ordinal.value) : ''
    case 'participants':
    case 'concerns':
      return fewInWords(event[about.field], (id) => actors.get(id)?.name ?? '')
    case 'documents':
      return fewInWords(event.documents, (id) => documents.get(id)?.title ?? '')
    case undefined:
      return ''
    default: {
      const value = event[about.field]
      return typeof value === 'string' ? claimInWords({ about, value }, asOf) : ''
    }
  }
}
