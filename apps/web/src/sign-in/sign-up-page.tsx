import { Button } from '@mantine/core'
import { useState } from 'react'
import { api, type Me } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { Failure } from '../ui/failure.tsx'
import { PageFrame } from '../shell/page-frame.tsx'
import { useForm } from '../ui/use-form.ts'
import { followLink } from '../navigation/router.ts'
import {
  type AccountField,
  accountFieldOf,
  emailProblem,
  nameProblem,
  newPasswordProblem,
} from '../person/account-checks.ts'
import { EmailField, NameField, PasswordField } from './account-fields.tsx'
import { goOn, heldLink } from './joining.ts'
import { forgetLinkToken, useLinkToken } from './link-token.ts'
import { setMe, useMe } from '../person/me-store.ts'
import { safeReturnTo } from '../navigation/return-to.ts'
import classes from '../ui/form.module.css'

/** `/sign-up`, `/sign-up#TOKEN` by invitation. Also where a guest, or an owner with a name only, gets an account. */
export default function SignUpPage() {
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
  if (!me.may.signUp && token === null && heldLink() === null) {
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
  // A personal link brought them: it makes the account with its e-mail, and lets that in.
  const [link] = useState(heldLink)
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
      const invitation = token === null ? (link === null ? {} : { link }) : { invitation: token }
      const me = await api.signUp({ name: name.trim(), email: email.trim(), password, ...invitation })
      const returnTo = safeReturnTo(new URLSearchParams(location.search).get('returnTo'))
      setMe(me)
      goOn(returnTo)
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
        <NameField value={name} problem={problems.name} onChange={setName} />
        <EmailField
          hint={t(link === null ? 'form.emailHint' : 'invited.emailHint')}
          value={email}
          problem={problems.email}
          onChange={setEmail}
        />
        <PasswordField isNew value={password} problem={problems.password} onChange={setPassword} />
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
