import { patientLazy } from './patient-lazy.tsx'
import { Suspense } from 'react'
import { ErrorBoundary } from './error-boundary.tsx'
import { t } from './i18n/index.ts'
import { JoinPage } from './me/join-page.tsx'
import { join } from './me/joining.ts'
import { currentLinkToken } from './me/link-token.ts'
import { Notice } from './notice.tsx'
import { followLink, type Route, readRoute, useRoute } from './router.ts'

const HomePage = patientLazy(() => import('./home/home-page.tsx'))
const WorkspacePage = patientLazy(() => import('./workspace/workspace-page.tsx'))
const LAZY_PAGES = {
  owner: patientLazy(() => import('./me/owner-page.tsx')),
  signIn: patientLazy(() => import('./me/sign-in-page.tsx')),
  signUp: patientLazy(() => import('./me/sign-up-page.tsx')),
  account: patientLazy(() => import('./account/account-page.tsx')),
  instance: patientLazy(() => import('./instance/instance-page.tsx')),
  checkup: patientLazy(() => import('./checkup/checkup-page.tsx')),
}

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
  const route = useRoute()
  return (
    <ErrorBoundary>
      <Suspense fallback={<Notice text={t('app.loading')} />}>
        <Page route={route} />
      </Suspense>
    </ErrorBoundary>
  )
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'home':
      return <HomePage />
    case 'chronology':
      return <WorkspacePage key={route.id} id={route.id} />
    case 'join':
      return <JoinPage />
    case 'unknown':
      return (
        <Notice text={t('app.notFound')}>
          <a href="/" onClick={followLink}>
            {t('app.back')}
          </a>
        </Notice>
      )
    default: {
      const LazyPage = LAZY_PAGES[route.page]
      return <LazyPage key={route.page} />
    }
  }
}
