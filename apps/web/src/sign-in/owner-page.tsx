import { Button } from '@mantine/core'
import { useState } from 'react'
import { ApiError, api } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { Failure } from '../ui/failure.tsx'
import { PageFrame } from '../shell/page-frame.tsx'
import { useForm } from '../ui/use-form.ts'
import { WithCode } from '../ui/with-code.tsx'
import { replaceAddress } from '../navigation/browser-history.ts'
import { chronologyPath, followLink } from '../navigation/router.ts'
import {
  type AccountField,
  accountFieldOf,
  emailProblem,
  nameProblem,
  newPasswordProblem,
} from '../person/account-checks.ts'
import { EmailField, NameField, PasswordField } from './account-fields.tsx'
import { forgetLinkToken, useLinkToken } from './link-token.ts'
import { setMe, useMe } from '../person/me-store.ts'
import classes from '../ui/form.module.css'

/** `/owner#TOKEN`: the person who started the server becomes the owner of the instance, with just a name. */
export function OwnerPage() {
  const token = useLinkToken()
  const [isDead, setDead] = useState(false)
  const me = useMe()
  if (token !== null && !isDead) {
    return (
      <PageFrame title={t('owner.claim')} width="form">
        <ClaimForm token={token} onDead={() => setDead(true)} />
      </PageFrame>
    )
  }
  const text = isDead ? t('owner.dead') : t(me?.instance.hasOwner ? 'owner.taken' : 'owner.noToken')
  return (
    <PageFrame title={t('owner.title')} width="form">
      <div role={isDead ? 'alert' : undefined}>
        <p className={classes.text}>
          <WithCode text={text} />
        </p>
      </div>
      <div className={classes.actions}>
        <Button component="a" href="/sign-in" variant="default" onClick={followLink}>
          {t('me.signIn')}
        </Button>
        <Button component="a" href="/" variant="default" onClick={followLink}>
          {t('app.back')}
        </Button>
      </div>
    </PageFrame>
  )
}

function ClaimForm({ token, onDead }: { token: string; onDead: () => void }) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const wantsAccount = email.trim() !== '' || password !== ''
  const { formProps, problems, failure, isBusy } = useForm<AccountField>({
    check: () => ({
      name: nameProblem(name),
      email: wantsAccount ? emailProblem(email) : undefined,
      password: wantsAccount ? newPasswordProblem(password) : undefined,
    }),
    async submit() {
      try {
        const account = wantsAccount ? { email: email.trim(), password } : {}
        const { chronology, me } = await api.claimInstance({ token, name: name.trim(), ...account })
        setMe(me)
        replaceAddress(chronologyPath(chronology))
        forgetLinkToken()
      } catch (error) {
        if (error instanceof ApiError && (error.status === 404 || error.status === 410)) onDead()
        else throw error
      }
    },
    fieldOf: accountFieldOf,
  })
  return (
    <form {...formProps} className={classes.form}>
      <p className={classes.text}>{t('owner.intro')}</p>
      {failure !== null && <Failure error={failure} />}
      <NameField value={name} problem={problems.name} onChange={setName} />
      <details className={classes.fold}>
        <summary>{t('owner.elsewhere')}</summary>
        <div className={classes.form}>
          <p className={classes.hint}>
            <WithCode text={t('owner.elsewhereHint')} />
          </p>
          <EmailField value={email} problem={problems.email} onChange={setEmail} />
          <PasswordField isNew value={password} problem={problems.password} onChange={setPassword} />
        </div>
      </details>
      <div className={classes.actions}>
        <Button type="submit" loading={isBusy}>
          {t('owner.submit')}
        </Button>
      </div>
    </form>
  )
}

export default OwnerPage
