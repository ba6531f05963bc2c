import { patientLazy } from './ui/patient-lazy.tsx'
import { Suspense } from 'react'
import { Route, Router, Routes } from 'react-router'
import { ErrorBoundary } from './boundary/error-boundary.tsx'
import { t } from './i18n/index.ts'
import { JoinPage } from './sign-in/join-page.tsx'
import { join } from './sign-in/joining.ts'
import { currentLinkToken } from './sign-in/link-token.ts'
import { Notice } from './ui/notice.tsx'
import { navigator, useBrowserLocation } from './navigation/browser-history.ts'
import { followLink, PATHS, readRoute, useRoute } from './navigation/router.ts'

const HomePage = patientLazy(() => import('./home/home-page.tsx'))
const WorkspacePage = patientLazy(() => import('./workspace/workspace-page.tsx'))
const LAZY_PAGES = {
  owner: patientLazy(() => import('./sign-in/owner-page.tsx')),
  signIn: patientLazy(() => import('./sign-in/sign-in-page.tsx')),
  signUp: patientLazy(() => import('./sign-in/sign-up-page.tsx')),
  account: patientLazy(() => import('./account/account-page.tsx')),
  instance: patientLazy(() => import('./admin/instance-page.tsx')),
  checkup: patientLazy(() => import('./checkup/checkup-page.tsx')),
}
const LAZY_PAGES_BY_NAME = Object.entries(LAZY_PAGES) as [keyof typeof LAZY_PAGES, typeof LAZY_PAGES.owner][]

/** Loads the code of the page that the address names, so that the first render already shows it. */
export async function preloadPage(): Promise<void> {
  const { page } = readRoute(location.pathname)
  switch (page) {
    case 'home':
      return HomePage.preload()
    case 'chronology':
      return WorkspacePage.preload()
    case 'join': {
      const token = currentLinkToken()
      if (token === null) return
      // The exchange and the code of what it leads to, side by side; nothing waits for either.
      join(token)
      void WorkspacePage.preload()
      return
    }
    case 'unknown':
      return
    default:
      return LAZY_PAGES[page].preload()
  }
}

export function App() {
  return (
    <ErrorBoundary>
      <Suspense fallback={<Notice text={t('app.loading')} />}>
        <Router location={useBrowserLocation()} navigator={navigator}>
          <Routes>
            <Route path={PATHS.home} element={<HomePage />} caseSensitive />
            <Route path={PATHS.chronology} element={<ChronologyPage />} caseSensitive />
            <Route path={PATHS.join} element={<JoinPage />} caseSensitive />
            {LAZY_PAGES_BY_NAME.map(([page, LazyPage]) => (
              <Route key={page} path={PATHS[page]} element={<LazyPage />} caseSensitive />
            ))}
            <Route path="*" element={<UnknownPage />} />
          </Routes>
        </Router>
      </Suspense>
    </ErrorBoundary>
  )
}

/** Another id is another page, which begins again. */
function ChronologyPage() {
  const route = useRoute()
  return route.page === 'chronology' ? <WorkspacePage key={route.id} id={route.id} /> : <UnknownPage />
}

function UnknownPage() {
  return (
    <Notice text={t('app.notFound')}>
      <a href="/" onClick={followLink}>
        {t('app.back')}
      </a>
    </Notice>
  )
}
