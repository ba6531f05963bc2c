import { Button, TextInput, UnstyledButton } from '@mantine/core'
import { t } from '../i18n/index.ts'
import { saveMe } from '../session/me.ts'
import { useEntries, usePeople, useSession } from '../session/session-context.tsx'
import { useWorkspace } from '../workspace/workspace-context.tsx'
import { Avatar } from './avatar.tsx'
import { setCursorsHidden, useCursorsHidden } from './cursors.ts'
import { whereInWords } from './where-in-words.ts'
import classes from './people.module.css'

/** Everybody who is here with where they are, and my own name to change. */
export function PeopleList() {
  const { people: presence } = useSession()
  const { select } = useWorkspace()
  const people = usePeople()
  const events = useEntries('events')
  const hidden = useCursorsHidden()
  const me = people.find((person) => person.isMe)
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
      {me && (
        <TextInput
          label={t('people.yourName')}
          description={t('people.yourNameHint')}
          defaultValue={me.user.name}
          maxLength={80}
          onChange={(event) => {
            const name = event.currentTarget.value.trim()
            if (!name) return
            const user = { ...me.user, name }
            saveMe(user)
            presence.setUser(user)
          }}
        />
      )}
    </>
  )
}

export default PeopleList
