import type { ComponentType } from 'react'
import { Commentary } from '../../commentary/commentary.tsx'
import type { DrawnField } from '../../fields/event-fields.ts'
import type { FieldProps } from '../../fields/field-row.tsx'
import { CertaintyField, DateBasisField } from './choice-field.tsx'
import { Citations } from './citations.tsx'
import { DatesField } from './dates-field.tsx'
import { KindField } from './kind-field.tsx'
import { LayerField } from './layer-field.tsx'
import { ConcernsField, DocumentsField, ParticipantsField, ThemesField, TracksField } from './member-fields.tsx'
import { OrdinalField } from './ordinal-field.tsx'
import { PlaceField } from './place-field.tsx'
import { DateNoteField, ModeField } from './text-fields.tsx'
import { TitleField } from './title-field.tsx'

/** What each field of an event is written with. */
export const FIELD_CONTROLS: Record<DrawnField, ComponentType<FieldProps>> = {
  title: TitleField,
  date: DatesField,
  commentary: ({ event }) => <Commentary eventId={event.id} />,
  citations: Citations,
  kind: KindField,
  tracks: TracksField,
  themes: ThemesField,
  place: PlaceField,
  participants: ParticipantsField,
  concerns: ConcernsField,
  documents: DocumentsField,
  ordinal: OrdinalField,
  mode: ModeField,
  dateBasis: DateBasisField,
  dateNote: DateNoteField,
  certainty: CertaintyField,
  layer: LayerField,
}
