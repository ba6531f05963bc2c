import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { t } from '../i18n/index.ts'
import { Notice } from '../notice.tsx'
import { followLink } from '../router.ts'
import type { ChronologySession } from '../session/chronology-session.ts'
import { SessionProvider } from '../session/session-context.tsx'
import { acquireSession, releaseSession } from '../session/session-registry.ts'
import { preloadFirstView, Workspace } from './workspace.tsx'

// As soon as this code is there: the page's first paint need not come before it.
void preloadFirstView()

type Opening =
  | { phase: 'opening' }
  | { phase: 'open'; session: ChronologySession }
  | { phase: 'failed'; reason: string }

/** One chronology at its stable address: opens the session, then shows the workspace. */
export function WorkspacePage({ id }: { id: string }) {
  const [attempt, setAttempt] = useState(0)
  const [opening, setOpening] = useState<Opening>({ phase: 'opening' })

  useEffect(() => {
    let mounted = true
    // The view's code and the session are fetched side by side.
    const view = preloadFirstView()
    const show = (next: Opening) => mounted && setOpening(next)
    acquireSession(id).then(
      async (session) => {
        await Promise.all([session.ready, view])
        show({ phase: 'open', session })
      },
      (error: unknown) => show({ phase: 'failed', reason: error instanceof Error ? error.message : String(error) }),
    )
    return () => {
      mounted = false
      releaseSession(id)
    }
  }, [id, attempt])

  switch (opening.phase) {
    case 'opening':
      return <Notice text={t('workspace.opening')} />
    case 'failed':
      return (
        <Notice text={t('workspace.openFailed', { reason: opening.reason })}>
          <Button
            variant="default"
            onClick={() => {
              setOpening({ phase: 'opening' })
              setAttempt(attempt + 1)
            }}
          >
            {t('app.retry')}
          </Button>
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

export default WorkspacePage
