import { Button, UnstyledButton } from '@mantine/core'
import { t } from '../i18n/late.ts'
import { useEntries, usePeople, useSession } from '../session/session-context.tsx'
import { useHere } from './use-here.ts'
import { MyName } from './my-name.tsx'
import { useWorkspace } from '../view/workspace-context.tsx'
import { Avatar } from '../person/avatar.tsx'
import { setCursorsHidden, useCursorsHidden } from './cursors.ts'
import { whereInWords } from './where-in-words.ts'
import classes from './people.module.css'

/** Everybody who is here with where they are, and my own name and colour to change. */
export default function PeopleList() {
  const { select } = useWorkspace()
  const people = usePeople()
  const events = useEntries('events')
  const hidden = useCursorsHidden()
  const isHere = people.some((person) => person.isMe)
  return (
    <>
      <ul className={classes.list}>
        {people.map((person) => (
          <li key={person.clientId}>
            <UnstyledButton
              className={classes.person}
              disabled={person.isMe || person.where.eventId === undefined}
              onClick={() => select(person.where.eventId)}
            >
              <Avatar user={person.user} />
              {whereInWords(person, events)}
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <Button
        className={classes.cursors}
        size="xs"
        variant="default"
        fullWidth
        onClick={() => setCursorsHidden(!hidden)}
      >
        {t(hidden ? 'people.showCursors' : 'people.hideCursors')}
      </Button>
      {isHere && <Readers />}
      {isHere && <MyName />}
    </>
  )
}

/** Readers have no face here: they are counted, and writers see the number. */
function Readers() {
  const { id } = useSession()
  const { here } = useHere(id)
  if (!here) return null
  return (
    <p className={classes.readers}>
      {here.readers === 0 ? t('share.noReaders') : t('share.readers', { count: here.readers })}
    </p>
  )
}
