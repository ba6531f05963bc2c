import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { api, type Person, type SessionInfo } from '../api/client.ts'
import { DialogBoundary } from '../boundary/dialog-boundary.tsx'
import { t } from '../i18n/late.ts'
import { ago } from '../i18n/when.ts'
import { setMe } from '../person/me-store.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Failure } from '../ui/failure.tsx'
import { PageSection } from '../shell/page-frame.tsx'
import { useLoaded } from '../ui/use-loaded.ts'
import { agentInWords } from './agent-in-words.ts'
import rows from '../ui/rows.module.css'

/** The browsers in which this person is signed in, each with a button to sign out. */
export function SessionsSection({ person }: { person: Person }) {
  const { loaded, reload } = useLoaded(api.sessions)
  const [isLeaving, setLeaving] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const end = async ({ id }: SessionInfo) => {
    setFailure(null)
    try {
      await api.endSession(id)
    } catch (error) {
      setFailure(error)
    }
    await reload()
  }
  return (
    <PageSection
      title={t('account.sessions')}
      actions={
        <Button size="xs" variant="default" onClick={() => setLeaving(true)}>
          {t('account.signOutEverywhere')}
        </Button>
      }
    >
      {failure !== null && <Failure error={failure} />}
      {loaded.phase === 'loading' && <p role="status">{t('app.loading')}</p>}
      {loaded.phase === 'failed' && <Failure error={loaded.error} onRetry={() => void reload()} />}
      {loaded.phase === 'ready' && (
        <ul className={rows.list}>
          {loaded.value.map((session) => (
            <li key={session.id} className={rows.row}>
              <div className={rows.what}>
                <span className={rows.name}>{browserOf(session)}</span>
                {session.isThis && <span className={rows.badge}>{t('account.thisBrowser')}</span>}
                <span className={rows.more}>
                  {t('account.lastSeen', { when: ago(session.lastSeenAt) })}
                  {session.address !== null && ` · ${t('account.from', { address: session.address })}`}
                </span>
              </div>
              {!session.isThis && (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t('account.signOutOf', { browser: browserOf(session) })}
                  onClick={() => void end(session)}
                >
                  {t('me.signOut')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {isLeaving && (
        <DialogBoundary onClose={() => setLeaving(false)}>
          <SignOutEverywhere person={person} onClose={() => setLeaving(false)} />
        </DialogBoundary>
      )}
    </PageSection>
  )
}

/** Keys end with it unless somebody wants them to go on: a program that was left somewhere is signed in as well. */
function SignOutEverywhere({ person, onClose }: { person: Person; onClose: () => void }) {
  const keys = useLoaded(api.keys).loaded
  const [endsKeys, setEndsKeys] = useState(true)
  const count = keys.phase === 'ready' ? keys.value.length : 0
  return (
    <ConfirmDialog
      title={t('account.signOutEverywhere')}
      text={t(person.hasPassword ? 'account.signOutEverywhereText' : 'account.signOutEverywhereNoPassword')}
      confirm={t('account.signOutEverywhere')}
      isGrave={!person.hasPassword}
      onClose={onClose}
      onConfirm={async () => setMe(await api.signOut({ everywhere: true, keys: endsKeys }))}
    >
      {count > 0 && (
        <Checkbox
          mb="md"
          label={t('account.endKeys', { count })}
          description={t('account.endKeysHint')}
          checked={endsKeys}
          onChange={(event) => setEndsKeys(event.currentTarget.checked)}
        />
      )}
    </ConfirmDialog>
  )
}

function browserOf({ agent }: SessionInfo): string {
  return agentInWords(agent) ?? t('account.unknownBrowser')
}
