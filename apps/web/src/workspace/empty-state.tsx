import { patientLazy } from '../ui/patient-lazy.tsx'
import { Button } from '@mantine/core'
import { Suspense, useEffect, useState } from 'react'
import { api } from '../api/client.ts'
import { DialogBoundary } from '../boundary/dialog-boundary.tsx'
import { t } from '../i18n/late.ts'
import { navigate } from '../navigation/browser-history.ts'
import { chronologyPath, followLink } from '../navigation/router.ts'
import { useMayWrite, useSession } from '../session/session-context.tsx'
import { useAddEvent } from './use-add-event.ts'
import { useWorkspace } from '../view/workspace-context.tsx'
import classes from './empty-state.module.css'

const ImportDialog = patientLazy(() => import('../transfer/import-dialog.tsx'))

/** The chronology that a new data folder comes with. */
const EXAMPLE_ID = 'caj'

/** An empty chronology explains how to begin, or says that nobody has begun. */
export function EmptyState() {
  if (useMayWrite()) return <WaysToBegin />
  return (
    <div className={classes.empty}>
      <h2>{t('workspace.emptyTitle')}</h2>
      <p className="quiet">{t('reading.empty')}</p>
    </div>
  )
}

function WaysToBegin() {
  const { id } = useSession()
  const { view } = useWorkspace()
  const addEvent = useAddEvent()
  const [importing, setImporting] = useState(false)
  const hasExample = useHasExample() && id !== EXAMPLE_ID
  return (
    <div className={classes.empty}>
      <h2>{t('workspace.emptyTitle')}</h2>
      <p className="quiet">{t(view === 'list' ? 'workspace.emptyListText' : 'workspace.emptyText')}</p>
      <div className={classes.emptyWays}>
        <Button onClick={addEvent}>{t('workspace.emptyAdd')}</Button>
        <Button variant="default" onClick={() => setImporting(true)}>
          {t('workspace.emptyImport')}
        </Button>
        {hasExample && (
          <Button component="a" variant="subtle" href={chronologyPath(EXAMPLE_ID)} onClick={followLink}>
            {t('workspace.emptyExample')}
          </Button>
        )}
      </div>
      <Suspense fallback={null}>
        {importing && (
          <DialogBoundary onClose={() => setImporting(false)}>
            <ImportDialog
              onClose={() => setImporting(false)}
              onCreated={(created) => navigate(chronologyPath(created))}
            />
          </DialogBoundary>
        )}
      </Suspense>
    </div>
  )
}

/** It may have been renamed, trashed or never brought in. */
function useHasExample(): boolean {
  const [found, setFound] = useState(false)
  useEffect(() => {
    let gone = false
    api.chronology(EXAMPLE_ID).then(
      ({ trashedAt }) => !gone && setFound(trashedAt === null),
      () => undefined, // Offline or not there: nothing is offered.
    )
    return () => {
      gone = true
    }
  }, [])
  return found
}
