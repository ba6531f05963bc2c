import { usePeople } from '../session/session-context.tsx'
import { t } from '../i18n/late.ts'
import { Avatar } from '../person/avatar.tsx'
import classes from './field-people.module.css'

/** Rings with the initials of the colleagues who are in this field of this event. */
export function FieldPeople({ eventId, field }: { eventId: string | undefined; field: string }) {
  const here = usePeople().filter(
    (person) => !person.isMe && person.where.eventId === eventId && person.where.field === field,
  )
  if (here.length === 0) return null
  return (
    <span className={classes.people}>
      {here.slice(0, 3).map(({ clientId, user }) => {
        const label = t('panel.personHere', { name: user.name })
        return (
          <span key={clientId} role="img" aria-label={label} title={label} className={classes.person}>
            <Avatar user={user} size="sm" />
          </span>
        )
      })}
    </span>
  )
}
