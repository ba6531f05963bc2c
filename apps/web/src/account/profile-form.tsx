import { MAX_NAME_LENGTH } from '@coeval/api/limits'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api, type Person } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { accountFieldOf, nameProblem } from '../person/account-checks.ts'
import { setMe } from '../person/me-store.ts'
import { Failure } from '../ui/failure.tsx'
import { useForm } from '../ui/use-form.ts'
import { Avatar } from '../person/avatar.tsx'
import forms from '../ui/form.module.css'
import classes from './account.module.css'

/** Slots of the palette of people's colours, in its order. */
const COLOURS = [
  'pink',
  'blue',
  'green',
  'purple',
  'orange',
  'teal',
  'violet',
  'red',
  'olive',
  'indigo',
  'brown',
  'seaGreen',
] as const

/** Name and colour, as everybody sees them. */
export function ProfileForm({ person }: { person: Person }) {
  const [name, setName] = useState(person.name)
  const [colour, setColour] = useState(person.colour)
  const [said, setSaid] = useState('')
  const { formProps, problems, failure, isBusy } = useForm<'name'>({
    check: () => ({ name: nameProblem(name) }),
    async submit() {
      setSaid('')
      setMe(await api.changeMe({ name: name.trim(), colour }))
      setSaid(t('account.saved'))
    },
    fieldOf: (error) => (accountFieldOf(error) === 'name' ? 'name' : null),
  })
  return (
    <form {...formProps} className={`${forms.form} ${classes.narrow}`}>
      {failure !== null && <Failure error={failure} />}
      <TextInput
        label={t('form.name')}
        autoComplete="name"
        maxLength={MAX_NAME_LENGTH}
        value={name}
        error={problems.name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <fieldset className={classes.colours}>
        <legend>{t('account.colour')}</legend>
        <div className={classes.swatches}>
          {COLOURS.map((word, slot) => (
            <label key={word} className={classes.swatch} data-person-colour={slot} title={t(`account.colours.${word}`)}>
              <input
                type="radio"
                name="colour"
                className="visually-hidden"
                checked={slot === colour}
                onChange={() => setColour(slot)}
              />
              <span className="visually-hidden">{t(`account.colours.${word}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className={forms.actions}>
        <Avatar user={{ name: name.trim() || person.name, colour }} />
        <Button type="submit" loading={isBusy} disabled={name.trim() === person.name && colour === person.colour}>
          {t('account.save')}
        </Button>
        <span className="quiet" role="status">
          {said}
        </span>
      </div>
    </form>
  )
}
