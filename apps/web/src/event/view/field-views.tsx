import type { ComponentType } from 'react'
import { CommentaryReading } from '../../commentary/view/commentary-view.tsx'
import type { DrawnField, RowField } from '../../fields/event-fields.ts'
import { FIELD_WORDS, useEventNames } from '../../fields/field-words.ts'
import type { FieldProps } from '../../fields/field-row.tsx'
import { KindIcon } from '../../fields/kind-icon.tsx'
import { CitationsView } from './citations-view.tsx'
import { DatesView } from './dates-view.tsx'
import classes from './field-views.module.css'
import { ActorsView, DocumentsView, ThemesView, TracksView } from './member-views.tsx'
import { TitleView } from './title-view.tsx'

/** How each field of an event is read. A row is there only where the event says something (`FIELD_WORDS`). */
export const FIELD_VIEWS: Record<DrawnField, ComponentType<FieldProps>> = {
  title: TitleView,
  date: DatesView,
  commentary: ({ event }) => <CommentaryReading eventId={event.id} />,
  citations: CitationsView,
  kind: ({ event }) => (
    <p className={`${classes.value} ${classes.kind}`}>
      <KindIcon kind={event.kind} /> <Words event={event} field="kind" />
    </p>
  ),
  tracks: TracksView,
  themes: ThemesView,
  place: inWords('place'),
  participants: ({ event }) => <ActorsView ids={event.participants} />,
  concerns: ({ event }) => <ActorsView ids={event.concerns} />,
  documents: DocumentsView,
  ordinal: inWords('ordinal'),
  mode: inWords('mode'),
  dateBasis: inWords('dateBasis'),
  dateNote: inWords('dateNote'),
  certainty: inWords('certainty'),
  layer: inWords('layer'),
}

/** A field whose line of text is all there is to see. */
function inWords(field: RowField): ComponentType<FieldProps> {
  return function InWords({ event }) {
    return (
      <p className={classes.value}>
        <Words event={event} field={field} />
      </p>
    )
  }
}

function Words({ event, field }: FieldProps & { field: RowField }) {
  return FIELD_WORDS[field]?.(event, useEventNames())
}
