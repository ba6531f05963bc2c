import { useEffect, useState } from 'react'
import { instanceAuditCsvAddress } from '../api/addresses.ts'
import { api } from '../api/client.ts'
import { AuditLog } from '../audit/audit-log.tsx'
import { t } from '../i18n/late.ts'
import { loadMe, useMe } from '../person/me-store.ts'
import { Failure } from '../ui/failure.tsx'
import { PageFrame, PageSection } from '../shell/page-frame.tsx'
import { useLoaded } from '../ui/use-loaded.ts'
import { followLink } from '../navigation/router.ts'
import { ChronologiesSection } from './chronologies-section.tsx'
import { HealthSection } from './health-section.tsx'
import { PeopleSection } from './people-section.tsx'
import { ProgramKeysSection } from './program-keys-section.tsx'
import type { SectionProps } from './section-props.ts'
import { SignUpSection } from './sign-up-section.tsx'
import classes from '../ui/form.module.css'

/** `/instance`: for the server's administrator. */
export function InstancePage() {
  const me = useMe()
  const [failure, setFailure] = useState<unknown>(null)
  useEffect(() => {
    loadMe().catch(setFailure)
  }, [])
  return (
    <PageFrame title={t('instance.title')} width="wide">
      {me === null && (failure === null ? <p role="status">{t('app.loading')}</p> : <Failure error={failure} />)}
      {me && !me.person?.isOwner && <NotForYou isSignedIn={me.person !== null} />}
      {me?.person?.isOwner && <Sections myId={me.person.id} />}
    </PageFrame>
  )
}

function NotForYou({ isSignedIn }: { isSignedIn: boolean }) {
  return (
    <p className={classes.text}>
      {t(isSignedIn ? 'instance.notOwner' : 'instance.nobody')}{' '}
      {!isSignedIn && (
        <a href="/sign-in?returnTo=/instance" onClick={followLink}>
          {t('me.signIn')}
        </a>
      )}
    </p>
  )
}

function Sections({ myId }: { myId: string }) {
  const { loaded, reload, setValue } = useLoaded(api.instance)
  if (loaded.phase === 'loading') return <p role="status">{t('app.loading')}</p>
  if (loaded.phase === 'failed') return <Failure error={loaded.error} onRetry={() => void reload()} />
  const props: SectionProps = { instance: loaded.value, onChange: setValue, onReload: reload }
  return (
    <>
      <HealthSection {...props} />
      <SignUpSection {...props} />
      <PeopleSection {...props} myId={myId} />
      <ChronologiesSection {...props} />
      <ProgramKeysSection {...props} />
      <PageSection title={t('audit.title')} intro={t('audit.intro')}>
        <AuditLog load={api.instanceAudit} csvAddress={instanceAuditCsvAddress()} />
      </PageSection>
    </>
  )
}

export default InstancePage
