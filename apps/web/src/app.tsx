import { patientLazy } from './patient-lazy.ts'
import { Suspense } from 'react'
import { ErrorBoundary } from './error-boundary.tsx'
import { t } from './i18n/index.ts'
import { Notice } from './notice.tsx'
import { followLink, useRoute } from './router.ts'

const HomePage = patientLazy(() => import('./home/home-page.tsx'))
const WorkspacePage = patientLazy(() => import('./workspace/workspace-page.tsx'))

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
