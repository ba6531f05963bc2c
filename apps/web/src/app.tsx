import { patientLazy } from './ui/patient-lazy.tsx'
import { Suspense } from 'react'
import { ErrorBoundary } from './boundary/error-boundary.tsx'
import { t } from './i18n/index.ts'
import { JoinPage } from './sign-in/join-page.tsx'
import { join } from './sign-in/joining.ts'
import { currentLinkToken } from './sign-in/link-token.ts'
import { Notice } from './ui/notice.tsx'
import { followLink, type Route, readRoute, useRoute } from './navigation/router.ts'

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
