import { MAX_NAME_LENGTH, PEOPLE_COLOURS } from '@coeval/api/limits'
import { Button, TextInput, UnstyledButton } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api, type ChangeMe } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { setMe, useMe } from '../person/me-store.ts'
import classes from './people.module.css'

/** Under which name and in which colour the others see me: the server keeps it, and tells them. */
export function MyName() {
  const me = useMe()
  const [name, setName] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  if (!me?.person) return null
  const { person } = me
  const isNew = name !== null && name.trim() !== '' && name.trim() !== person.name
  const change = async (wish: ChangeMe) => {
    try {
      setMe(await api.changeMe(wish))
      setFailure(null)
      if (wish.name !== undefined) setName(null)
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
    }
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (isNew) void change({ name: name.trim() })
  }
  return (
    <form onSubmit={onSubmit}>
      <TextInput
        label={t('people.yourName')}
        description={t('people.yourNameHint')}
        value={name ?? person.name}
        error={failure}
        maxLength={MAX_NAME_LENGTH}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {isNew && (
        <Button type="submit" size="xs" mt={8}>
          {t('people.saveName')}
        </Button>
      )}
      <div className={classes.colours} role="group" aria-label={t('people.yourColour')}>
        {Array.from({ length: PEOPLE_COLOURS }, (_, slot) => (
          <UnstyledButton
            key={slot}
            className={classes.colour}
            data-person-colour={slot}
            aria-label={t('workspace.colourSlot', { number: slot + 1 })}
            aria-pressed={slot === person.colour}
            onClick={() => void change({ colour: slot })}
          />
        ))}
      </div>
    </form>
  )
}
