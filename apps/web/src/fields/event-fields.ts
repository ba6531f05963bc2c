/**
 * The fields of an event, and where its page has each of them: the order of the rows is the order of this table.
 * A field that is new in the model does not compile until it stands here or among the hidden ones. One that stands here does
 * not compile until it has words (`field-words.ts`), a label (the messages of `fields`), a control
 * (`event/edit/field-controls.tsx`) and a way to be read (`event/view/field-views.tsx`).
 */
import type { ChronologyEvent, EventField, FieldsOf } from '@coeval/chronology'

/** What is hidden on purpose: how the event is referred to, and since when it is in the trash. */
export const HIDDEN_FIELDS = ['id', 'deletedAt'] as const satisfies readonly EventField[]

/** The fields of such an event that somebody is shown. */
export type ShownOf<Event> = Exclude<keyof FieldsOf<Event>, (typeof HIDDEN_FIELDS)[number]>
export type ShownField = ShownOf<ChronologyEvent>

/** `with date`: drawn by what draws the date. An optional row is offered to writers, and appears once they ask for it. */
export type FieldPlace = 'part' | 'with date' | 'row' | 'optional row'

export const EVENT_FIELDS = {
  title: 'part',
  date: 'part',
  endDate: 'with date',
  commentary: 'part',
  citations: 'part',
  kind: 'row',
  tracks: 'row',
  themes: 'optional row',
  place: 'optional row',
  participants: 'optional row',
  concerns: 'optional row',
  documents: 'optional row',
  ordinal: 'optional row',
  mode: 'optional row',
  dateBasis: 'row',
  dateNote: 'optional row',
  certainty: 'row',
  layer: 'optional row',
} as const satisfies Record<ShownField, FieldPlace>

type FieldsAt<P extends FieldPlace> = {
  [F in ShownField]: (typeof EVENT_FIELDS)[F] extends P ? F : never
}[ShownField]

/** A fact in a line of its own, with a label before it. */
export type RowField = FieldsAt<'row' | 'optional row'>
/** What has a component of its own. */
export type DrawnField = FieldsAt<'part' | 'row' | 'optional row'>

export const ROW_FIELDS: readonly RowField[] = (Object.keys(EVENT_FIELDS) as ShownField[]).filter(isRow)

export function isShownField(field: string): field is ShownField {
  return Object.hasOwn(EVENT_FIELDS, field)
}

export function isOptionalRow(field: RowField): boolean {
  return EVENT_FIELDS[field] === 'optional row'
}

function isRow(field: ShownField): field is RowField {
  return EVENT_FIELDS[field].endsWith('row')
}
