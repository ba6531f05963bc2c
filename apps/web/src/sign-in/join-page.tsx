import { Suspense, useEffect } from 'react'
import type { ApiError } from '../api/client.ts'
import { t } from '../i18n/index.ts'
import { Notice } from '../ui/notice.tsx'
import { patientLazy } from '../ui/patient-lazy.tsx'
import { PlainButton } from '../ui/plain-button.tsx'
import { followLink } from '../navigation/router.ts'
import { join, useJoining } from './joining.ts'
import { useLinkToken } from './link-token.ts'

const ForAnother = patientLazy(() => import('./for-another.tsx'))

/** Refusals of a link. The rest is "try again": offline, too many tries, a server that is starting. */
const FINAL = ['no-such-link', 'link-expired', 'link-revoked', 'link-used-up'] as const
type Final = (typeof FINAL)[number]

/**
 * `/join#TOKEN`: no question, straight to the chronology. Part of the page's first code and without a library's button:
 * nothing is loaded for it.
 */
export function JoinPage() {
  const token = useLinkToken()
  const joining = useJoining()
  useEffect(() => {
    document.title = t('app.name')
    if (token !== null) join(token)
  }, [token])
  // The network is back: people who followed a link want to read, not to press a button.
  const isUnreachable = joining.phase === 'failed' && joining.error.status === 0
  useEffect(() => {
    if (token === null || !isUnreachable) return
    const again = () => join(token)
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [token, isUnreachable])

  if (joining.phase === 'failed' && token !== null) {
    return (
      <Notice text={failureInWords(joining.error)}>
        {!isFinal(joining.error.code) && (
          <PlainButton size="large" autoFocus onClick={() => join(token)}>
            {t('app.retry')}
          </PlainButton>
        )}
        <WayBack />
      </Notice>
    )
  }
  // Without a link: people who asked for access see what became of their request.
  if (joining.phase === 'for-another' || (joining.phase === 'idle' && token === null)) {
    return (
      <Suspense fallback={<Notice text={t('app.loading')} />}>
        <ForAnother />
      </Suspense>
    )
  }
  return <Notice text={t('join.asking')} />
}

function WayBack() {
  return (
    <a href="/" onClick={followLink}>
      {t('app.back')}
    </a>
  )
}

function isFinal(code: string): code is Final {
  return FINAL.some((known) => known === code)
}

function failureInWords({ status, code, message }: ApiError): string {
  if (isFinal(code)) return t(`join.failed.${code}`)
  if (status === 0) return t('join.failed.unreachable')
  if (code === 'too-many-tries') return t('join.failed.too-many-tries')
  return message
}
