import { patientLazy } from './patient-lazy.tsx'
import { Suspense } from 'react'
import { ErrorBoundary } from './error-boundary.tsx'
import { t } from './i18n/index.ts'
import { Notice } from './notice.tsx'
import { followLink, readRoute, useRoute } from './router.ts'

const HomePage = patientLazy(() => import('./home/home-page.tsx'))
const WorkspacePage = patientLazy(() => import('./workspace/workspace-page.tsx'))

/** Loads the code of the page that the address names, so that the first render already shows it. */
export async function preloadPage(): Promise<void> {
  const { page } = readRoute(location.pathname)
  if (page === 'home') await HomePage.preload()
  if (page === 'chronology') await WorkspacePage.preload()
}

export function App() {
  const route = useRoute()
  return (
    <ErrorBoundary>
      <Suspense fallback={<Notice text={t('app.loading')} />}>
        {route.page === 'home' && <HomePage />}
        {route.page === 'chronology' && <WorkspacePage key={route.id} id={route.id} />}
        {route.page === 'unknown' && (
          <Notice text={t('app.notFound')}>
            <a href="/" onClick={followLink}>
              {t('app.back')}
            </a>
          </Notice>
        )}
      </Suspense>
    </ErrorBoundary>
  )
}
