import { patientLazy } from '../ui/patient-lazy.tsx'
import { useMediaQuery } from '@mantine/hooks'
import { Suspense, useEffect, useState } from 'react'
import { t } from '../i18n/index.ts'
import type { RoleNews } from '../session/opening.ts'
import { useLiveEvents, useMeta, useSession } from '../session/session-context.tsx'
import { readAddress, type View } from '../view/address.ts'
import { preloadWriter } from '../transfer/download.ts'
import { whenIdle } from '../ui/when-idle.ts'
import { PartBoundary } from '../boundary/part-boundary.tsx'
import { Announcer } from '../view/announcer.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { FirstView, firstViewDrawn } from './first-view.tsx'
import { LeftBehindBanner } from './unsaved-copies-banner.tsx'
import { NameWhenWriting } from '../presence/name-when-writing.tsx'
import { PanelFrame } from './panel-frame.tsx'
import { Toolbar } from './toolbar.tsx'
import { useWorkspaceKeys } from './use-workspace-keys.ts'
import { WorkspaceHeader } from './workspace-header.tsx'
import classes from './workspace.module.css'
import { useWorkspace, WorkspaceProvider } from '../view/workspace-context.tsx'
import { NARROW, WIDE } from '../theme/breakpoints.ts'

const TimelineView = patientLazy(() => import('../timeline/timeline-view.tsx'))
const EventList = patientLazy(() => import('../list/event-list.tsx'))
const EventPanel = patientLazy(() => import('../event/edit/event-panel.tsx'))
const EventView = patientLazy(() => import('../event/view/event-view.tsx'))
const EmptyState = patientLazy(() => import('./empty-state.tsx').then(({ EmptyState }) => ({ default: EmptyState })))
const RoleBanner = patientLazy(() => import('./role-banner.tsx'))
const TrackSidebar = patientLazy(() => import('./track-sidebar.tsx'))
const Introduction = patientLazy(() => import('../commentary/introduction.tsx'))
const IntroductionReading = patientLazy(() => import('../commentary/view/introduction-view.tsx'))

const PANEL_WITHIN_MS = 3_000

/** On a phone the list comes before the timeline. */
const defaultView = (narrow: boolean): View => (narrow ? 'list' : 'timeline')

/** Loads the code of the view that will be shown first. */
export function preloadFirstView(): Promise<void> {
  const view = readAddress().view ?? defaultView(matchMedia(NARROW).matches)
  return view === 'list' ? EventList.preload() : TimelineView.preload()
}

interface WorkspaceProps {
  /** That I am something else here since a moment ago. */
  news: RoleNews | null
  onNewsRead: () => void
}

/** The workspace of an open chronology, to write in or to read. */
export function Workspace(props: WorkspaceProps) {
  const narrow = useMediaQuery(NARROW, matchMedia(NARROW).matches)
  return (
    <WorkspaceProvider defaultView={defaultView(narrow)}>
      <WorkspaceBody {...props} />
    </WorkspaceProvider>
  )
}

function WorkspaceBody({ news, onNewsRead }: WorkspaceProps) {
  const session = useSession()
  const { mayWrite } = session
  const { selectedId, select, view, announce } = useWorkspace()
  const { title } = useMeta()
  const events = useLiveEvents()
  const [introduced, setIntroduced] = useState(false)
  // The lanes of the timeline name the tracks already; a table on a wide page has room for them.
  const [tracksWanted, setTracksWanted] = useState<boolean | null>(null)
  const tracksShown = tracksWanted ?? (view === 'list' && matchMedia(WIDE).matches)
  useWorkspaceKeys()
  useEffect(() => session.onRefusal(announce), [session, announce])
  useEffect(() => {
    // What a click or a key set off, and no part of the page is there to say.
    const onError = ({ error }: ErrorEvent) => {
      if (error instanceof Error) announce(t('fault.elsewhere', { message: error.message }))
    }
    window.addEventListener('error', onError)
    return () => window.removeEventListener('error', onError)
  }, [announce])
  // Once the first view stands: the first event that somebody opens must not wait for its panel.
  useEffect(() => {
    let cancel = () => {}
    let gone = false
    void firstViewDrawn().then(() => {
      if (gone) return
      // Readers get none of the code for writing.
      const preload = mayWrite ? () => void EventPanel.preload().then(preloadWriter) : () => void EventView.preload()
      cancel = whenIdle(preload, PANEL_WITHIN_MS)
    })
    return () => {
      gone = true
      cancel()
    }
  }, [mayWrite])
  useEffect(() => {
    document.title = title ? `${title} · ${t('app.name')}` : t('app.name')
  }, [title])

  const list = (
    <PartBoundary key="list" part="list">
      <EventList />
    </PartBoundary>
  )
  return (
    <div className={classes.workspace} data-sheet={selectedId !== undefined || undefined}>
      <a className={classes.skip} href="#main-view">
        {t('app.skipToContent')}
      </a>
      <WorkspaceHeader />
      <div className={classes.notices}>
        <PartBoundary part="notices">
          <ConnectionBanner />
          <Suspense fallback={null}>
            {news && <RoleBanner key={`${news.from} ${news.to}`} news={news} onRead={onNewsRead} />}
          </Suspense>
          <LeftBehindBanner key={session.generation} except={news?.left?.session.copyName} />
        </PartBoundary>
      </div>
      <PartBoundary part="toolbar">
        <Toolbar
          introduced={introduced}
          onIntroduction={() => setIntroduced(!introduced)}
          tracksShown={tracksShown}
          onTracks={() => setTracksWanted(!tracksShown)}
        />
      </PartBoundary>
      <div className={classes.body}>
        {tracksShown && (
          <Suspense fallback={<div className={classes.tracksComing} />}>
            <PartBoundary part="tracks">
              <TrackSidebar />
            </PartBoundary>
          </Suspense>
        )}
        <main id="main-view" className={classes.main} tabIndex={-1}>
          {introduced && (
            <section className={classes.introduction} aria-label={t('workspace.introduction')}>
              <Suspense fallback={<p className="quiet">{t('app.loading')}</p>}>
                <PartBoundary part="introduction">{mayWrite ? <Introduction /> : <IntroductionReading />}</PartBoundary>
              </Suspense>
            </section>
          )}
          <section
            className={classes.view}
            aria-label={view === 'list' ? t('workspace.list') : t('workspace.timeline')}
          >
            <Suspense fallback={<p className={`quiet ${classes.loading}`}>{t('app.loading')}</p>}>
              {events.length === 0 && <EmptyState />}
              {view === 'list' ? (
                list
              ) : (
                <PartBoundary key="timeline" part="timeline" instead={<div className={classes.instead}>{list}</div>}>
                  <TimelineView />
                </PartBoundary>
              )}
              <FirstView />
            </Suspense>
          </section>
        </main>
        {selectedId !== undefined && (
          <PanelFrame>
            <Suspense fallback={<p className={`quiet ${classes.loading}`}>{t('app.loading')}</p>}>
              <PartBoundary key={selectedId} part="panel">
                {mayWrite ? (
                  <EventPanel eventId={selectedId} onClose={() => select(undefined)} />
                ) : (
                  <EventView eventId={selectedId} onClose={() => select(undefined)} />
                )}
              </PartBoundary>
            </Suspense>
          </PanelFrame>
        )}
      </div>
      {mayWrite && (
        <PartBoundary part="notices">
          <NameWhenWriting key={session.generation} />
        </PartBoundary>
      )}
      <Announcer />
    </div>
  )
}
