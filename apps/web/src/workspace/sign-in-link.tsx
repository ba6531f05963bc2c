import { Button } from '@mantine/core'
import { t } from '../i18n/index.ts'
import { followLink } from '../navigation/router.ts'

/** To the sign-in and back to this page. Somebody who is signed in already may sign in as another person there. */
export function SignInLink({ size }: { size: 'xs' | 'sm' }) {
  const back = `${location.pathname}${location.hash}`
  return (
    <Button component="a" size={size} href={`/sign-in?returnTo=${encodeURIComponent(back)}`} onClick={followLink}>
      {t('sentAway.signIn')}
    </Button>
  )
}
