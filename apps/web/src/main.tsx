import '@mantine/core/styles.css'
import './theme/tokens.css'
import './theme/slots.css'
import { MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { loadApi } from './api/client.ts'
import { App, preloadPage } from './app.tsx'
import { loadLanguage } from './i18n/index.ts'
import { watchForLinkToken } from './sign-in/link-token.ts'
import { loadMe } from './person/me-store.ts'
import { cssVariables, theme } from './theme/theme.ts'
import { whenIdle } from './ui/when-idle.ts'

const RENEWING_WITHIN_MS = 10_000

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

watchForLinkToken()
// Beside the page’s code, not after it. Where it fails, the first caller tries again and is told.
loadApi().catch(() => undefined)
await Promise.all([loadLanguage(), preloadPage()])
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <App />
    </MantineProvider>
  </StrictMode>,
)
// From here on the session is renewed in time, also on pages that do not show the person. A failure is tried again.
whenIdle(() => void loadMe().catch(() => undefined), RENEWING_WITHIN_MS)
