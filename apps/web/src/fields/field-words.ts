/** What an event says in each of its fields, as one line of text. Pure but for the hook that looks names up. */
import type { ChronologyEvent } from '@coeval/chronology'
import { useMemo } from 'react'
import { t } from '../i18n/late.ts'
import { useEntries } from '../session/session-context.tsx'
import { useAsOf } from '../session/use-as-of.ts'
import { dateInWords } from '../words/dates-in-words.ts'
import { fewInWords } from '../words/few-in-words.ts'
import { kindInWords } from '../words/kind-in-words.ts'
import { ordinalInWords, term } from '../words/labels.ts'
import { placeInWords } from '../words/place-in-words.ts'
import type { ShownField } from './event-fields.ts'

type NameOf = (id: string) => string | undefined

/** The names behind the ids of an event, and the date up to which the chronology speaks. */
export interface EventNames {
  track: NameOf
  theme: NameOf
  actor: NameOf
  document: NameOf
  asOf: string | undefined
}

type Words = (event: ChronologyEvent, names: EventNames) => string

/** '' if the event says nothing there. Null for fields that are not a line of text: commentary and sources. */
export const FIELD_WORDS: Record<ShownField, Words | null> = {
  title: ({ title }) => title,
  date: ({ date }, { asOf }) => date && dateInWords(date, asOf),
  endDate: ({ endDate }, { asOf }) => (endDate ? dateInWords(endDate, asOf) : ''),
  commentary: null,
  citations: null,
  kind: ({ kind }) => kindInWords(kind),
  tracks: ({ tracks }, { track }) => known(tracks, track),
  themes: ({ themes }, { theme }) => fewInWords(themes, (id) => theme(id) ?? ''),
  place: ({ place }) => (place ? placeInWords(place) : ''),
  participants: ({ participants }, { actor }) => fewInWords(participants, (id) => actor(id) ?? ''),
  concerns: ({ concerns }, { actor }) => fewInWords(concerns, (id) => actor(id) ?? ''),
  documents: ({ documents }, { document }) => fewInWords(documents, (id) => document(id) ?? ''),
  ordinal: ({ ordinal }) => (ordinal ? ordinalInWords(ordinal) : ''),
  mode: ({ mode = '' }) => mode,
  dateBasis: ({ dateBasis }) => (dateBasis ? term('dateBasis', dateBasis) : ''),
  dateNote: ({ dateNote = '' }) => dateNote,
  certainty: ({ certainty }) => (certainty ? term('certainty', certainty) : ''),
  layer: ({ layer = '' }) => layer,
}

export function useEventNames(): EventNames {
  const tracks = useEntries('tracks')
  const themes = useEntries('themes')
  const actors = useEntries('actors')
  const documents = useEntries('documents')
  const asOf = useAsOf()
  return useMemo(
    () => ({
      track: (id) => {
        const track = tracks.get(id)
        return track && (track.name || t('workspace.untitledTrack'))
      },
      theme: (id) => themes.get(id)?.label,
      actor: (id) => actors.get(id)?.name,
      document: (id) => documents.get(id)?.title,
      asOf,
    }),
    [tracks, themes, actors, documents, asOf],
  )
}

/** Of the tracks: one that is gone is not named. */
function known(ids: readonly string[], name: NameOf): string {
  return fewInWords(
    ids.filter((id) => name(id) !== undefined),
    (id) => name(id) ?? '',
  )
}
