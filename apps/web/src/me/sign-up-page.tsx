import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api, type Me } from '../api.ts'
import { t } from '../i18n/index.ts'
import { Failure } from '../page/failure.tsx'
import { PageFrame } from '../page/page-frame.tsx'
import { useForm } from '../page/use-form.ts'
import { followLink, replaceAddress } from '../router.ts'
import {
  type AccountField,
  accountFieldOf,
  emailProblem,
  MAX_NAME_LENGTH,
  nameProblem,
  newPasswordProblem,
} from './account-checks.ts'
import { forgetLinkToken, useLinkToken } from './link-token.ts'
import { setMe, useMe } from './me-store.ts'
import { safeReturnTo } from './return-to.ts'
import classes from '../page/form.module.css'

/** `/sign-up`, `/sign-up#TOKEN` by invitation. Also where a guest, or an owner with a name only, gets an account. */
export function SignUpPage() {
  const me = useMe()
  const token = useLinkToken()
  const hasAccount = me?.person?.email != null
  const title = t(me?.person && !hasAccount ? 'signUp.become' : 'signUp.title')
  return (
    <PageFrame title={title} width="form">
      {me === null ? (
        <p role="status">{t('app.loading')}</p>
      ) : (
        <Content me={me} token={token} hasAccount={hasAccount} />
      )}
    </PageFrame>
  )
}

function Content({ me, token, hasAccount }: { me: Me; token: string | null; hasAccount: boolean }) {
  if (hasAccount) {
    return (
      <>
        <p className={classes.text}>{t('signUp.already', { name: me.person?.name ?? '' })}</p>
        <Button component="a" href="/account" variant="default" onClick={followLink}>
          {t('me.account')}
        </Button>
      </>
    )
  }
  if (!me.may.signUp && token === null) {
    return (
      <>
        <p className={classes.text}>{t('signUp.byInvitation')}</p>
        <Button component="a" href="/sign-in" variant="default" onClick={followLink}>
          {t('me.signIn')}
        </Button>
      </>
    )
  }
  return <SignUpForm me={me} token={token} />
}

function SignUpForm({ me: { person }, token }: { me: Me; token: string | null }) {
  const [name, setName] = useState(person?.choseName ? person.name : '')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { formProps, problems, failure, isBusy } = useForm<AccountField>({
    check: () => ({
      name: nameProblem(name),
      email: emailProblem(email),
      password: newPasswordProblem(password),
    }),
    async submit() {
      const invitation = token === null ? {} : { invitation: token }
      const me = await api.signUp({ name: name.trim(), email: email.trim(), password, ...invitation })
      const returnTo = safeReturnTo(new URLSearchParams(location.search).get('returnTo'))
      replaceAddress(returnTo)
      setMe(me)
      forgetLinkToken()
    },
    fieldOf: accountFieldOf,
  })
  return (
    <>
      <form {...formProps} className={classes.form}>
        {person && (
          <p className={classes.text}>
            {t(person.isGuest ? 'signUp.keepsWriting' : 'signUp.keepsAll', { name: person.name })}
          </p>
        )}
        {failure !== null && <Failure error={failure} />}
        <TextInput
          autoFocus
          label={t('form.name')}
          description={t('form.nameHint')}
          autoComplete="name"
          maxLength={MAX_NAME_LENGTH}
          value={name}
          error={problems.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('form.email')}
          description={t('form.emailHint')}
          type="email"
          autoComplete="username"
          value={email}
          error={problems.email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('form.newPassword')}
          description={t('form.passwordHint')}
          autoComplete="new-password"
          value={password}
          error={problems.password}
          visibilityToggleButtonProps={{ 'aria-label': t('form.showPassword') }}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <div className={classes.actions}>
          <Button type="submit" loading={isBusy}>
            {t('signUp.submit')}
          </Button>
        </div>
      </form>
      <p className={classes.aside}>
        <a href="/sign-in" onClick={followLink}>
          {t('signUp.toSignIn')}
        </a>
      </p>
    </>
  )
}

export default SignUpPage
