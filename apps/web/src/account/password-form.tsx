import { Button, Checkbox, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { api, type Person } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { newPasswordProblem } from '../person/account-checks.ts'
import { setMe } from '../person/me-store.ts'
import { Failure } from '../ui/failure.tsx'
import { useForm } from '../ui/use-form.ts'
import { useLoaded } from '../ui/use-loaded.ts'
import forms from '../ui/form.module.css'
import classes from './account.module.css'

interface PasswordFormProps {
  person: Person
  /** Came by a sign-in link just now, so the present password is the one that was lost. */
  mayReplace: boolean
  onKeysEnded: () => void
}

/** Another password, or the first; all other browsers are signed out by it. */
export function PasswordForm({ person, mayReplace, onKeysEnded }: PasswordFormProps) {
  const needsCurrent = person.hasPassword && !mayReplace
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [endsKeys, setEndsKeys] = useState(false)
  const { loaded, reload } = useLoaded(api.keys)
  const keys = person.hasPassword && loaded.phase === 'ready' ? loaded.value.length : 0
  const [said, setSaid] = useState('')
  const { formProps, problems, failure, isBusy } = useForm<'current' | 'next'>({
    check: () => ({
      current: needsCurrent && current === '' ? t('form.passwordMissing') : undefined,
      next: newPasswordProblem(next),
    }),
    async submit() {
      setSaid('')
      setMe(await api.changePassword({ ...(needsCurrent && { current }), next, keys: endsKeys }))
      setCurrent('')
      setNext('')
      setSaid(t(endsKeys ? 'account.passwordChangedKeys' : 'account.passwordChanged'))
      if (!endsKeys) return
      setEndsKeys(false)
      await reload()
      onKeysEnded()
    },
    fieldOf({ code }) {
      if (code === 'wrong-password') return 'current'
      return code.includes('password') ? 'next' : null
    },
  })
  return (
    <form {...formProps} className={`${forms.form} ${classes.narrow}`}>
      <p className={forms.text}>
        {t('account.signInAs', { email: person.email ?? '' })} {passwordHint(person, mayReplace)}
      </p>
      {/* So that a password manager knows whose password it is. */}
      <input
        className="visually-hidden"
        autoComplete="username"
        value={person.email ?? ''}
        readOnly
        aria-hidden
        tabIndex={-1}
      />
      {failure !== null && <Failure error={failure} />}
      {needsCurrent && (
        <PasswordInput
          label={t('account.currentPassword')}
          autoComplete="current-password"
          value={current}
          error={problems.current}
          visibilityToggleButtonProps={{ 'aria-label': t('form.showPassword') }}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
      )}
      <PasswordInput
        label={t('account.newPassword')}
        description={t('form.passwordHint')}
        autoComplete="new-password"
        value={next}
        error={problems.next}
        visibilityToggleButtonProps={{ 'aria-label': t('form.showPassword') }}
        onChange={(event) => setNext(event.currentTarget.value)}
      />
      {keys > 0 && (
        <Checkbox
          label={t('account.endKeys', { count: keys })}
          description={t('account.endKeysHint')}
          checked={endsKeys}
          onChange={(event) => setEndsKeys(event.currentTarget.checked)}
        />
      )}
      <div className={forms.actions}>
        <Button type="submit" variant="default" loading={isBusy}>
          {t(person.hasPassword ? 'account.changePassword' : 'account.setPassword')}
        </Button>
        <span className="quiet" role="status">
          {said}
        </span>
      </div>
    </form>
  )
}

function passwordHint({ hasPassword }: Person, mayReplace: boolean): string {
  if (!hasPassword) return t('account.noPassword')
  return mayReplace ? t('account.mayReplace') : ''
}
