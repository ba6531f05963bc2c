import { MAX_NOTE_LENGTH } from '@coeval/chronology'
import type { FieldProps } from '../../fields/field-row.tsx'
import { PlainField } from '../../fields/plain-field.tsx'
import { t } from '../../i18n/late.ts'
import { useSetFields } from './use-set-fields.ts'

export function ModeField({ event }: FieldProps) {
  const set = useSetFields(event)
  return (
    <PlainField
      label={t('fields.mode.label')}
      value={event.mode ?? ''}
      onCommit={(mode) => set({ mode: mode || undefined })}
    />
  )
}

export function DateNoteField({ event }: FieldProps) {
  const set = useSetFields(event)
  return (
    <PlainField
      label={t('fields.dateNote.label')}
      value={event.dateNote ?? ''}
      most={MAX_NOTE_LENGTH}
      multiline
      onCommit={(dateNote) => set({ dateNote: dateNote || undefined })}
    />
  )
}
