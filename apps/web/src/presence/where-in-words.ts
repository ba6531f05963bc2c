import type { EntryOf } from '@coeval/chronology/ydoc'
import { isMessage, t } from '../i18n/late.ts'
import type { Person } from '../session/presence.ts'

/** "Aigerim: First meeting in Astana, commentary". */
export function whereInWords(person: Person, events: ReadonlyMap<string, EntryOf<'events'>>): string {
  const name = person.isMe ? t('people.you', { name: person.user.name }) : person.user.name
  const { eventId, field } = person.where
  const entry = eventId === undefined ? undefined : events.get(eventId)
  if (!entry) return t('people.nowhere', { name })
  const event = entry.title || t('workspace.untitledEvent')
  const fieldKey = `fields.${field}.inline`
  if (field === undefined || !isMessage(fieldKey)) return t('people.whereEvent', { name, event })
  return t('people.whereField', { name, event, field: t(fieldKey) })
}
