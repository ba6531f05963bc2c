/** Words for terms that the document carries as codes: severities, fields, relations. An unknown term is shown as it is. */
import { t, type MessageKey } from '../i18n/index.ts'

type Group = 'dateBasis' | 'certainty' | 'field' | 'locatorLabel' | 'severity' | 'relation' | 'relationBack' | 'cslType'

export function term(group: Group, value: string): string {
  const key = `panel.${group}.${value}`
  const words = t(key as MessageKey)
  return words === key ? value.replaceAll('-', ' ') : words
}
