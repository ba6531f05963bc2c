import { CLOSE } from '@coeval/sync'
import { Button } from '@mantine/core'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { ApiError } from '../api/client.ts'
import { t } from '../i18n/index.ts'
import { Notice } from '../ui/notice.tsx'
import { followLink } from '../navigation/router.ts'
import { SentAwayError } from '../session/sent-away-error.ts'
import type { OpenChronology } from '../session/open-chronology.ts'
import type { Opening } from '../session/opening.ts'
import { SessionProvider, useInterruption, useSaveState, useSession } from '../session/session-context.tsx'
import { acquireChronology, releaseChronology } from '../session/session-registry.ts'
import { closeInWords } from './close-in-words.ts'
import { SignInLink } from './sign-in-link.tsx'
import { preloadFirstView, Workspace } from './workspace.tsx'

// As soon as this code is there: the page's first paint need not come before it.
void preloadFirstView()

/** One chronology at its stable address: opens it, then shows the workspace. */
export default function WorkspacePage({ id }: { id: string }) {
  const [chronology, setChronology] = useState<OpenChronology | null>(null)
  useEffect(() => {
    let isMounted = true
    // The view's code and the session are fetched side by side.
    const opened = acquireChronology(id)
    void preloadFirstView().then(() => isMounted && setChronology(opened))
    return () => {
      isMounted = false
      releaseChronology(id)
    }
  }, [id])
  return chronology ? <Opened chronology={chronology} /> : <Notice text={t('workspace.opening')} />
}

function Opened({ chronology }: { chronology: OpenChronology }) {
  const opening = useSyncExternalStore(chronology.subscribe, chronology.opening)
  switch (opening.phase) {
    case 'opening':
      return <Notice text={t('workspace.opening')} />
    case 'waiting':
      return (
        <SessionProvider session={opening.session}>
          <Waiting />
        </SessionProvider>
      )
    case 'failed':
      return <Failed {...failureInWords(opening.error)} onRetry={() => void chronology.open()} />
    case 'open':
      return <Open opening={opening} onNewsRead={() => chronology.newsRead()} />
  }
}

function Open({ opening, onNewsRead }: { opening: Extract<Opening, { phase: 'open' }>; onNewsRead: () => void }) {
  // Not keyed by the session: if another replaces it, the selection and the view stay.
  return (
    <SessionProvider session={opening.session} role={opening.role}>
      <Workspace news={opening.news} onNewsRead={onNewsRead} />
    </SessionProvider>
  )
}

/** Nothing to show yet: this device has no copy, and the server has not answered. */
function Waiting() {
  const session = useSession()
  const isOffline = useSaveState().kind === 'offline'
  const interruption = useInterruption()
  if (!isOffline) return <Notice text={t('workspace.opening')} />
  return (
    <Notice text={interruption ? closeInWords(interruption.code, interruption.reason) : t('workspace.waiting')}>
      <Button variant="default" onClick={() => session.connectNow()}>
        {t('save.connectNow')}
      </Button>
      <a href="/" onClick={followLink}>
        {t('app.back')}
      </a>
    </Notice>
  )
}

interface Failure {
  reason: string
  /** Whether the same question may have another answer soon. */
  mayPass: boolean
  /** Whether it may be open to somebody, once they say who they are. */
  maySignIn: boolean
}

function Failed({ reason, mayPass, maySignIn, onRetry }: Failure & { onRetry: () => void }) {
  return (
    <Notice text={reason}>
      {maySignIn && <SignInLink size="sm" />}
      {mayPass && (
        <Button variant="default" onClick={onRetry}>
          {t('app.retry')}
        </Button>
      )}
      <a href="/" onClick={followLink}>
        {t('app.back')}
      </a>
    </Notice>
  )
}

const FOR_SOMEBODY_ELSE = new Set<number>([
  CLOSE.noSession.code,
  CLOSE.forbidden.code,
  CLOSE.linkEnded.code,
  CLOSE.removed.code,
  CLOSE.signedOut.code,
])

function failureInWords(error: unknown): Failure {
  if (error instanceof SentAwayError) {
    const maySignIn = FOR_SOMEBODY_ELSE.has(error.code)
    return { reason: closeInWords(error.code, error.message), mayPass: false, maySignIn }
  }
  if (error instanceof ApiError) {
    if (error.status === 401) return { reason: t('closed.noSession'), mayPass: false, maySignIn: true }
    if (error.status === 403) return { reason: t('closed.forbidden'), mayPass: false, maySignIn: true }
    if (error.status === 404) return { reason: t('workspace.notFound'), mayPass: false, maySignIn: true }
  }
  const reason = error instanceof Error ? error.message : String(error)
  return { reason: t('workspace.openFailed', { reason }), mayPass: true, maySignIn: false }
}
