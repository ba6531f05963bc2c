import { MAX_EDTF_LENGTH, shownText } from '@coeval/chronology'
import type { FieldProps } from '../../fields/field-row.tsx'
import { t } from '../../i18n/late.ts'
import { FieldPeople } from '../../presence/field-people.tsx'
import { useAsOf } from '../../session/use-as-of.ts'
import { Note } from '../../ui/note.tsx'
import { datesInWords, endsBeforeItBegins } from '../../words/dates-in-words.ts'
import classes from '../event-dates.module.css'

/** The date in words, its EDTF text in small type beside it. */
export function DatesView({ event }: FieldProps) {
  const shown = (date = '') => shownText(date, MAX_EDTF_LENGTH)
  const asOf = useAsOf()
  const edtf = [shown(event.date), shown(event.endDate)].filter(Boolean).join(' – ')
  const words = datesInWords(event, asOf)
  return (
    <div className={classes.dates}>
      <p className={classes.words}>
        {words}
        <FieldPeople eventId={event.id} field="date" />
      </p>
      {edtf && edtf !== words && (
        <p className={classes.edtf}>
          <span className="visually-hidden">{t('panel.dateText')}: </span>
          {edtf}
        </p>
      )}
      {endsBeforeItBegins(event) && <Note tone="problem">{t('panel.endBeforeStart')}</Note>}
    </div>
  )
}
