import { patientLazy } from '../ui/patient-lazy.tsx'
import { Popover, UnstyledButton } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { Suspense } from 'react'
import { Hint } from '../ui/hint.tsx'
import { t } from '../i18n/late.ts'
import type { Person } from '../session/presence.ts'
import { useEntries, usePeople } from '../session/session-context.tsx'
import { useWorkspace } from '../view/workspace-context.tsx'
import { Avatar } from '../person/avatar.tsx'
import { whereInWords } from './where-in-words.ts'
import classes from './people.module.css'

const PeopleList = patientLazy(() => import('./people-list.tsx'))

/** At most this many faces; the rest is a number. */
const FACES = 5

/** Who is here: faces in their colours; each names its person and where they are; a click goes there. */
export function PeopleBar() {
  const people = usePeople()
  const others = people.filter((person) => !person.isMe)
  // Readers are not shown to others, and have nothing of their own to change in the list.
  if (people.length === 0) return null
  return (
    <div className={classes.bar} role="group" aria-label={t('people.here', { count: people.length })}>
      {others.slice(0, FACES).map((person) => (
        <Face key={person.clientId} person={person} />
      ))}
      {others.length > FACES && (
        <span className={classes.more}>
          <span aria-hidden>+{others.length - FACES}</span>
          <span className="visually-hidden">{t('people.more', { count: others.length - FACES })}</span>
        </span>
      )}
      <Popover position="bottom-end" shadow="md" trapFocus>
        <Popover.Target>
          <UnstyledButton
            className={`${classes.face} ${classes.all}`}
            aria-label={t('people.here', { count: people.length })}
          >
            <IconUsers size={20} aria-hidden />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <Suspense fallback={t('app.loading')}>
            <PeopleList />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
    </div>
  )
}

function Face({ person }: { person: Person }) {
  const { select } = useWorkspace()
  const events = useEntries('events')
  const where = whereInWords(person, events)
  const { eventId } = person.where
  return (
    <Hint label={where}>
      <UnstyledButton
        className={classes.face}
        aria-label={eventId ? `${where}. ${t('people.go', { name: person.user.name })}` : where}
        onClick={() => eventId && select(eventId)}
      >
        <Avatar user={person.user} />
      </UnstyledButton>
    </Hint>
  )
}
