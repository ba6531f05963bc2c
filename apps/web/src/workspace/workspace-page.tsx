import { CLOSE } from '@coeval/sync'
import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { ApiError } from '../api.ts'
import { t } from '../i18n/index.ts'
import { Notice } from '../notice.tsx'
import { followLink } from '../router.ts'
import { type ChronologySession, SentAwayError } from '../session/chronology-session.ts'
import { SessionProvider, useInterruption, useSaveState, useSession } from '../session/session-context.tsx'
import { acquireSession, releaseSession } from '../session/session-registry.ts'
import { closeInWords } from './close-in-words.ts'
import { preloadFirstView, Workspace } from './workspace.tsx'

// As soon as this code is there: the page's first paint need not come before it.
void preloadFirstView()

type Opening =
  | { phase: 'opening' }
  | { phase: 'waiting'; session: ChronologySession }
  | { phase: 'open'; session: ChronologySession }
  | { phase: 'failed'; reason: string; isFinal: boolean }

/** One chronology at its stable address: opens the session, then shows the workspace. */
export function WorkspacePage({ id }: { id: string }) {
  const [attempt, setAttempt] = useState(0)
  const [opening, setOpening] = useState<Opening>({ phase: 'opening' })

  useEffect(() => {
    let mounted = true
    // The view's code and the session are fetched side by side.
    const view = preloadFirstView()
    const show = (next: Opening) => mounted && setOpening(next)
    acquireSession(id)
      .then(async (session) => {
        show({ phase: 'waiting', session })
        await Promise.all([session.ready, view])
        show({ phase: 'open', session })
      })
      .catch((error: unknown) => {
        // What this device remembered was replaced, and nothing of it was here: once more, with the server's own.
        if (mounted && isReplaced(error) && attempt === 0) setAttempt(1)
        else show({ phase: 'failed', ...failureInWords(error) })
      })
    return () => {
      mounted = false
      releaseSession(id)
    }
  }, [id, attempt])

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
      return (
        <Notice text={opening.reason}>
          {!opening.isFinal && (
            <Button
              variant="default"
              onClick={() => {
                setOpening({ phase: 'opening' })
                setAttempt(attempt + 1)
              }}
            >
              {t('app.retry')}
            </Button>
          )}
          <a href="/" onClick={followLink}>
            {t('app.back')}
          </a>
        </Notice>
      )
    case 'open':
      return (
        <SessionProvider session={opening.session}>
          <Workspace />
        </SessionProvider>
      )
  }
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

function isReplaced(error: unknown): boolean {
  return error instanceof SentAwayError && error.code === CLOSE.otherGeneration.code
}

/** `isFinal` where trying again cannot help. */
function failureInWords(error: unknown): { reason: string; isFinal: boolean } {
  if (error instanceof SentAwayError) return { reason: closeInWords(error.code, error.message), isFinal: true }
  if (error instanceof ApiError && error.status === 404) return { reason: t('workspace.notFound'), isFinal: true }
  const reason = error instanceof Error ? error.message : String(error)
  return { reason: t('workspace.openFailed', { reason }), isFinal: false }
}

export default WorkspacePage
