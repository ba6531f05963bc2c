import { CERTAINTIES, type Claim, DATE_BASES, EVENT_KINDS, type FactRef } from '@coeval/chronology'
import { isEdtf } from '@coeval/chronology/edtf'
import { t } from '../i18n/late.ts'
import { kindInWords } from '../words/kind-in-words.ts'
import { useEntries } from '../session/session-context.tsx'
import { formatSourceShort } from '../sources/format-source.ts'
import { isDateField } from './group-claims.ts'
import { dateInWords } from '../words/dates-in-words.ts'
import { fieldInWords, term } from '../words/labels.ts'

/** "Date", or for a fact of another entry "Number of “The 14th meeting”". Never an id or a key. */
export function FactName({ about, eventId }: { about: FactRef; eventId: string }) {
  const name = useNameOf(about)
  const isOwn = about.type === 'event' && about.id === eventId
  if (!about.field) return <>{isOwn ? t('fields.whole.name') : name}</>
  const field = fieldInWords(about.field)
  return <>{isOwn ? field : t('panel.factOf', { field, name })}</>
}

function useNameOf({ type, id = '' }: FactRef): string {
  const events = useEntries('events')
  const tracks = useEntries('tracks')
  const documents = useEntries('documents')
  const actors = useEntries('actors')
  const sources = useEntries('sources')
  const quoted = (text: string | undefined) => text && t('panel.quoted', { text })
  const source = sources.get(id)
  const names: Record<FactRef['type'], string | undefined> = {
    event: quoted(events.get(id)?.title),
    track: tracks.get(id)?.name,
    document: quoted(documents.get(id)?.title),
    source: source && formatSourceShort(source),
    actor: actors.get(id)?.name,
    chronology: t('panel.theChronology'),
  }
  // A type that this version does not know may stand in the document.
  return (Object.hasOwn(names, type) ? names[type] : undefined) || t('panel.entryGone')
}

/** Terms of the document that have words of their own. */
const TERMS: Readonly<Record<string, readonly string[]>> = { certainty: CERTAINTIES, dateBasis: DATE_BASES }

/** What the claim says: a date or a term in words. `asOf`: the date up to which the chronology speaks. */
export function claimInWords(
  { about: { type, field = '' }, value }: Pick<Claim, 'about' | 'value'>,
  asOf: string | undefined,
): string {
  if (isDateField(field) && isEdtf(value)) return dateInWords(value, asOf)
  if (type !== 'event') return value
  if (field === 'kind' && (EVENT_KINDS as readonly string[]).includes(value)) return kindInWords(value)
  const terms = Object.hasOwn(TERMS, field) ? TERMS[field] : undefined
  return terms?.includes(value) ? term(field as 'certainty' | 'dateBasis', value) : value
}
