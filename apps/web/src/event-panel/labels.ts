/** Words for terms that the document carries as codes: severities, fields, relations. An unknown term is shown as it is. */
import { MAX_TERM_LENGTH, shownText } from '@coeval/chronology'
import { isMessage, t } from '../i18n/late.ts'

type Group = 'dateBasis' | 'certainty' | 'field' | 'locatorLabel' | 'severity' | 'relation' | 'relationBack' | 'cslType'

export function term(group: Group, value: string): string {
  const key = `panel.${group}.${value}`
  return isMessage(key) ? t(key) : shownText(value.replaceAll('-', ' '), MAX_TERM_LENGTH)
}
