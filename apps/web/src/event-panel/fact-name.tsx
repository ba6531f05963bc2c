import { type Claim, type FactRef, MAX_ID_LENGTH, shownText } from '@coeval/chronology'
import { formatEdtf, isEdtf } from '@coeval/chronology/edtf'
import { currentLanguage, t } from '../i18n/late.ts'
import { useEntries } from '../session/session-context.tsx'
import { isDateField } from './claims.ts'
import { term } from './labels.ts'

/** "Date", or for a fact of another entry "Number, about the 14th meeting". */
export function FactName({ about, eventId }: { about: FactRef; eventId: string }) {
  const events = useEntries('events')
  const tracks = useEntries('tracks')
  const documents = useEntries('documents')
  const actors = useEntries('actors')
  const field = about.field ? term('field', about.field) : t('panel.field.whole')
  if (about.type === 'event' && about.id === eventId) return <>{field}</>
  if (about.type === 'chronology') {
    return (
      <>
        {field}, {t('panel.aboutChronology')}
      </>
    )
  }
  const id = about.id ?? ''
  const name =
    events.get(id)?.title ??
    tracks.get(id)?.name ??
    documents.get(id)?.title ??
    actors.get(id)?.name ??
    shownText(id, MAX_ID_LENGTH)
  return (
    <>
      {field}, {t('panel.aboutOther', { name })}
    </>
  )
}

/** What the claim says: a date in words. */
export function claimInWords(claim: Claim): string {
  return isDateField(claim.about.field) && isEdtf(claim.value)
    ? formatEdtf(claim.value, currentLanguage())
    : claim.value
}
