import { CERTAINTIES, DATE_BASES } from '@coeval/chronology'
import type { FieldProps } from '../../fields/field-row.tsx'
import { PlainSelect } from '../../fields/plain-select.tsx'
import { t } from '../../i18n/late.ts'
import { term } from '../../words/labels.ts'
import { useSetFields } from './use-set-fields.ts'

export function DateBasisField({ event }: FieldProps) {
  const set = useSetFields(event)
  return (
    <Choices field="dateBasis" values={DATE_BASES} value={event.dateBasis} onPick={(dateBasis) => set({ dateBasis })} />
  )
}

export function CertaintyField({ event }: FieldProps) {
  const set = useSetFields(event)
  return (
    <Choices
      field="certainty"
      values={CERTAINTIES}
      value={event.certainty}
      onPick={(certainty) => set({ certainty })}
    />
  )
}

/** Represents a value that is in no table, and may have any length. */
const OWN = '(own)'

interface ChoicesProps<T extends string> {
  field: 'dateBasis' | 'certainty'
  values: readonly T[]
  value: T | undefined
  onPick: (value: T | undefined) => void
}

function Choices<T extends string>({ field, values, value, onPick }: ChoicesProps<T>) {
  const isOwn = value !== undefined && value !== ('' as T) && !values.includes(value)
  return (
    <PlainSelect
      label={t(`fields.${field}.label`)}
      value={isOwn ? OWN : (value ?? '')}
      onPick={(picked) => {
        if (picked !== OWN) onPick((picked || undefined) as T | undefined)
      }}
    >
      <option value="">{t('panel.notSaid')}</option>
      {values.map((each) => (
        <option key={each} value={each}>
          {term(field, each)}
        </option>
      ))}
      {isOwn && <option value={OWN}>{term(field, value)}</option>}
    </PlainSelect>
  )
}
