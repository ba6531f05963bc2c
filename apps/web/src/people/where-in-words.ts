import type { EntryOf } from '@coeval/chronology/ydoc'
import { type MessageKey, t } from '../i18n/index.ts'
import english from '../i18n/messages/en.json'
import type { Person } from '../session/people.ts'

const FIELDS = new Set(Object.keys(english.people.field))

/** "Aigerim: First meeting in Astana, commentary". */
export function whereInWords(person: Person, events: ReadonlyMap<string, EntryOf<'events'>>): string {
  const name = person.isMe ? t('people.you', { name: person.user.name }) : person.user.name
  const { eventId, field } = person.where
  const entry = eventId === undefined ? undefined : events.get(eventId)
  if (!entry) return t('people.nowhere', { name })
  const event = entry.title || t('workspace.untitledEvent')
  if (field === undefined || !FIELDS.has(field)) return t('people.whereEvent', { name, event })
  return t('people.whereField', { name, event, field: t(`people.field.${field}` as MessageKey) })
}
