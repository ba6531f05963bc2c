import { patientLazy } from '../ui/patient-lazy.tsx'
import { Button } from '@mantine/core'
import { Suspense, useCallback, useEffect, useState } from 'react'
import { api, type ChronologyInfo, type Me } from '../api/client.ts'
import { DialogBoundary } from '../boundary/dialog-boundary.tsx'
import { t } from '../i18n/late.ts'
import { useMe } from '../person/me-store.ts'
import { PersonMenu } from '../shell/person-menu.tsx'
import { ExportProgress } from '../transfer/export-progress.tsx'
import { usePersonChange } from '../person/use-person-change.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Failure } from '../ui/failure.tsx'
import { useAttempt } from '../ui/use-attempt.ts'
import { useLoaded } from '../ui/use-loaded.ts'
import { WithCode } from '../ui/with-code.tsx'
import { navigate } from '../navigation/browser-history.ts'
import { chronologyPath, followLink } from '../navigation/router.ts'
import { ChronologyRow, titleOf, Trash } from './chronology-rows.tsx'
import classes from './home-page.module.css'

const ImportDialog = patientLazy(() => import('../transfer/import-dialog.tsx'))
const LeaveDialog = patientLazy(() => import('../ui/leave-dialog.tsx'))
const TitleDialog = patientLazy(() => import('./title-dialog.tsx'))

type Dialog =
  | { kind: 'create' }
  | { kind: 'rename'; chronology: ChronologyInfo }
  | { kind: 'remove'; chronology: ChronologyInfo }
  | { kind: 'leave'; chronology: ChronologyInfo }
  | { kind: 'import' }
  | null

/** The chronologies that this person may open; without a session, the ways to sign in. */
export function HomePage() {
  const me = useMe()
  const { loaded, reload } = useLoaded(api.chronologies)
  const { failure, attempt } = useAttempt()
  const [said, setSaid] = useState('')
  const [dialog, setDialog] = useState<Dialog>(null)
  useEffect(() => {
    document.title = t('app.name')
  }, [])
  usePersonChange(useCallback(() => void reload(), [reload]))

  const setTrashed = async (chronology: ChronologyInfo, trashed: boolean) => {
    const isDone = await attempt(async () => void (await api.trash(chronology.id, trashed)))
    if (isDone) setSaid(t(trashed ? 'home.movedToTrash' : 'home.putBack', { title: titleOf(chronology) }))
    await reload()
  }
  const all = loaded.phase === 'ready' ? loaded.value : []
  const live = all.filter((chronology) => !chronology.trashedAt)
  const trashed = all.filter((chronology) => chronology.trashedAt)

  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <div className={classes.name}>
          <h1>{t('app.name')}</h1>
          <p className="quiet">{t('app.tagline')}</p>
        </div>
        {me?.may.createChronologies && (
          <div className={classes.actions}>
            <Button variant="default" onClick={() => setDialog({ kind: 'import' })}>
              {t('home.import')}
            </Button>
            <Button onClick={() => setDialog({ kind: 'create' })}>{t('home.create')}</Button>
          </div>
        )}
        <div className={classes.me}>
          <PersonMenu />
        </div>
      </header>
      <main>
        {me && <WaysIn me={me} />}
        <ExportProgress />
        {failure !== null && <Failure error={failure} />}
        {loaded.phase === 'failed' && <ListFailure error={loaded.error} onRetry={() => void reload()} />}
        <p className="visually-hidden" role="status">
          {said}
        </p>
        {loaded.phase === 'loading' && <p role="status">{t('app.loading')}</p>}
        {me && !me.person && live.length > 0 && <h2 className={classes.heading}>{t('home.public')}</h2>}
        {me && loaded.phase === 'ready' && live.length === 0 && <p className="quiet">{t(emptyKey(me))}</p>}
        {live.length > 0 && (
          <ul className={classes.list} aria-label={t('home.title')}>
            {live.map((chronology) => (
              <ChronologyRow
                key={chronology.id}
                chronology={chronology}
                actions={{
                  onRename: () => setDialog({ kind: 'rename', chronology }),
                  onTrash: () => void setTrashed(chronology, true),
                  onLeave: () => setDialog({ kind: 'leave', chronology }),
                }}
              />
            ))}
          </ul>
        )}
        {trashed.length > 0 && (
          <Trash
            chronologies={trashed}
            onRestore={(chronology) => void setTrashed(chronology, false)}
            onRemove={(chronology) => setDialog({ kind: 'remove', chronology })}
          />
        )}
      </main>
      <footer className={classes.footer}>
        <a href="/checkup" onClick={followLink}>
          {t('home.trouble')}
        </a>
      </footer>
      <Suspense fallback={null}>
        {dialog && (
          <DialogBoundary key={dialog.kind} onClose={() => setDialog(null)}>
            {dialog.kind === 'create' && (
              <TitleDialog
                heading={t('home.create')}
                submit={t('home.createSubmit')}
                onClose={() => setDialog(null)}
                onTitle={async (title) => navigate(chronologyPath((await api.create(title)).id))}
              />
            )}
            {dialog.kind === 'rename' && (
              <TitleDialog
                heading={t('home.rename')}
                submit={t('home.renameSubmit')}
                title={dialog.chronology.title}
                onClose={() => setDialog(null)}
                onTitle={async (title) => {
                  await api.rename(dialog.chronology.id, title)
                  setDialog(null)
                  await reload()
                }}
              />
            )}
            {dialog.kind === 'import' && (
              <ImportDialog onClose={() => setDialog(null)} onCreated={(id) => navigate(chronologyPath(id))} />
            )}
            {dialog.kind === 'leave' && (
              <LeaveDialog
                id={dialog.chronology.id}
                title={titleOf(dialog.chronology)}
                onClose={() => setDialog(null)}
                onLeft={() => {
                  setSaid(t('leave.done', { title: titleOf(dialog.chronology) }))
                  void reload()
                }}
              />
            )}
            {dialog.kind === 'remove' && (
              <ConfirmDialog
                title={t('home.removeTitle', { title: titleOf(dialog.chronology) })}
                text={t('home.removeText')}
                confirm={t('home.remove')}
                isGrave
                onClose={() => setDialog(null)}
                onConfirm={async () => {
                  await api.remove(dialog.chronology.id)
                  setSaid(t('home.removed', { title: titleOf(dialog.chronology) }))
                  await reload()
                }}
              />
            )}
          </DialogBoundary>
        )}
      </Suspense>
    </div>
  )
}

function WaysIn({ me: { person, instance } }: { me: Me }) {
  if (!instance.hasOwner) {
    return (
      <p className={classes.notice}>
        <WithCode text={t('home.noOwner')} />
      </p>
    )
  }
  return person ? null : <p className="quiet">{t('home.waysIn')}</p>
}

function ListFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const reason = error instanceof Error ? error.message : String(error)
  return <Failure error={t('home.loadFailed', { reason })} onRetry={onRetry} />
}

function emptyKey({ person, may }: Me) {
  if (may.createChronologies) return 'home.empty'
  return person ? 'home.emptyOfMine' : 'home.emptyPublic'
}

export default HomePage
