import { Button } from '@mantine/core'
import { ApiError, api } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { Failure } from '../ui/failure.tsx'
import { replaceAddress } from '../navigation/browser-history.ts'
import { forgetLinkToken } from './link-token.ts'
import { setMe } from '../person/me-store.ts'
import { useAttempt } from '../ui/use-attempt.ts'
import classes from '../ui/form.module.css'

/**
 * The link works once, so it waits for a click: a mail program that opens links to look at them must not use it up. Leads
 * to the account, for a new password.
 */
export function SignInByLink({ token }: { token: string }) {
  const { isBusy, failure, attempt } = useAttempt()
  const isDead = failure instanceof ApiError && (failure.status === 404 || failure.status === 410)
  const use = () =>
    attempt(async () => {
      setMe(await api.signInByLink({ token }))
      replaceAddress('/account')
      forgetLinkToken()
    })
  return (
    <>
      {failure === null && <p className={classes.text}>{t('signIn.linkText')}</p>}
      {failure !== null && <Failure error={isDead ? t('signIn.linkDead') : failure} />}
      <div className={classes.actions}>
        {isDead ? (
          <Button variant="default" onClick={forgetLinkToken}>
            {t('signIn.withPassword')}
          </Button>
        ) : (
          <Button autoFocus loading={isBusy} onClick={() => void use()}>
            {t('me.signIn')}
          </Button>
        )}
      </div>
    </>
  )
}
