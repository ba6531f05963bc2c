import { LOCATOR_LABELS, textLimit } from '@coeval/chronology'
import { BoundedInput } from '../fields/bounded-input.tsx'
import { term } from '../words/labels.ts'
import { t } from '../i18n/late.ts'
import classes from './sources.module.css'

export interface Locator {
  label?: string
  locator?: string
}

interface Props {
  value: Locator
  onValue: (value: Locator) => void
  autoFocus?: boolean
}

/** The place in a source: page, section, note … and which. */
export function LocatorFields({ value, onValue, autoFocus }: Props) {
  return (
    <div className={classes.formRow}>
      <label>
        {t('panel.pointsAt')}
        <select
          className={classes.input}
          value={value.label ?? 'page'}
          onChange={(event) => onValue({ ...value, label: event.target.value })}
        >
          {[...new Set([...LOCATOR_LABELS, ...(value.label ? [value.label] : [])])].map((label) => (
            <option key={label} value={label}>
              {term('locatorLabel', label)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('panel.pointer')}
        <BoundedInput
          label={t('panel.pointer')}
          className={classes.input}
          value={value.locator ?? ''}
          most={textLimit('citation', 'locator')}
          placeholder="12–14"
          autoFocus={autoFocus}
          onValue={(locator) => onValue({ ...value, locator })}
        />
      </label>
    </div>
  )
}

/** As it is kept: a label only with a locator, of which a page is the default. */
export function tidyLocator({ label, locator }: Locator): Locator {
  const trimmed = locator?.trim() || undefined
  return { label: trimmed ? label || 'page' : undefined, locator: trimmed }
}
