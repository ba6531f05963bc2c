import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api, type Me, type Person } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { loadMe, useMe } from '../person/me-store.ts'
import { OidcButton } from '../person/oidc-button.tsx'
import { oidcErrorInWords } from '../person/oidc-error.ts'
import { signInPath } from '../navigation/sign-in-path.ts'
import { Failure } from '../ui/failure.tsx'
import { PageFrame, PageSection } from '../shell/page-frame.tsx'
import { followLink } from '../navigation/router.ts'
import { KeysSection } from './keys-section.tsx'
import { PasswordForm } from './password-form.tsx'
import { ProfileForm } from './profile-form.tsx'
import { SessionsSection } from './sessions-section.tsx'
import classes from '../ui/form.module.css'

/** `/account`: under which name one appears, how one signs in, and what else may act for one. */
export default function AccountPage() {
  const me = useMe()
  const [failure, setFailure] = useState<unknown>(null)
  useEffect(() => {
    loadMe().catch(setFailure)
  }, [])
  return (
    <PageFrame title={t('account.title')}>
      {me === null && failure === null && <p role="status">{t('app.loading')}</p>}
      {me === null && failure !== null && <Failure error={failure} />}
      {me && !me.person && <Nobody />}
      {me?.person && <Account me={me} person={me.person} />}
    </PageFrame>
  )
}

function Nobody() {
  return (
    <>
      <p className={classes.text}>{t('account.nobody')}</p>
      <Button component="a" href={signInPath('/account')} onClick={followLink}>
        {t('me.signIn')}
      </Button>
    </>
  )
}

function Account({ me, person }: { me: Me; person: Person }) {
  const { oidc } = me.instance
  const [keysEnded, setKeysEnded] = useState(0)
  const [oidcError] = useState(() => new URLSearchParams(location.search).get('error'))
  return (
    <>
      <PageSection title={t('account.profile')} intro={t('account.profileHint')}>
        <ProfileForm key={person.id} person={person} />
      </PageSection>
      <PageSection title={t('account.signIn')}>
        {oidcError !== null && <Failure error={oidcErrorInWords(oidcError, oidc?.name)} />}
        {person.email === null ? (
          <BecomeAccount me={me} person={person} />
        ) : (
          <PasswordForm
            person={person}
            mayReplace={me.session?.mayReplacePassword ?? false}
            onKeysEnded={() => setKeysEnded((count) => count + 1)}
          />
        )}
        {person.email !== null && oidc && (
          <div className={classes.aside}>
            <p>{t('account.connectHint', { name: oidc.name })}</p>
            <OidcButton variant="default" ask={api.connectOidc}>
              {t('account.connect', { name: oidc.name })}
            </OidcButton>
          </div>
        )}
      </PageSection>
      <SessionsSection person={person} />
      {!person.isGuest && <KeysSection key={keysEnded} />}
    </>
  )
}

/** A guest is known by their browser alone; so is an owner who gave only a name. */
function BecomeAccount({ me, person }: { me: Me; person: Person }) {
  const may = me.may.signUp || person.isOwner
  return (
    <>
      <p className={classes.text}>
        {t(person.isGuest ? 'account.guest' : 'account.nameOnly', { name: person.name })}{' '}
        {!may && t('account.guestByInvitation')}
      </p>
      {may && (
        <Button component="a" href="/sign-up?returnTo=/account" onClick={followLink}>
          {t('me.becomeAccount')}
        </Button>
      )}
    </>
  )
}
