import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { DateField } from '../../fields/date-field.tsx'
import type { FieldProps } from '../../fields/field-row.tsx'
import { t } from '../../i18n/late.ts'
import { FieldPeople } from '../../presence/field-people.tsx'
import { useAsOf } from '../../session/use-as-of.ts'
import { Note } from '../../ui/note.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { datesInWords, endsBeforeItBegins } from '../../words/dates-in-words.ts'
import classes from '../event-dates.module.css'
import { useSetFields } from './use-set-fields.ts'

/** The date in words as a reader takes it in, its EDTF text beside it in small type, and the end where there is one. */
export function DatesField({ event }: FieldProps) {
  const set = useSetFields(event)
  const asOf = useAsOf()
  const [withEnd, setWithEnd] = useState(false)
  const showsEnd = withEnd || event.endDate !== undefined
  return (
    <div className={classes.dates}>
      <p className={classes.words}>{datesInWords(event, asOf)}</p>
      <div className={classes.texts}>
        <div data-field="date">
          <DateField
            label={t('panel.dateText')}
            value={event.date}
            emptyHint={t('panel.emptyDate')}
            onCommit={(date) => set({ date })}
          />
          <FieldPeople eventId={event.id} field="date" />
        </div>
        {showsEnd ? (
          <div data-field="endDate">
            <span className={classes.endLabel}>{t('fields.endDate.label')}</span>
            <DateField
              label={t('panel.endText')}
              value={event.endDate ?? ''}
              emptyHint={t('panel.emptyEnd')}
              autoFocus={withEnd}
              onCommit={(endDate) => {
                set({ endDate: endDate || undefined })
                setWithEnd(false)
              }}
            />
            <FieldPeople eventId={event.id} field="endDate" />
          </div>
        ) : (
          <TextButton
            className={classes.addEnd}
            leftSection={<IconPlus size={13} aria-hidden />}
            onClick={() => setWithEnd(true)}
          >
            {t('fields.endDate.label')}
          </TextButton>
        )}
      </div>
      {endsBeforeItBegins(event) && <Note tone="problem">{t('panel.endBeforeStart')}</Note>}
    </div>
  )
}
