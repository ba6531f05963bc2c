import type { Place } from '@coeval/chronology'
import type { FieldProps } from '../../fields/field-row.tsx'
import { PlainField } from '../../fields/plain-field.tsx'
import { t } from '../../i18n/late.ts'
import classes from './parts.module.css'
import { useSetFields } from './use-set-fields.ts'

/** Name, city and country; the last two show where the focus is. */
export function PlaceField({ event }: FieldProps) {
  const set = useSetFields(event)
  const place: Place = event.place ?? { name: '' }
  const change = (part: Partial<Place>) => {
    const next: Place = { ...place, ...part }
    if (!next.city) delete next.city
    if (!next.country) delete next.country
    // A place that has only city and country is named by them.
    if (!next.name) next.name = [next.city, next.country].filter(Boolean).join(', ')
    set({ place: next.name ? next : undefined })
  }
  const part = (name: 'city' | 'country', label: string) => (
    <PlainField
      label={label}
      placeholder={label}
      value={place[name] ?? ''}
      onCommit={(text) => change({ [name]: text })}
    />
  )
  return (
    <div className={classes.whole}>
      <PlainField
        label={t('panel.placeName')}
        placeholder={t('panel.placeName')}
        value={place.name}
        onCommit={(name) => change({ name })}
      />
      <div className={classes.parts}>
        <span className={classes.pair}>
          {part('city', t('panel.city'))}
          {part('country', t('panel.country'))}
        </span>
      </div>
    </div>
  )
}
