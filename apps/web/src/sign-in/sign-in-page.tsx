import { Button } from '@mantine/core'
import { useState } from 'react'
import { type ApiError, api, type Me } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { Failure } from '../ui/failure.tsx'
import { PageFrame } from '../shell/page-frame.tsx'
import { useForm } from '../ui/use-form.ts'
import { followLink } from '../navigation/router.ts'
import { emailProblem } from '../person/account-checks.ts'
import { EmailField, PasswordField } from './account-fields.tsx'
import { goOn } from './joining.ts'
import { useLinkToken } from './link-token.ts'
import { setMe, useMe } from '../person/me-store.ts'
import { OidcButton } from '../person/oidc-button.tsx'
import { oidcErrorInWords } from '../person/oidc-error.ts'
import { safeReturnTo } from '../navigation/return-to.ts'
import { SignInByLink } from './sign-in-by-link.tsx'
import classes from '../ui/form.module.css'

/** `/sign-in`, with `?returnTo=` and, from the university's sign-in, `?error=`; `/sign-in#TOKEN` is a one-time link. */
export default function SignInPage() {
  const token = useLinkToken()
  const me = useMe()
  const [query] = useState(() => new URLSearchParams(location.search))
  const returnTo = safeReturnTo(query.get('returnTo'))
  const error = query.get('error')
  return (
    <PageFrame title={t('signIn.title')} width="form">
      {token !== null ? (
        <SignInByLink token={token} />
      ) : (
        <>
          {error !== null && <Failure error={oidcErrorInWords(error, me?.instance.oidc?.name)} />}
          {me?.person && <Already me={me} />}
          {me?.instance.oidc && (
            <>
              <OidcButton ask={() => api.signInOidc({ returnTo })}>
                {t('signIn.with', { name: me.instance.oidc.name })}
              </OidcButton>
              <p className={classes.or}>{t('signIn.or')}</p>
            </>
          )}
          <PasswordForm returnTo={returnTo} mayFocus={error === null} />
          <div className={classes.aside}>
            <p>{t('signIn.lost')}</p>
            {me?.may.signUp && (
              <p>
                <a href="/sign-up" onClick={followLink}>
                  {t('signIn.toSignUp')}
                </a>
              </p>
            )}
            <p>{t('signIn.byLink')}</p>
          </div>
        </>
      )}
    </PageFrame>
  )
}

function Already({ me: { person } }: { me: Me }) {
  if (!person) return null
  return <p className={classes.text}>{t(person.isGuest ? 'signIn.guest' : 'signIn.already', { name: person.name })}</p>
}

function PasswordForm({ returnTo, mayFocus }: { returnTo: string; mayFocus: boolean }) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { formProps, problems, failure, isBusy } = useForm<'email' | 'password'>({
    check: () => ({
      email: emailProblem(email),
      password: password === '' ? t('form.passwordMissing') : undefined,
    }),
    async submit() {
      setMe(await api.signIn({ email: email.trim(), password }))
      goOn(returnTo)
    },
    fieldOf: ({ code }: ApiError) => (code === 'wrong-password' ? 'password' : null),
  })
  return (
    <form {...formProps} className={classes.form}>
      {failure !== null && <Failure error={failure} />}
      <EmailField autoFocus={mayFocus} value={email} problem={problems.email} onChange={setEmail} />
      <PasswordField value={password} problem={problems.password} onChange={setPassword} />
      <div className={classes.actions}>
        <Button type="submit" loading={isBusy}>
          {t('me.signIn')}
        </Button>
      </div>
    </form>
  )
}
