/** Words for terms that the document carries as codes: severities, fields, relations. An unknown term is shown as it is. */
import { CERTAINTIES, type ChronologyEvent, MAX_TERM_LENGTH, type Relation, shownText } from '@coeval/chronology'
import { isMessage, t } from '../i18n/late.ts'

type Group = 'dateBasis' | 'certainty' | 'field' | 'locatorLabel' | 'severity' | 'relation' | 'relationBack' | 'cslType'

/** "Address" for "URL", and for a field that nobody has named here its key as words: "narrowerDate" is "Narrower date". */
export function fieldInWords(field: string): string {
  if (isMessage(`fields.${field}.name`)) return term('field', field)
  const words = shownText(field, MAX_TERM_LENGTH)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/[-_\s]+/g, ' ')
    .trim()
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export type Ordinal = NonNullable<ChronologyEvent['ordinal']>

/** "2 (stated)", "2 in the series “informal” (stated)". */
export function ordinalInWords(ordinal: Ordinal): string {
  const values = { number: ordinal.value, status: ordinal.status }
  const { series } = ordinal
  return series
    ? t('panel.ordinalInSeries', { ...values, series: shownText(series, MAX_TERM_LENGTH) })
    : t('panel.ordinalWords', values)
}

/** "part of", "includes" from the other end, "part of (inferred)". What is stated, or not said, needs no word. */
export function relationInWords({ type, certainty }: Relation, isOutward: boolean): string {
  const words = term(isOutward ? 'relation' : 'relationBack', type)
  if (certainty === 'stated' || !CERTAINTIES.some((known) => known === certainty)) return words
  return t('panel.relationWithCertainty', { words, certainty: term('certainty', certainty as string) })
}

export function term(group: Group, value: string): string {
  const key = group === 'field' ? `fields.${value}.name` : `panel.${group}.${value}`
  return isMessage(key) ? t(key) : shownText(value.replaceAll('-', ' '), MAX_TERM_LENGTH)
}
